import Foundation
import Presentation
import Shop
import Synchronization
import Testing

struct ProductFileTests {
    private func data(_ text: String) -> Data { Data(text.utf8) }

    @Test("What is exported and imported again changes nothing, whatever the names are")
    func roundTrip() async throws {
        let shop = try await TestShop.open()
        for name in [
            "=1+1", "+31", "-x", "@home", "'=quoted", "''-twice", "'n plain", "Say \"hi\"", "a, b; c", "カフェ", "☕️",
        ] {
            _ = try await shop.services.products.create(
                ProductDraft(name: name, price: 1, stock: 2, category: name, description: name), by: shop.admin)
        }
        let text = try await shop.services.products.exportCSV(by: shop.admin)
        #expect(text.contains("'=1+1,'=1+1,'=1+1,0.01,2,5,no,,yes,no\r\n") && !text.contains("\n="))
        let plan = try await shop.services.products.planImport(data(text), by: shop.admin)
        #expect(plan.problems.isEmpty && plan.unchangedCount == 11 && plan.lines.count == 11)
        let before = try await shop.services.feed.position()
        _ = try await shop.services.products.importCSV(data(text), by: shop.admin)
        #expect(try await shop.services.feed.position() == before)
    }

    @Test("A dry run says line by line what would happen, and writes nothing; then it happens, with import movements")
    func planAndImport() async throws {
        let shop = try await TestShop.open()
        let flat = try await shop.product("Flat white")
        _ = try await shop.product("Cookie")
        let file = data(
            """
            name,price,stock,archived,colour
            FLAT WHITE,4.00,12,no,white
            Cookie,3.50,,yes,brown
            Tea,"2,50",7,no,
            """)
        let plan = try await shop.services.products.planImport(file, by: shop.admin)
        #expect(plan.ignoredColumns == ["colour"])
        #expect(plan.lines.map(\.line) == [2, 3, 4])
        typealias Difference = ProductImport.Difference
        #expect(
            plan.lines.map(\.outcome) == [
                .change([
                    Difference(field: "name", from: "Flat white", to: "FLAT WHITE"),
                    Difference(field: "price", from: "3.50", to: "4.00"),
                    Difference(field: "stock", from: "20", to: "12"),
                ]),
                .change([Difference(field: "archived", from: "no", to: "yes")]), .create,
            ])
        #expect(try await shop.services.products.list().count == 2)

