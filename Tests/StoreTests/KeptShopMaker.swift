import Foundation
import GRDB
import Presentation
import Shop
import Synchronization

@testable import SQLiteStore

/// Makes a shop that holds something of everything that a file of this program's schema can hold. When a version is final,
/// such a file is made once and kept for the tests of all later programs:
///
///     IGNIFLO_WRITE_KEPT=1 swift test --filter KeptShopFiles
///
/// writes `Kept/schema-N.sqlite`, a shop that was new, and `Kept/schema-N-upgraded.sqlite`, one that was upgraded from the
/// first schema, and fails, so that nobody leaves it on. A file that is kept is never made anew: it stands for the shops
/// that are out there.
struct KeptShopMaker {
    private let store: SQLiteStore
    private let services: ShopServices
    private let clock: Clock
    private var admin: Session
    private var products: [Product] = []
    private var cake: Product?
    private var customers: [AccountService.SignedIn] = []
    private var kiosk: Session

    private final class Clock: Sendable {
        private let time: Mutex<Date>

        init(_ start: TimeInterval) { time = Mutex(Date(timeIntervalSince1970: start)) }

        var now: Date { time.withLock { $0 } }
        func advance(_ seconds: TimeInterval) { time.withLock { $0.addTimeInterval(seconds) } }
    }

    /// - Parameter path: where nothing is.
    static func make(at path: String) async throws {
        let store = try await SQLiteStore.open(path, create: true)
        // A week before the clocks are set back.
        let clock = Clock(1_792_400_400)
        let services = Self.services(store, clock)
        try await services.setUp.open(
            SetUpService.Request(
                name: "Café Größe 東京", currency: "EUR", locale: "en_IE", timeZone: "Europe/Dublin",
                adminName: "Grace Hopper", adminEmail: "grace@example.com", password: Self.password("grace")))
        let admin = try await signIn("grace", services)
        let kiosk = try await services.users.openKiosk(named: "By the door", by: admin).session
        var maker = KeptShopMaker(store: store, services: services, clock: clock, admin: admin, kiosk: kiosk)
        try await maker.stock()
        try await maker.people()
        try await maker.orders()
        try await maker.leave(path)
        await store.close()
        try Self.carryOver(path)
    }

    /// - Parameter old: a shop of an earlier schema.
    static func upgrade(_ old: URL, at path: String) async throws {
        try FileManager.default.copyItem(at: old, to: URL(filePath: path))
        let store = try await SQLiteStore.open(path)
        let clock = Clock(1_795_600_000)
        let services = Self.services(store, clock)
        let admin = try await signIn("grace", services)
        var maker = KeptShopMaker(store: store, services: services, clock: clock, admin: admin, kiosk: admin)
        maker.products = try await services.products.list(by: admin).filter { $0.stock ?? 0 > 20 }
        for number in 0..<9 { _ = try await maker.place(number, by: admin, walkIn: Self.names[number]) }
        let ada = try await signIn("ada", services)
        var cart = services.carts.newCart()
        cart.setQuantity(3, of: maker.products[0].id, price: maker.products[0].price)
        try await services.carts.save(cart, by: ada)
        _ = try await services.users.startReset(of: ada.user.id, by: admin)
        _ = try? await services.accounts.signIn(email: "ada@example.com", password: "not this one")
        let upgrade = try await store.read { try $0.lastUpgrade() }
        try await store.write { transaction in
            guard let upgrade, let transaction = transaction as? SQLiteTransaction else { return }
            let name = (upgrade.path as NSString).lastPathComponent
            try transaction.save(
                UpgradeRecord(at: upgrade.at, from: upgrade.from, to: upgrade.to, path: "/srv/shop/\(name)"))
        }
        await store.close()
        try Self.carryOver(path)
    }

    private static let cost = PasswordHash.Cost(rounds: 16, blockSize: 8, parallelism: 1)

    private static func services(_ store: SQLiteStore, _ clock: Clock) -> ShopServices {
        ShopServices(
            ShopEnvironment(
                store: store, maintenance: SQLiteFiles(of: store), now: { clock.now },
                hasher: PasswordHasher(cost: cost),
                terminal: "/dev/pts/3 of 1000"))
    }

    private static func password(_ name: String) -> String { "igniflo-\(name)" }

    private static func signIn(_ name: String, _ services: ShopServices) async throws -> Session {
        try await services.accounts.signIn(email: "\(name)@example.com", password: password(name)).session
    }

