import Foundation
import Local
import Presentation
import Shop
import Testing

/// Who asks. The customer is the one whose order it is; nobody has a session that the shop never gave out.
enum Person: String, CaseIterable, Sendable {
    case nobody, customer, other, kiosk, admin

    var role: Role? {
        switch self {
        case .nobody: nil
        case .customer, .other: .customer
        case .kiosk: .kiosk
        case .admin: .admin
        }
    }

    /// Whether the order of a ``Scene`` is one that a right with this limit is about: a customer's, just placed, unpaid.
    func hasOrder(within limit: Right.Limit) -> Bool {
        switch limit {
        case .unlimited: true
        case .own, .ownUnpaidWhilePlaced: self == .customer
        case .placedHere, .placedHereOrWithin: false
        }
    }
}

/// What a call works on: a shop of its own, and an order of the customer's that was just placed.
struct Scene: Sendable {
    let shop: TestShop
    let product: Product
    let order: Order
    /// Someone on whom admins act.
    let target: User
}

/// A function of a service, and who gets what it does: whom the table of rights gives its operation.
struct ServiceRight: Sendable, CustomTestStringConvertible {
    typealias Call = @Sendable (_ scene: Scene, _ session: Session?) async throws -> Void

    /// `OrderService.place`, and what it is asked for where one function is two operations.
    let name: String
    /// Whoever may one of them is served.
    let operations: [ShopOperation]
    let allowed: Set<Person>
    let call: Call

    var testDescription: String { name }

    /// Whoever asks is not looked at, so a session that has ended changes nothing.
    var asksNobody: Bool { allowed == ServiceRight.anyone && !looks }
    private let looks: Bool

    static let anyone = Set(Person.allCases)
    static let signedIn = anyone.subtracting([.nobody])

    /// For a call that needs a session.
    init(
        _ name: String, _ operations: ShopOperation...,
        call: @escaping @Sendable (Scene, Session) async throws -> Void
    ) {
        self.init(name: name, operations, allowed: Self.allowed(operations), looks: true) { scene, session in
            try await call(scene, session ?? Session(id: UUID().uuidString, user: scene.shop.admin.user))
        }
    }

    /// For a call that whoever is signed in may make, of no operation's.
    static func anySession(_ name: String, _ call: @escaping @Sendable (Scene, Session) async throws -> Void)
        -> ServiceRight
    {
        ServiceRight(name: name, [], allowed: signedIn, looks: true) { scene, session in
            try await call(scene, session ?? Session(id: UUID().uuidString, user: scene.shop.admin.user))
        }
    }

    /// For a call that may be made without a session.
    ///
    /// - Parameter others: whom it does no harm to besides.
    static func open(
        _ name: String, _ operation: ShopOperation, and others: Set<Person> = [], _ call: @escaping Call
    ) -> ServiceRight {
        ServiceRight(name: name, [operation], allowed: allowed([operation]).union(others), looks: true, call: call)
    }

    /// For a call that is made without any.
    static func unasked(
        _ name: String, _ operation: ShopOperation? = nil, _ call: @escaping @Sendable (Scene) async throws -> Void
    ) -> ServiceRight {
        let operations = operation.map { [$0] } ?? []
        let allowed = operations.isEmpty ? anyone : Self.allowed(operations)
        return ServiceRight(name: name, operations, allowed: allowed, looks: false) { scene, _ in
            try await call(scene)
        }
    }

    private init(
        name: String, _ operations: [ShopOperation], allowed: Set<Person>, looks: Bool, call: @escaping Call
    ) {
        self.name = name
        self.operations = operations
        self.allowed = allowed
        self.looks = looks
        self.call = call
    }

    private static func allowed(_ operations: [ShopOperation]) -> Set<Person> {
        anyone.filter { person in
            Rights.table.contains {
                operations.contains($0.operation) && $0.role == person.role && person.hasOrder(within: $0.limit)
            }
        }
    }

    static let table = accounts + catalogue + orders + people + office
}

extension ServiceRight {
    private static var fresh: String { UUID().uuidString }

    fileprivate static let accounts: [ServiceRight] = [
        .open("AccountService.register", .register) { scene, session in
            _ = try await scene.shop.services.accounts.register(
                name: "New", email: "\(fresh)@example.com", password: TestShop.password, by: session)
        },
        .unasked("AccountService.signIn", .signIn) {
            _ = try await $0.shop.services.accounts.signIn(email: "grace@example.com", password: TestShop.password)
        },
        // A session that is none ends as well as one that is.
        .open("AccountService.signOut", .signOut, and: [.nobody]) { scene, session in
            guard let session else { return }
            try await scene.shop.services.accounts.signOut(session)
        },
        .anySession("AccountService.refresh") { _ = try await $0.shop.services.accounts.refresh($1) },
        .anySession("AccountService.touch") { try await $0.shop.services.accounts.touch($1) },
        ServiceRight("AccountService.rename", .changeOwnAccount) {
            _ = try await $0.shop.services.accounts.rename(to: "Name " + fresh.prefix(8), by: $1)
        },
        ServiceRight("AccountService.changeEmail", .changeOwnAccount) {
            _ = try await $0.shop.services.accounts.changeEmail(
                to: "\(fresh)@example.com", password: TestShop.password, by: $1)
        },
        ServiceRight("AccountService.changePassword", .changeOwnAccount) {
            try await $0.shop.services.accounts.changePassword(from: TestShop.password, to: "battery staple", by: $1)
        },
        ServiceRight("AccountService.endOtherSessions", .changeOwnAccount) {
            _ = try await $0.shop.services.accounts.endOtherSessions(by: $1)
        },
        ServiceRight("CartService.load", .keepCart) { _ = try await $0.shop.services.carts.load(by: $1) },
        ServiceRight("CartService.save", .keepCart) {
            try await $0.shop.services.carts.save($0.shop.services.carts.newCart(), by: $1)
        },
        .unasked("CartService.newCart") { _ = $0.shop.services.carts.newCart() },
    ]

