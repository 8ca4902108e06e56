import Foundation
import HostileText
import Presentation
import Shop
import Testing

/// What another program has put into the shop's file, at each exit of the services.
struct HostileExitTests {
    private func poisoned() async throws -> (shop: TestShop, orders: [ID<Order>]) {
        let shop = try await TestShop.open()
        let now = shop.clock.now
        return (shop, try await shop.store.write { try HostileShop.poison($0, now: now) })
    }

    /// Lines end in CR LF, which is all that a file may hold of what cannot be seen.
    private func checkFile(_ text: String, _ location: SourceLocation = #_sourceLocation) throws {
        let allowed = HostileText.joiners.union(["\r", "\n"])
        #expect(HostileText.harm(in: text, allowing: allowed) == nil, sourceLocation: location)
        let records = text.components(separatedBy: "\r\n")
        #expect(!records.contains { $0.unicodeScalars.contains("\n") || $0.unicodeScalars.contains("\r") })
        let table = try CSVTable(text)
        #expect(table.rows.count == records.count - 2, "each record is one line", sourceLocation: location)
        for row in table.rows {
            for field in row.fields {
                let first = field.unicodeScalars.first { !$0.properties.isWhitespace }
                #expect(
                    first.map { !"=+-@＝＋－＠\t\r".unicodeScalars.contains($0) } ?? true, "\(field)",
                    sourceLocation: location)
            }
        }
    }

    @Test("No cell of an exported file starts a formula, ends the line or steers the terminal that shows it")
    func files() async throws {
        let (shop, orders) = try await poisoned()
        try checkFile(try await shop.services.products.exportCSV(by: shop.admin))
        let today = DayRange.last(1, at: shop.clock.now, in: .gmt)
        try checkFile(try await shop.services.insights.exportCSV(of: today, by: shop.admin))
        var text = ""
        for try await piece in shop.services.orders.exportCSV(by: shop.admin) { text += piece }
        try checkFile(text)
        #expect(text.split(separator: "\r\n").count == orders.count + 1)
    }

    @Test("A receipt is lines of visible text of the paper's width, as text and as bytes for a printer")
    func receipts() async throws {
        let (shop, orders) = try await poisoned()
        let settings = try #require(try await shop.services.setUp.settings())
        for id in orders {
            let order = try await shop.services.orders.order(id, by: shop.admin)
            for width in ShopSettings.receiptWidths {
                let text = ReceiptText(of: order, settings: settings, width: width).plainText
                #expect(HostileText.harm(in: text, allowing: HostileText.joiners.union(["\n"])) == nil)
                for line in text.split(separator: "\n") {
                    #expect(PrintedText.columns(String(line)) <= width, "\(line)")
                }
                let bytes = EscPos.bytes(of: order, settings: settings, width: width)
                for line in try EscPosPrinter(printing: bytes).lines { #expect(line.columns <= width, "\(line.text)") }
            }
        }
    }

    @Test("Words of an error name what is there without its harm")
    func errors() async throws {
        let (shop, orders) = try await poisoned()
        for product in try await shop.services.products.list() {
            for draft in [shop.draft((product, 4)), shop.draft((product, 1)) { $0.lines[0].seenPrice = 7 }] {
                do {
                    _ = try await shop.services.orders.place(draft, by: shop.customer)
                    Issue.record("placed")
                } catch let error as ShopError {
                    #expect(HostileText.harm(in: error.text, allowing: HostileText.joiners) == nil, "\(error)")
                }
            }
        }
        for id in orders.prefix(4) {
            await #expect(throws: ShopError.self) {
                try await shop.services.orders.setStatus(id, StatusStep(to: .completed, expecting: 9), by: shop.admin)
            }
        }
    }
}
