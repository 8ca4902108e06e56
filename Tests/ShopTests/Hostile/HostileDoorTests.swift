import Foundation
import HostileText
import Presentation
import Shop
import Testing

/// Each text of the corpus through each door of the services: refused with words that say what to do, or kept so that
/// nothing in it can do harm.
struct HostileDoorTests {
    /// A place where a text comes in.
    struct Door: Sendable, CustomTestStringConvertible {
        let name: String
        /// Lengths that it takes, in scalars.
        let length: ClosedRange<Int>
        /// Puts a text in.
        ///
        /// - Returns: what was kept of it.
        let put: @Sendable (TestShop, String) async throws -> String

        var testDescription: String { name }
    }

    private static let doors: [Door] = [
        Door(name: "register", length: 1...80) { shop, text in
            try await shop.services.accounts.register(
                name: text, email: fresh(), password: TestShop.password
            ).session.user.name
        },
        Door(name: "rename", length: 1...80) { shop, text in
            try await shop.services.accounts.rename(to: text, by: shop.customer).user.name
        },
        Door(name: "new account", length: 1...80) { shop, text in
            try await shop.services.users.create(
                name: text, email: fresh(), password: TestShop.password, role: .admin, by: shop.admin
            ).name
        },
        Door(name: "counter's name", length: 1...80) { shop, text in
            try await shop.services.users.openKiosk(named: text, by: shop.admin).session.user.name
        },
        Door(name: "product's name", length: 1...60) { shop, text in
            try await shop.services.products.create(ProductDraft(name: text, price: 1, stock: 1), by: shop.admin).name
        },
        Door(name: "category", length: 0...40) { shop, text in
            try await shop.services.products.edit(tea(shop), ProductEdit(category: text), by: shop.admin).category
        },
        Door(name: "description", length: 0...280) { shop, text in
            try await shop.services.products.edit(tea(shop), ProductEdit(description: text), by: shop.admin).description
        },
        Door(name: "name in a file", length: 1...60) { shop, text in
            let field = "\"" + CSVWriter.guarded(text).replacing("\"", with: "\"\"") + "\""
            let file = Data("name,price\n\(field),1".utf8)
            return try await shop.services.products.importCSV(file, by: shop.admin).lines.first?.name ?? ""
        },
        Door(name: "note of an order", length: 0...500) { shop, text in
            try await order(shop) { $0.note = text }.note
        },
        Door(name: "note of an item", length: 0...200) { shop, text in
            try await order(shop) { $0.lines[0].note = text }.items.first?.note ?? ""
        },
        Door(name: "walk-in", length: 0...80) { shop, text in
            try await order(shop, by: shop.admin) { $0.walkIn = text }.customerName
        },
        Door(name: "reason to cancel", length: 1...200) { shop, text in
            let step = StatusStep(to: .cancelled, expecting: 1, reason: text)
            _ = try await shop.services.orders.setStatus(order(shop).id, step, by: shop.admin)
            return try await shop.lastEvent()?.reason ?? ""
        },
        Door(name: "reason of a correction", length: 1...200) { shop, text in
            _ = try await shop.services.products.restock(tea(shop), by: -1, reason: text, by: shop.admin)
            return try await shop.lastEvent()?.reason ?? ""
        },
        Door(name: "shop's name", length: 1...60) { shop, text in
            try await shop.services.settings.edit([.shopName: text], by: shop.admin).name
        },
    ]

    private static func fresh() -> String { "\(UUID().uuidString)@example.com" }

    private static func tea(_ shop: TestShop) async throws -> ID<Product> {
        if let tea = try await shop.services.products.list().first(where: { $0.name == "Tea" }) { return tea.id }
        return try await shop.product("Tea", stock: 1_000).id
    }

    private static func order(
        _ shop: TestShop, by session: Session? = nil, change: (inout OrderDraft) -> Void = { _ in }
    ) async throws -> Order {
        var draft = OrderDraft(
            request: UUID().uuidString, lines: [OrderDraft.Line(productID: try await tea(shop), quantity: 1)])
        change(&draft)
        return try await shop.services.orders.place(draft, by: session ?? shop.customer)
    }

    @Test(
        "A text that could do harm is refused at each door, in words that say what to do and do no harm themselves",
        arguments: doors)
    func refused(door: Door) async throws {
        let shop = try await TestShop.open()
        for sample in HostileText.hostile {
            do {
                _ = try await door.put(shop, sample.text)
                Issue.record("\(sample.name) came in")
            } catch let error as ShopError {
                let isRefusal =
                    switch error {
                    case .invalid, .importRefused: true
                    default: false
                    }
                #expect(isRefusal, "\(error)")
                #expect(HostileText.harm(in: error.text) == nil)
                #expect(error.text.utf8.count < 500 && error.text.lowercased().contains("please"), "\(error.text)")
            }
        }
    }