    fileprivate static let catalogue: [ServiceRight] = [
        .open("ProductService.list", .listProducts) { _ = try await $0.shop.services.products.list(by: $1) },
        ServiceRight("ProductService.list, archived ones too", .listArchivedProducts) {
            _ = try await $0.shop.services.products.list(includingArchived: true, by: $1)
        },
        .open("ProductService.find", .listProducts) {
            _ = try await $0.shop.services.products.find("Flat white", by: $1)
        },
        ServiceRight("ProductService.create", .createProduct) {
            _ = try await $0.shop.services.products.create(ProductDraft(name: fresh, price: 1, stock: 1), by: $1)
        },
        ServiceRight("ProductService.edit", .editProduct) {
            _ = try await $0.shop.services.products.edit($0.product.id, ProductEdit(description: fresh), by: $1)
        },
        ServiceRight("ProductService.restock", .restockProduct) {
            _ = try await $0.shop.services.products.restock($0.product.id, by: 1, by: $1)
        },
        ServiceRight("ProductService.setOff", .setProductOff) {
            _ = try await $0.shop.services.products.setOff(.today, $0.product.id, by: $1)
        },
        ServiceRight("ProductService.setArchived", .archiveProduct) {
            _ = try await $0.shop.services.products.setArchived(true, $0.product.id, by: $1)
        },
        ServiceRight("ProductService.stockHistory", .viewStockHistory) {
            _ = try await $0.shop.services.products.stockHistory(of: $0.product.id, by: $1)
        },
        ServiceRight("ProductService.favourites", .viewOwnFavourites) {
            _ = try await $0.shop.services.products.favourites(by: $1)
        },
        ServiceRight("ProductService.exportCSV", .exportProducts) {
            _ = try await $0.shop.services.products.exportCSV(by: $1)
        },
        ServiceRight("ProductService.planImport", .importProducts) {
            _ = try await $0.shop.services.products.planImport(Data("name,price\nTea,1".utf8), by: $1)
        },
        ServiceRight("ProductService.importCSV", .importProducts) {
            _ = try await $0.shop.services.products.importCSV(Data("name,price\nTea,1".utf8), by: $1)
        },
    ]

    fileprivate static let orders: [ServiceRight] = [
        ServiceRight("OrderService.place", .placeOrder) {
            _ = try await $0.shop.services.orders.place($0.shop.draft(($0.product, 1)), by: $1)
        },
        ServiceRight("OrderService.place, for a walk-in", .placeForWalkIn) {
            _ = try await $0.shop.services.orders.place($0.shop.draft(($0.product, 1)) { $0.walkIn = "Sam" }, by: $1)
        },
        ServiceRight("OrderService.order", .viewOrder) {
            _ = try await $0.shop.services.orders.order($0.order.id, by: $1)
        },
        ServiceRight("OrderService.find", .viewOrder) {
            _ = try await $0.shop.services.orders.find($0.order.ticket.description, by: $1)
        },
        ServiceRight("OrderService.history", .viewOrder) {
            _ = try await $0.shop.services.orders.history(of: $0.order.id, by: $1)
        },
        ServiceRight("PrinterService.print", .printReceipt) {
            _ = try await $0.shop.services.printer.print($0.order.id, by: $1)
        },
        ServiceRight("OrderService.own", .viewOwnOrders) {
            _ = try await $0.shop.services.orders.own(by: $1)
        },
        ServiceRight("OrderService.ownTotals", .viewOwnOrders) {
            _ = try await $0.shop.services.orders.ownTotals(by: $1)
        },
        ServiceRight("OrderService.board", .viewAllOrders) { _ = try await $0.shop.services.orders.board(by: $1) },
        ServiceRight("OrderService.table", .viewAllOrders) { _ = try await $0.shop.services.orders.table(by: $1) },
        ServiceRight("OrderService.count", .viewAllOrders) { _ = try await $0.shop.services.orders.count(by: $1) },
        ServiceRight("OrderService.exportCSV", .viewAllOrders) {
            for try await _ in $0.shop.services.orders.exportCSV(by: $1) {}
        },
        ServiceRight("OrderService.setStatus", .updateOrder) {
            _ = try await $0.shop.services.orders.setStatus(
                $0.order.id, StatusStep(to: .preparing, expecting: $0.order.version), by: $1)
        },
        ServiceRight("OrderService.setStatus, to cancelled", .cancelOwnOrder, .updateOrder) {
            _ = try await $0.shop.services.orders.setStatus(
                $0.order.id, StatusStep(to: .cancelled, expecting: $0.order.version, reason: "changed my mind"), by: $1)
        },
        ServiceRight("OrderService.markPaid", .updateOrder) {
            _ = try await $0.shop.services.orders.markPaid($0.order.id, expecting: $0.order.version, by: $1)
        },
        // What an admin may take back is their own last step.
        ServiceRight("OrderService.undo", .updateOrder) { scene, session in
            let orders = scene.shop.services.orders
            let paid =
                session.user.role == .admin
                ? try await orders.markPaid(scene.order.id, expecting: scene.order.version, by: session) : scene.order
            _ = try await orders.undo(scene.order.id, expecting: paid.version, by: session)
        },
    ]