    /// Leaves one file that says everything by itself.
    private static func carryOver(_ path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.inDatabase { _ = try $0.checkpoint(.truncate) }
        try queue.close()
        for suffix in ["-wal", "-shm", "-gate"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }

    // MARK: products

    /// In many scripts, composed and decomposed, with accents, joiners and what is no letter.
    static let names = [
        "Ada Lovelace", "林美玲", "Ольга Петрова", "Μαρία Παπαδοπούλου", "محمد علي", "שרה כהן", "สมชาย ใจดี", "김민준",
        "अमित कुमार", "Zoe\u{308} O’Brien", "Łukasz Straße", "Nguyễn Thị Ánh", "👩‍🍳 Chef", "İpek Işık",
    ]

    private mutating func stock() async throws {
        let goods: [(name: String, price: Int64, category: String)] = [
            ("Flat white", 360, "Coffee"), ("抹茶ラテ", 480, "Tea"), ("Crème brûlée", 650, "Sweets"),
            ("Борщ", 795, "Soups"), ("שקשוקה", 1_150, "Plates"), ("قهوة", 290, "Coffee"),
            ("Pão de queijo", 1, "Sweets"),
            ("Whole wedding cake", 99_999_999, "Sweets"), ("Straßenbrezel", 245, ""),
        ]
        for good in goods {
            clock.advance(7)
            let draft = ProductDraft(
                name: good.name, price: good.price, stock: 400, lowStock: 5, category: good.category,
                description: "\(good.name), as ever")
            products.append(try await services.products.create(draft, by: admin))
        }
        let csv = "name,category,description,price,stock,lowStock,archived\nGâteau,Sweets,\"Rich, dark\",4.20,12,2,no\n"
        _ = try await services.products.importCSV(Data(csv.utf8), by: admin)
        let again = "name,category,description,price,stock,lowStock,archived\nGâteau,Sweets,Rich,4.40,15,2,no\n"
        _ = try await services.products.importCSV(Data(again.utf8), by: admin)
        _ = try await services.products.edit(products[2].id, ProductEdit(price: 680, lowStock: 8), by: admin)
        _ = try await services.products.restock(products[3].id, by: 25, by: admin)
        _ = try await services.products.restock(products[3].id, by: -2, reason: "burnt", by: admin)
        for isArchived in [true, false] {
            _ = try await services.products.setArchived(isArchived, products[6].id, by: admin)
        }
        _ = try await services.products.setArchived(true, products[8].id, by: admin)
        _ = try await services.products.edit(
            products[5].id, ProductEdit(code: "0012", counting: .off), by: admin)
        for off in [ProductService.OffPeriod.today, nil, .untilFurtherNotice] {
            _ = try await services.products.setOff(off, products[8].id, by: admin)
        }
        cake = products[7]
        products = try await services.products.list(by: admin).filter { $0.stock ?? 0 > 100 && $0.price < 10_000 }
    }

    // MARK: people

    private mutating func people() async throws {
        for (number, name) in Self.names.enumerated() {
            clock.advance(61)
            customers.append(
                try await services.accounts.register(
                    name: name, email: "guest\(number)@example.com", password: "igniflo-guest"))
        }
        let users = services.users
        func made(_ name: String, _ role: Role) async throws -> User {
            try await users.create(
                name: name, email: "\(name.lowercased())@example.com", password: Self.password(name), role: role,
                by: admin)
        }
        _ = try await made("Niamh", .admin)
        let left = try await made("Bob", .customer)
        _ = try await users.setDisabled(true, left.id, by: admin)
        let back = try await made("Eve", .customer)
        _ = try await users.setDisabled(true, back.id, by: admin)
        _ = try await users.setDisabled(false, back.id, by: admin)
        _ = try await users.setRole(.admin, of: back.id, by: admin)
        // One code is redeemed, one waits.
        let code = try await users.startReset(of: back.id, by: admin).text
        try await services.users.redeemReset(
            email: "eve@example.com", code: code, password: Self.password("eve-again"))
        _ = try await users.startReset(of: customers[1].session.user.id, by: admin)

        var own = customers[0].session
        own = try await services.accounts.rename(to: "Ada King", by: own)
        own = try await services.accounts.changeEmail(to: "ada@example.com", password: "igniflo-guest", by: own)
        try await services.accounts.changePassword(
            from: "igniflo-guest", to: Self.password("ada"), by: own)
        _ = try await services.accounts.signIn(email: "ada@example.com", password: Self.password("ada"))
        _ = try await services.accounts.endOtherSessions(by: own)
        _ = try await services.settings.edit(
            [.amberMinutes: "7", .receiptHeader: "Café Größe", .bell: "no", .backupsKept: "9"], by: admin)
    }

    // MARK: orders

    /// On days that come before, and after, the clocks are set back.
    private mutating func orders() async throws {
        var number = 0
        for day in 0..<6 {
            clock.advance(86_400)
            admin = try await Self.signIn("grace", services)
            for customer in customers.indices {
                customers[customer] = try await services.accounts.signIn(
                    email: customer == 0 ? "ada@example.com" : "guest\(customer)@example.com",
                    password: customer == 0 ? Self.password("ada") : "igniflo-guest")
            }
            for _ in 0..<(day == 5 ? 12 : 26) {
                clock.advance(127)
                try await follow(try await placeNext(number), number, isToday: day == 5)
                number += 1
            }
        }
    }

    private func placeNext(_ number: Int) async throws -> Order {
        let walkIn = Self.names[number % Self.names.count]
        return switch number % 5 {
        case 0: try await place(number, by: kiosk, walkIn: number % 10 == 0 ? "" : walkIn)
        case 1: try await place(number, by: admin, walkIn: walkIn)
        default: try await place(number, by: customers[number % customers.count].session, walkIn: nil)
        }
    }

    private func place(_ number: Int, by session: Session, walkIn: String?) async throws -> Order {
        let lines = (0...number % 3).map { line in
            let product = products[(number + line) % products.count]
            return OrderDraft.Line(
                productID: product.id, quantity: 1 + (number + line) % 4, note: line == 1 ? "ohne Zucker, 少し" : "")
        }
        let draft = OrderDraft(
            request: "kept-\(number)-\(session.user.id)", lines: lines, note: number % 4 == 0 ? "für \(number)" : "",
            walkIn: walkIn)
        return try await services.orders.place(draft, by: session)
    }

    /// Takes the order on, each number its own way, so that each status is there with each payment.
    private func follow(_ placed: Order, _ number: Int, isToday: Bool) async throws {
        var order = placed
        func step(_ status: OrderStatus, restocks: Bool = false) async throws {
            clock.advance(5)
            let step = StatusStep(
                to: status, expecting: order.version, reason: status == .cancelled ? "no more of it" : "",
                restocks: restocks, completesUnpaid: true)
            order = try await services.orders.setStatus(order.id, step, by: admin)
        }
        func pay() async throws {
            order = try await services.orders.markPaid(order.id, expecting: order.version, by: admin)
        }
        let way = number % 11
        if way.isMultiple(of: 2) { try await pay() }
        switch way {
        case 0, 1: if !isToday { fallthrough }
        case 2, 3:
            try await step(.preparing)
            if way < 2 { try await step(.completed) }
        case 4, 5:
            try await step(.preparing)
            try await step(.ready)
        case 6, 7: try await step(.cancelled)
        case 8:
            try await step(.preparing)
            try await step(.cancelled, restocks: true)
        default:
            try await step(.ready)
            try await step(.completed)
            order = try await services.orders.undo(order.id, expecting: order.version, by: admin)
            try await step(.completed)
        }
    }

    // MARK: the rest

    private func leave(_ path: String) async throws {
        if let cake {
            let line = OrderDraft.Line(productID: cake.id, quantity: 99)
            _ = try await services.orders.place(OrderDraft(request: "kept-cakes", lines: [line]), by: admin)
        }
        for (number, customer) in customers.prefix(3).enumerated() {
            var cart = services.carts.newCart()
            for product in products.prefix(number + 1) { cart.setQuantity(2, of: product.id, price: product.price) }
            cart.setNote("extra hot, 熱い", of: products[0].id)
            cart.note = "для \(number)"
            try await services.carts.save(cart, by: customer.session)
        }
        for _ in 0..<6 {
            _ = try? await services.accounts.signIn(email: "guest2@example.com", password: "not this one")
            clock.advance(400)
        }
        let copy = path + "-backup"
        _ = try await services.backups.backUp(to: URL(filePath: copy), by: admin)
        try FileManager.default.removeItem(atPath: copy)
        let now = clock.now
        let order = try await services.orders.order(1, by: admin)
        try await store.write { transaction in
            guard let transaction = transaction as? SQLiteTransaction else { return }
            try transaction.save(BackupRecord(at: now, path: "/media/usb/shop-2026-10-25.db"))
            let copy = "/srv/shop/shop.db.schema-1-20261001T070000Z"
            try transaction.save(UpgradeRecord(at: now, from: 1, to: Schema.version, path: copy))
            // What this program tells of itself when it is restored or upgraded, or has no paper.
            for event in [
                NewEvent(at: now, actorID: nil, subject: .shop, change: .shopRestored(from: "shop-2026-10-01.db")),
                NewEvent(
                    at: now, actorID: nil, subject: .shop,
                    change: .shopUpgraded(from: "schema 1", to: "schema \(Schema.version)")),
                NewEvent(
                    at: now, actorID: order.placedByID, subject: .order(order.id),
                    subjectName: order.ticket.description, change: .receiptNotPrinted,
                    reason: "/dev/usb/lp0 is not there"),
            ] {
                _ = try transaction.append(event)
            }
        }
    }
}
