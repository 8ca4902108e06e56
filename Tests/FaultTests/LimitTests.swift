import GRDB
import Testing

extension FaultTests {
    @Test(
        "A quantity, price, stock or total beyond its limits gets into no shop, whichever program writes it",
        arguments: [
            ("products", "price", ["-1", "1000000000000", "9223372036854775807", "'many'", "NULL"]),
            ("products", "stock", ["-1", "1000001", "-9223372036854775808", "0.5"]),
            ("products", "low_stock", ["-1", "1000001"]),
            ("order_items", "quantity", ["-1", "0", "1000", "9223372036854775807", "1.5"]),
            ("order_items", "price", ["-350", "1000000000000"]),
            ("orders", "total", ["-1", "1000000000000000"]),
        ])
    func limits(table: String, column: String, values: [String]) async throws {
        let shop = try await FaultShop.make(orders: 1)
        let queue = try DatabaseQueue(path: shop.path)
        for value in values {
            let error = #expect(throws: DatabaseError.self) {
                try queue.inDatabase { try $0.execute(sql: "UPDATE \(table) SET \(column) = \(value)") }
            }
            #expect(error?.resultCode == .SQLITE_CONSTRAINT, "\(value)")
        }
        try queue.close()
        #expect(try Invariants.broken(shop.path).isEmpty)
        shop.remove()
    }
}