    @Test("A strange text that is a name all the same is kept as it is", arguments: doors)
    func kept(door: Door) async throws {
        let shop = try await TestShop.open()
        for sample in HostileText.strange where door.length.contains(sample.text.unicodeScalars.count) {
            let kept = try await door.put(shop, sample.text)
            #expect(Array(kept.unicodeScalars) == Array(sample.text.unicodeScalars), "\(sample.name)")
        }
    }

    @Test(
        "Header and footer of a receipt take their lines, and nothing else",
        arguments: [
            SettingKey.receiptHeader, .receiptFooter,
        ])
    func lines(key: SettingKey) async throws {
        let shop = try await TestShop.open()
        for sample in HostileText.all {
            let isLines = sample.name == "line feeds" || sample.isGood && sample.text.unicodeScalars.count <= 200
            do {
                let settings = try await shop.services.settings.edit([key: sample.text], by: shop.admin)
                #expect(isLines, "\(sample.name) came in")
                let allowed = HostileText.joiners.union(["\n"])
                #expect(HostileText.harm(in: key.value(in: settings), allowing: allowed) == nil)
            } catch let error as ShopError {
                #expect(!isLines && HostileText.harm(in: error.text) == nil, "\(error.text)")
            }
        }
    }

    @Test("No email holds anything that could do harm")
    func emails() async throws {
        let shop = try await TestShop.open()
        let emails = HostileText.hostile.map(\.text).flatMap {
            ["\($0)@example.com", "ada@\($0).com", "ada@example.\($0)"]
        }
        for email in emails {
            await #expect(throws: ShopError.self) {
                try await shop.services.accounts.register(name: "New", email: email, password: TestShop.password)
            }
            await #expect(throws: ShopError.self) {
                try await shop.services.accounts.changeEmail(to: email, password: TestShop.password, by: shop.customer)
            }
        }
    }

    @Test("Whatever is searched for or named, the answer is a list or a clean sentence")
    func looking() async throws {
        let shop = try await TestShop.open()
        for sample in HostileText.all { try await look(for: sample, in: shop) }
    }

    private func look(for sample: HostileText, in shop: TestShop) async throws {
        var environment = shop.services.environment
        environment.terminal = sample.name
        let (services, text) = (ShopServices(environment), sample.text)
        _ = try await services.orders.table(OrderFilter(customer: text, text: text), by: shop.admin)
        _ = try await services.orders.count(OrderFilter(customer: text, text: text), by: shop.admin)
        _ = try await services.orders.own(OrderFilter(text: text), by: shop.customer)
        _ = try await services.users.list(search: text, by: shop.admin)
        _ = try await services.log.page(EventFilter(text: text), by: shop.admin)
        let named: [@Sendable () async throws -> Void] = [
            { _ = try await services.products.find(text) },
            { _ = try await services.orders.find(text, by: shop.admin) },
            { _ = try await services.users.find(text, by: shop.admin) },
            { _ = try await services.accounts.signIn(email: text, password: text) },
            { try await services.users.redeemReset(email: text, code: text, password: TestShop.password) },
            { _ = try await services.accounts.resume(token: text) },
        ]
        for call in named {
            do {
                try await call()
                Issue.record("\(sample.name) was found")
            } catch let error as ShopError {
                #expect(HostileText.harm(in: error.text, allowing: HostileText.joiners) == nil, "\(sample.name)")
                #expect(error.text.utf8.count < 500)
            }
        }
    }

    @Test("A password may hold anything, and is the same password again")
    func passwords() async throws {
        let shop = try await TestShop.open()
        for (index, sample) in HostileText.all.enumerated() where sample.text.utf8.count <= 300 {
            let (email, password) = ("\(index)@example.com", "a long one: " + sample.text)
            _ = try await shop.services.accounts.register(name: "New", email: email, password: password)
            _ = try await shop.services.accounts.signIn(email: email, password: password)
        }
    }

    @Test(
        "A name that nobody can see is none", arguments: ["\u{301}\u{308}", "\u{200D}", "\u{3164}", "\u{2800}\u{A0}"])
    func unseen(name: String) {
        #expect(throws: FieldError.empty) { try TextRule.checked(name, length: 1...80) }
    }
}