    fileprivate static let people: [ServiceRight] = [
        ServiceRight("UserService.list", .listUsers) { _ = try await $0.shop.services.users.list(by: $1) },
        ServiceRight("UserService.find", .listUsers) {
            _ = try await $0.shop.services.users.find("ada@example.com", by: $1)
        },
        ServiceRight("UserService.create", .createUser) {
            _ = try await $0.shop.services.users.create(
                name: "New", email: "\(fresh)@example.com", password: TestShop.password, role: .admin, by: $1)
        },
        ServiceRight("UserService.openKiosk", .createUser) {
            _ = try await $0.shop.services.users.openKiosk(named: "Till", by: $1)
        },
        ServiceRight("UserService.setRole", .changeRole) {
            _ = try await $0.shop.services.users.setRole(.admin, of: $0.target.id, by: $1)
        },
        ServiceRight("UserService.setDisabled", .disableUser) {
            _ = try await $0.shop.services.users.setDisabled(true, $0.target.id, by: $1)
        },
        ServiceRight("UserService.startReset", .resetPassword) {
            _ = try await $0.shop.services.users.startReset(of: $0.target.id, by: $1)
        },
        // Whoever has the code may use it; without one it is refused, which is another test's.
        .unasked("UserService.redeemReset", .redeemReset) { scene in
            let users = scene.shop.services.users
            let code = try await users.startReset(of: scene.target.id, by: scene.shop.freshAdmin())
            try await users.redeemReset(email: scene.target.email, code: code.text, password: TestShop.password)
        },
    ]

    fileprivate static let office: [ServiceRight] = [
        ServiceRight("LogService.page", .viewLog) {
            _ = try await $0.shop.services.log.page(by: $1)
            _ = try await $0.shop.services.log.page(EventFilter(), by: $1)
        },
        ServiceRight("InsightsService.last", .viewInsights) {
            _ = try await $0.shop.services.insights.last(1, by: $1)
        },
        ServiceRight("InsightsService.figures", .viewInsights) {
            _ = try await $0.shop.services.insights.figures(of: today($0), by: $1)
        },
        ServiceRight("InsightsService.exportCSV", .viewInsights) {
            _ = try await $0.shop.services.insights.exportCSV(of: today($0), by: $1)
        },
        ServiceRight("SettingsService.values", .editSettings) {
            _ = try await $0.shop.services.settings.values(by: $1)
        },
        ServiceRight("SettingsService.edit", .editSettings) {
            _ = try await $0.shop.services.settings.edit([.shopName: "Corner " + fresh.prefix(8)], by: $1)
        },
        ServiceRight("BackupService.backUp", .backUp) { scene, session in
            let file = FileManager.default.temporaryDirectory.appending(path: fresh)
            defer { try? FileManager.default.removeItem(at: file) }
            _ = try await scene.shop.services.backups.backUp(to: file, by: session)
        },
        ServiceRight("BackupService.checkMayRestore", .restoreBackup) {
            try await $0.shop.services.backups.checkMayRestore(by: $1)
        },
        .unasked("HealthService.check", .viewHealth) { _ = await $0.shop.services.health.check() },
        .unasked("DisplayService.tickets", .viewDisplay) { _ = try await $0.shop.services.display.tickets() },
        .unasked("DisplayService.changes", .viewDisplay) {
            _ = $0.shop.services.display.changes(after: try await $0.shop.services.feed.position())
        },
        // The feed is everyone's; what it tells whom has tests of its own.
        .unasked("FeedService.position") { _ = try await $0.shop.services.feed.position() },
        .unasked("FeedService.changes") {
            let feed = $0.shop.services.feed
            _ = feed.changes(after: try await feed.position(), for: nil)
        },
        .unasked("SetUpService.settings") { _ = try await $0.shop.services.setUp.settings() },
        // Setting a shop up is whoever's who makes its file; that it happens once is another test's.
        .unasked("SetUpService.open") { _ in },
        // A token stands for whoever has it; that forged ones do not is another test's.
        .unasked("AccountService.resume") { _ in },
    ]

    private static func today(_ scene: Scene) -> DayRange { .last(1, at: scene.shop.clock.now, in: .gmt) }
}