        let before = try await shop.services.feed.position()
        #expect(try await shop.services.products.importCSV(file, by: shop.admin) == plan)
        let events = try await shop.store.read { try $0.events(after: before, limit: 99) }
        #expect(
            events.map {
                "\($0.kind) \($0.subjectName) \($0.change.columns.from) > \($0.change.columns.to) \($0.reason)"
            } == [
                "productChanged FLAT WHITE name: Flat white > name: FLAT WHITE import",
                "productChanged FLAT WHITE price: 3.50 > price: 4.00 import",
                "productRestocked FLAT WHITE 20 > 12 import", "productArchived Cookie  >  import",
                "productCreated Tea  > 250 ",
            ])
        let products = try await shop.services.products.list()
        #expect(products.map(\.name) == ["FLAT WHITE", "Tea"])
        #expect(products.map(\.stock) == [12, 7] && products.map(\.price) == [400, 250])
        let moved = try await shop.services.products.stockHistory(of: flat.id, by: shop.admin).first
        #expect(moved?.movement.kind == .import && moved?.movement.delta == -8)
    }

    @Test(
        "Byte-order mark, semicolons, other cases of the header and line ends are all read",
        arguments: [
            "\u{FEFF}Name,PRICE,Stock\r\nTea,2.5,3\r\n", "name;price;stock\nTea;2,50;3",
            "stock;\"price\";name\r\n3;2,5;Tea\r\n\r\n",
        ])
    func dialects(text: String) async throws {
        let shop = try await TestShop.open()
        _ = try await shop.services.products.importCSV(data(text), by: shop.admin)
        let tea = try await shop.services.products.find("Tea")
        #expect(tea.price == 250 && tea.stock == 3)
    }

    @Test("Each problem is named with its line and field, and nothing at all is imported")
    func problems() async throws {
        let shop = try await TestShop.open()
        let file = data(
            """
            name,price,stock,archived,description
            Good,1,1,no,
            ,abc,-1,perhaps,
            Tea,1.234,x,no,"two
            lines"
            good,2,2,no,
            Short,1
            """)
        let plan = try await shop.services.products.planImport(file, by: shop.admin)
        #expect(
            plan.problems.map(\.text) == [
                "Line 3: the product's name is missing.", "Line 3, Price: An amount, please, such as 3.50.",
                "Line 3, Stock: It must not be negative.", "Line 3, Archived: Yes or no, please.",
                "Line 4, Price: At most 2 decimals, please.", "Line 4, Stock: A whole number, please, such as 12.",
                "Line 4, Description: Please use visible characters only, on one line.",
                "Line 6, The product's name: It is on line 2 already.",
                "Line 7: it has 2 fields, the header has 5. A field with a separator needs quotes.",
            ])
        let error = await #expect(throws: ShopError.importRefused(plan.problems)) {
            try await shop.services.products.importCSV(file, by: shop.admin)
        }
        #expect(error?.text.hasSuffix("And 6 more. Nothing was imported.") == true)
        #expect(try await shop.services.products.list().isEmpty)
    }

    @Test(
        "A file has one notation: what some of its numbers tell counts for those that may be read in two ways",
        arguments: [
            ("de_DE", "EUR", "name,price\nKaffee,1.500\nTee,2.25\n", [150, 225]),
            ("de_DE", "EUR", "name;price\nKaffee;1.500\nTee;2,25\n", [150_000, 225]),
            ("de_DE", "EUR", "name;price\nKaffee;1.500\nTee;1.234,00\n", [150_000, 123_400]),
            ("en_IE", "EUR", "name,price,stock\nTea,18.0000,12.000\n", [1_800]),
            ("fr_FR", "EUR", "name,price,stock\nThé,18.000,3\nCafé,2.5,3\n", [1_800, 250]),
            ("en_IE", "EUR", "name,price\nTea,1.500\n", [150]),
            ("ar_TN", "TND", "name,price\nTea,3.500\nBun,12.000\n", [3_500, 12_000]),
            ("vi_VN", "VND", "name,price\nPho,18.000\nTea,9.500\n", [18_000, 9_500]),
            ("en_US", "VND", "name,price\nPho,1.018.000\nTea,9.000\n", [1_018_000, 9_000]),
            ("en_IE", "EUR", "name,price,stock\nTea,€2.50,1\nBun,EUR 3,1\n", [250, 300]),
            ("en_IN", "INR", "name,price\nTea,\"1,23,456.78\"\n", [12_345_678]),
        ] as [(String, String, String, [Int64])])
    func notation(locale: String, code: String, text: String, prices: [Int64]) async throws {
        let shop = try await TestShop.open(currency: code, locale: locale)
        _ = try await shop.services.products.importCSV(data(text), by: shop.admin)
        let products = try await shop.services.products.list().sorted { $0.id < $1.id }
        #expect(products.map(\.price) == prices)
        #expect(products.allSatisfy { $0.stock ?? 0 <= 12 })
    }

    @Test(
        "A number of which nothing tells what it means is refused with its line and column, never guessed",
        arguments: [
            ("de_DE", "EUR", "name,price\nKaffee,1.500\n", "Line 2, Price: This is 1500 or 1.5,"),
            (
                "de_DE", "EUR", "name,price\nTee,2.25\nSaft,\"1.234,50\"\nKaffee,1.500\n",
                "Line 4, Price: This is 1500 or 1.5,"
            ),
            ("en_IE", "EUR", "name,price\nTea,\"1,500\"\n", "Line 2, Price: This is 1500 or 1.5,"),
            ("en_US", "VND", "name,price\nPho,18.000\n", "Line 2, Price: This is 18000 or 18,"),
            ("de_DE", "EUR", "name,price,stock\nTee,2,12.000\n", "Line 2, Stock: This is 12000 or 12,"),
            ("de_DE", "KWD", "name;price\nTee;1.234,500\nSaft;1.500\n", "Line 3, Price: This is 1500 or 1.5,"),
        ])
    func ambiguous(locale: String, code: String, text: String, words: String) async throws {
        let shop = try await TestShop.open(currency: code, locale: locale)
        let plan = try await shop.services.products.planImport(data(text), by: shop.admin)
        #expect(
            plan.problems.count == 1 && plan.problems.first?.text.hasPrefix(words) == true,
            "\(plan.problems.map(\.text))")
        await #expect(throws: ShopError.importRefused(plan.problems)) {
            try await shop.services.products.importCSV(data(text), by: shop.admin)
        }
    }

    @Test("Numbers as other programs write them are taken, and what is none is named with its line and column")
    func otherPrograms() async throws {
        let shop = try await TestShop.open()
        let taken = "name,price,stock,lowStock\nTea,18.0000,12.0,3.00\nBun,2,\" 7 \",\nCake,4.50,\"1,200\",٥\n"
        _ = try await shop.services.products.importCSV(data(taken), by: shop.admin)
        let products = try await shop.services.products.list().sorted { $0.id < $1.id }
        #expect(products.map(\.price) == [1_800, 200, 450] && products.map(\.stock) == [12, 7, 1_200])
        #expect(products.map(\.lowStock) == [3, 5, 5])
        let refused = """
            name,price,stock
            Tea,$2.50,1
            Bun,variable,1
            Cake,2.50,-11.000
            Pie,2.505,1.5
            Jam,3 CHF,a few
            """
        let plan = try await shop.services.products.planImport(data(refused), by: shop.admin)
        #expect(
            plan.problems.map(\.text) == [
                "Line 2, Price: “$” is not this shop's currency, which is EUR.",
                "Line 3, Price: An amount, please, such as 3.50.", "Line 4, Stock: It must not be negative.",
                "Line 5, Price: At most 2 decimals, please.", "Line 5, Stock: A whole number, please, such as 12.",
                "Line 6, Price: “CHF” is not this shop's currency, which is EUR.",
                "Line 6, Stock: A whole number, please, such as 12.",
            ])
    }

    @Test("A dry run shows price, stock and category of what is new, and what becomes what of the rest")
    func told() async throws {
        let shop = try await TestShop.open()
        _ = try await shop.product("Tea", price: 250, stock: 20)
        let file = "name,price,stock,category,archived\nTea,3,12,Hot,no\nRusk,1.2,9,Bread,yes\nBun,2,,,\n"
        let plan = try await shop.services.products.planImport(data(file), by: shop.admin)
        #expect(
            plan.lines.map { $0.text(arrow: ">") } == [
                "Line 2, Tea: price 2.50 > 3.00, category nothing > Hot, stock 20 > 12",
                "Line 3, Rusk: new, price 1.20, stock 9, category Bread, archived yes",
                "Line 4, Bun: new, price 2.00, stock 0",
            ])
    }

    @Test(
        "A file that cannot be read as a whole says why and where",
        arguments: [
            ("name,stock\nTea,1", "Line 1: there is no column “price”. Please add it to the header."),
            ("", "Line 1: there is no column “name”. Please add it to the header."),
            ("name,price,Price\nTea,1,2", "Line 1: the column “price” stands there twice."),
            ("name,price\nTea,1\n\"Coffee,2\nCake,3\n", "Line 3: a quote is opened and never closed."),
            ("name,price\n\"Tea\"x,1", "Line 2: there is text after a closing quote."),
        ])
    func unreadable(text: String, words: String) async throws {
        let shop = try await TestShop.open()
        let plan = try await shop.services.products.planImport(data(text), by: shop.admin)
        #expect(plan.problems.first?.text == words)
        #expect(plan.lines.isEmpty)
    }

    @Test("A file in another encoding is refused with its first wrong line")
    func encoding() async throws {
        let shop = try await TestShop.open()
        let file = data("name,price\nTea,1\nCaf") + Data([0xE9]) + data(",1\n")
        let plan = try await shop.services.products.planImport(file, by: shop.admin)
        #expect(plan.problems == [ProductImport.Problem(line: 3, what: .notUTF8)])
    }

    @Test("A file of more lines than a shop takes at once is refused as a whole")
    func tooLong() async throws {
        let shop = try await TestShop.open()
        let file = data("name,price\n" + (1...250_000).map { "Tea \($0),1\n" }.joined())
        let plan = try await shop.services.products.planImport(file, by: shop.admin)
        #expect(plan.problems.map(\.text) == ["Line 250001: a file may have 250000 lines. Please split it."])
        #expect(plan.lines.isEmpty)
    }

    @Test("A line that fails inside the import leaves nothing of the lines before it")
    func allOrNothing() async throws {
        let shop = try await TestShop.open()
        _ = try await shop.product("Cookie")
        let before = try await shop.services.products.exportCSV(by: shop.admin)
        let file = data("name,price,stock\nTea,1,1\nCookie,1,1000001\n")
        await #expect(throws: ShopError.self) {
            try await shop.services.products.importCSV(file, by: shop.admin)
        }
        #expect(try await shop.services.products.exportCSV(by: shop.admin) == before)
    }

    @Test("What others do between the comparing and the writing counts: the file's word is for what is there then")
    func touchedMeanwhile() async throws {
        let shop = try await TestShop.open()
        let (tea, scone) = (try await shop.product("Tea"), try await shop.product("Scone"))
        _ = try await shop.product("Cookie")
        let services = shop.services
        let slow = InterruptedStore(store: shop.store) {
            _ = try await services.orders.place(shop.draft((tea, 3)), by: shop.customer)
            _ = try await services.products.edit(scone.id, ProductEdit(name: "Muffin"), by: shop.admin)
            _ = try await shop.product("Water", price: 100, stock: 1)
        }
        let importer = ShopServices(
            ShopEnvironment(store: slow, now: { shop.clock.now }, hasher: PasswordHasher(cost: TestShop.cheap)))
        let file = "name,price,stock\nTea,3.50,20\nScone,1,7\nWater,2,9\nMuffin,4,\nCookie,3.50,20\nNew,5,5\n"
        let done = try await importer.products.importCSV(data(file), by: shop.admin)
        #expect(done.createCount == 2 && done.changeCount == 3 && done.unchangedCount == 1)
        let products = try await services.products.list()
        #expect(products.map(\.name).sorted() == ["Cookie", "Muffin", "New", "Scone", "Tea", "Water"])
        let stocks = Dictionary(uniqueKeysWithValues: products.map { ($0.name, $0.stock) })
        #expect(stocks == ["Cookie": 20, "Muffin": 20, "New": 5, "Scone": 7, "Tea": 20, "Water": 9])
        #expect(products.first { $0.name == "Muffin" }?.id == scone.id)
        let moved = try await services.products.stockHistory(of: tea.id, by: shop.admin).first
        #expect(moved?.movement.kind == .import && moved?.movement.delta == 3)
        #expect(await services.health.check(full: true).isHealthy)
    }

    @Test("Each product that a file brings has its movement and its events, the archived ones too")
    func arrivals() async throws {
        let shop = try await TestShop.open()
        let before = try await shop.services.feed.position()
        let file = "name,price,stock,archived\nTea,3.50,20,no\nOld,1,0,yes\nBun,2,1,\n"
        _ = try await shop.services.products.importCSV(data(file), by: shop.admin)
        let events = try await shop.store.read { try $0.events(after: before, limit: 99) }
        #expect(events.map(\.kind) == [.productCreated, .productCreated, .productCreated, .productArchived])
        #expect(events.map(\.subjectName) == ["Tea", "Old", "Bun", "Old"])
        #expect(events.map(\.change.columns.to) == ["350", "100", "200", ""])
        #expect(events.allSatisfy { $0.actorName == "Grace Hopper" && $0.at == shop.clock.now })
        let products = try await shop.services.products.list(includingArchived: true, by: shop.admin)
        for product in products {
            let moved = try await shop.services.products.stockHistory(of: product.id, by: shop.admin)
            #expect(moved.map(\.movement.delta) == (product.stock == 0 ? [] : [product.stock]))
            #expect(moved.allSatisfy { $0.movement.kind == .import && $0.actorName == "Grace Hopper" })
        }
        #expect(products.count == 3 && products.filter(\.isArchived).map(\.name) == ["Old"])
    }
}

/// A store at which something else happens before its first write.
private final class InterruptedStore: Store {
    private let store: any Store
    private let interruption: Mutex<(@Sendable () async throws -> Void)?>

    init(store: any Store, by interruption: @escaping @Sendable () async throws -> Void) {
        self.store = store
        self.interruption = Mutex(interruption)
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value { try await store.read(body) }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Value
    ) async throws -> Value {
        let first = interruption.withLock { interruption in
            defer { interruption = nil }
            return interruption
        }
        try await first?()
        return try await store.write(body)
    }

    func changes(after position: FeedPosition, through filter: @escaping FeedFilter) -> AsyncStream<FeedSignal> {
        store.changes(after: position, through: filter)
    }
    func health(full: Bool) async -> StoreHealth { await store.health(full: full) }
    func close() async { await store.close() }
}
