import Foundation
import GRDB
import Presentation
import Shop
import Testing

@testable import SQLiteStore

@Suite(.serialized)
struct KeptShopFiles {
    @Test(
        "Shops of this program's schema are written to be kept",
        .enabled(if: ProcessInfo.processInfo.environment["IGNIFLO_WRITE_KEPT"] == "1"))
    func write() async throws {
        let names = ["schema-\(Schema.version)", "schema-\(Schema.version)-upgraded"]
        let places = names.map { KeptShop.folder.appending(path: $0 + ".sqlite").path }
        for place in places {
            try #require(!FileManager.default.fileExists(atPath: place), "\(place) is kept, and stays as it is")
        }
        let made = try [Folder().path("shop.db"), Folder().path("shop.db")]
        try await KeptShopMaker.make(at: made[0])
        try await KeptShopMaker.upgrade(KeptShop.schema1.file, at: made[1])
        for (file, place) in zip(made, places) { try FileManager.default.copyItem(atPath: file, toPath: place) }
        Issue.record("The files were written. Look at them, then run without IGNIFLO_WRITE_KEPT.")
    }

    @Test("What is made to be kept holds something of everything, whatever there will be")
    func made() async throws {
        let path = try Folder().path("shop.db")
        try await KeptShopMaker.make(at: path)
        let contents = try FileContents(path)
        // When this fails, the maker does not know what is new: it is to make that, too.
        #expect(Self.kinds(contents) == Set(ShopEvent.Kind.allCases.map(\.rawValue)))
        for (table, rows) in contents.tables { #expect(!rows.isEmpty, "\(table) is empty") }
        try Self.expectEverything(contents)
    }

    @Test("The kept shop of the second schema holds something of everything that there was")
    func kept() throws {
        let contents = try FileContents(KeptShop.schema2.copy())
        #expect(
            Self.kinds(contents) == [
                "orderPayment", "orderPlaced", "orderStatus", "productArchived", "productChanged", "productCreated",
                "productRestocked", "productRestored", "receiptNotPrinted", "sessionsEnded", "settingsChanged",
                "shopBackedUp", "shopOpened", "shopRestored", "shopUpgraded", "userDisabled", "userEmail",
                "userEnabled", "userPassword", "userRegistered", "userRenamed", "userResetStarted", "userRole",
            ])
        try Self.expectEverything(contents)
    }

    private static func kinds(_ contents: FileContents) -> Set<String> {
        Set(contents.tables["events", default: []].map { $0["kind"] as String })
    }

    private static func expectEverything(_ contents: FileContents) throws {
        func values(_ table: String, _ columns: String...) -> Set<String> {
            Set(
                contents.tables[table, default: []].map { row in
                    columns.map { String.fromDatabaseValue(row[$0]) ?? "\(row[$0] as DatabaseValue)" }.joined(
                        separator: " ")
                })
        }
        #expect(
            values("orders", "status", "payment").isSuperset(of: [
                "placed unpaid", "placed paid", "preparing unpaid", "preparing paid", "ready unpaid", "ready paid",
                "completed unpaid", "completed paid", "cancelled unpaid", "cancelled refunded",
            ]))
        #expect(values("orders", "is_filed") == ["0", "1"] && values("orders", "channel") == ["C", "K"])
        #expect(values("stock_movements", "kind") == ["sale", "cancellation", "restock", "correction", "import"])
        #expect(
            values("users", "role", "is_disabled").isSuperset(of: ["admin 0", "customer 0", "customer 1", "kiosk 0"]))
        #expect(values("products", "is_archived") == ["0", "1"])
        #expect(values("users", "name").isSuperset(of: KeptShopMaker.names.dropFirst()))
        #expect(values("order_items", "note").contains("ohne Zucker, 少し"))
        for table in ["carts", "password_resets", "sessions", "sign_in_failures", "secrets"] {
            #expect(contents.tables[table]?.isEmpty == false, "\(table) is empty")
        }
        #expect(
            values("settings", "key").isSuperset(of: [
                "lastBackupAt", "lastBackupPath", "lastUpgrade", "lastUpgradePath", "receiptHeader",
            ]))
        #expect(contents.tables["orders", default: []].contains { $0["total"] > 9_000_000_000 })
    }
}
