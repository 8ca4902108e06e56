import Foundation
import Glibc
import Presentation
import SQLiteStore
import Shop
import TestSupport
import Testing

/// A shop in a folder of its own, to be harmed.
struct FaultShop: Sendable {
    static let cost = PasswordHash.Cost(rounds: 2, blockSize: 1, parallelism: 1)
    static let password = "correct horse"

    let folder: String
    let path: String

    /// A folder with nothing in it yet.
    ///
    /// - Parameter place: where the shop will be in it.
    init(place: String = "shop.db") throws {
        folder = NSTemporaryDirectory() + "igniflo-fault-" + UUID().uuidString
        path = folder + "/" + place
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    /// A shop with an admin, a customer, four products that last and one of which there are few.
    static func make(orders: Int = 0) async throws -> FaultShop {
        let shop = try FaultShop()
        let (store, services) = try await shop.open()
        try await services.setUp.open(
            SetUpService.Request(
                name: "Corner Café", currency: "EUR", locale: "en_IE", timeZone: Midday.zone,
                adminName: "Grace Hopper", adminEmail: "grace@example.com", password: password))
        let admin = try await services.accounts.signIn(email: "grace@example.com", password: password).session
        _ = try await services.accounts.register(name: "Ada", email: "ada@example.com", password: password)
        for (name, stock) in [("Tea", 900_000), ("Bun", 900_000), ("Soup", 900_000), ("Pie", 900_000), ("Truffle", 30)]
        {
            _ = try await services.products.create(ProductDraft(name: name, price: 350, stock: stock), by: admin)
        }
        let tea = try await services.products.find("Tea")
        for number in 0..<orders {
            let line = OrderDraft.Line(productID: tea.id, quantity: 1, note: "cup \(number)")
            let draft = OrderDraft(request: UUID().uuidString, lines: [line], note: "for \(number)", walkIn: "Sam")
            _ = try await services.orders.place(draft, by: admin)
        }
        await store.close()
        return shop
    }

    /// This process's own terminal.
    func open(
        writeLimit: Duration = SQLiteStore.writeLimit, now: @escaping @Sendable () -> Date = { Date() }
    ) async throws -> (store: SQLiteStore, services: ShopServices) {
        let store = try await SQLiteStore.open(path, create: true, writeLimit: writeLimit)
        let hasher = PasswordHasher(cost: Self.cost)
        return (store, ShopServices(ShopEnvironment(store: store, now: now, hasher: hasher, terminal: "test")))
    }

    /// The database and its log as they are now, under the same names in another folder.
    func copy() throws -> FaultShop {
        let copy = try FaultShop()
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: copy.path + suffix)
        }
        return copy
    }

    func bytes(_ suffix: String = "") throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path + suffix)) }

    func write(_ bytes: Data, _ suffix: String = "") throws {
        try bytes.write(to: URL(fileURLWithPath: path + suffix))
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
