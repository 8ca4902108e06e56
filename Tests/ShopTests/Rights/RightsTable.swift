import Foundation
import Local
import Presentation
import Shop
import Testing

/// Who asks. The customer is the one whose order it is; nobody has a session that the shop never gave out.
enum Person: String, CaseIterable, Sendable {
    case nobody, customer, other, kiosk, admin
}

/// What a call works on: a shop of its own, and an order of the customer's that was just placed.
struct Scene: Sendable {
    let shop: TestShop
    let product: Product
    let order: Order
    /// Someone on whom admins act.
    let target: User
}

/// A row of the table of TheRulesOfAShop, "Who may do what": a function of a service, and who gets what it does.
struct Right: Sendable, CustomTestStringConvertible {
    typealias Call = @Sendable (_ scene: Scene, _ session: Session?) async throws -> Void

    /// `OrderService.place`, and what it is asked for where one function is two operations.
    let name: String
    let operation: ShopOperation?
    let allowed: Set<Person>
    let call: Call

    var testDescription: String { name }

    /// Whoever asks is not looked at, so a session that has ended changes nothing.
    var asksNobody: Bool { allowed == Right.anyone && !looks }
    private let looks: Bool

    static let anyone = Set(Person.allCases)
    static let signedIn = anyone.subtracting([.nobody])
    static let customers: Set<Person> = [.customer, .other]

    /// For a call that needs a session.
    init(
        _ name: String, _ operation: ShopOperation?, _ allowed: Set<Person>,
        _ call: @escaping @Sendable (Scene, Session) async throws -> Void
    ) {
        self.init(name: name, operation: operation, allowed: allowed, looks: true) { scene, session in
            try await call(scene, session ?? Session(id: UUID().uuidString, user: scene.shop.admin.user))
        }
    }

    /// For a call that may be made without one.
    static func open(_ name: String, _ operation: ShopOperation?, _ allowed: Set<Person>, _ call: @escaping Call)
        -> Right
    {
        Right(name: name, operation: operation, allowed: allowed, looks: true, call: call)
    }

    /// For a call that is made without any.
    static func unasked(
        _ name: String, _ operation: ShopOperation? = nil, _ call: @escaping @Sendable (Scene) async throws -> Void
    ) -> Right {
        Right(name: name, operation: operation, allowed: anyone, looks: false) { scene, _ in try await call(scene) }
    }

    private init(
        name: String, operation: ShopOperation?, allowed: Set<Person>, looks: Bool, call: @escaping Call
    ) {
        self.name = name
        self.operation = operation
        self.allowed = allowed
        self.looks = looks
        self.call = call
    }

    static let table = accounts + catalogue + orders + people + office
}

extension Right {
    private static var fresh: String { UUID().uuidString }

    fileprivate static let accounts: [Right] = [
        .open("AccountService.register", .register, [.nobody, .customer, .other, .admin]) { scene, session in
            _ = try await scene.shop.services.accounts.register(
                name: "New", email: "\(fresh)@example.com", password: TestShop.password, by: session)
        },
        .unasked("AccountService.signIn", .signIn) {
            _ = try await $0.shop.services.accounts.signIn(email: "grace@example.com", password: TestShop.password)
        },
        // A session that is none ends as well as one that is.
        .open("AccountService.signOut", .signOut, anyone) { scene, session in
            guard let session else { return }
            try await scene.shop.services.accounts.signOut(session)
        },
        Right("AccountService.refresh", nil, signedIn) { _ = try await $0.shop.services.accounts.refresh($1) },
        Right("AccountService.touch", nil, signedIn) { try await $0.shop.services.accounts.touch($1) },
        Right("AccountService.rename", .changeOwnAccount, [.customer, .other, .admin]) {
            _ = try await $0.shop.services.accounts.rename(to: "Name " + fresh.prefix(8), by: $1)
        },
        Right("AccountService.changeEmail", .changeOwnAccount, [.customer, .other, .admin]) {
            _ = try await $0.shop.services.accounts.changeEmail(
                to: "\(fresh)@example.com", password: TestShop.password, by: $1)
        },
        Right("AccountService.changePassword", .changeOwnAccount, [.customer, .other, .admin]) {
            try await $0.shop.services.accounts.changePassword(from: TestShop.password, to: "battery staple", by: $1)
        },
        Right("AccountService.endOtherSessions", .changeOwnAccount, [.customer, .other, .admin]) {
            _ = try await $0.shop.services.accounts.endOtherSessions(by: $1)
        },
        Right("CartService.load", .keepCart, customers) { _ = try await $0.shop.services.carts.load(by: $1) },
        Right("CartService.save", .keepCart, customers) {
            try await $0.shop.services.carts.save($0.shop.services.carts.newCart(), by: $1)
        },
        .unasked("CartService.newCart") { _ = $0.shop.services.carts.newCart() },
    ]

    fileprivate static let catalogue: [Right] = [
        .open("ProductService.list", .listProducts, anyone) { _ = try await $0.shop.services.products.list(by: $1) },
        Right("ProductService.list, archived ones too", .listArchivedProducts, [.admin]) {
            _ = try await $0.shop.services.products.list(includingArchived: true, by: $1)
        },
        .open("ProductService.find", .listProducts, anyone) {
            _ = try await $0.shop.services.products.find("Flat white", by: $1)
        },
        Right("ProductService.create", .createProduct, [.admin]) {
            _ = try await $0.shop.services.products.create(ProductDraft(name: fresh, price: 1, stock: 1), by: $1)
        },
        Right("ProductService.edit", .editProduct, [.admin]) {
            _ = try await $0.shop.services.products.edit($0.product.id, ProductEdit(description: fresh), by: $1)
        },
        Right("ProductService.restock", .restockProduct, [.admin]) {
            _ = try await $0.shop.services.products.restock($0.product.id, by: 1, by: $1)
        },
        Right("ProductService.setArchived", .archiveProduct, [.admin]) {
            _ = try await $0.shop.services.products.setArchived(true, $0.product.id, by: $1)
        },
        Right("ProductService.stockHistory", .viewStockHistory, [.admin]) {
            _ = try await $0.shop.services.products.stockHistory(of: $0.product.id, by: $1)
        },
        Right("ProductService.favourites", .viewOwnFavourites, customers) {
            _ = try await $0.shop.services.products.favourites(by: $1)
        },
        Right("ProductService.exportCSV", .exportProducts, [.admin]) {
            _ = try await $0.shop.services.products.exportCSV(by: $1)
        },
        Right("ProductService.planImport", .importProducts, [.admin]) {
            _ = try await $0.shop.services.products.planImport(Data("name,price\nTea,1".utf8), by: $1)
        },
        Right("ProductService.importCSV", .importProducts, [.admin]) {
            _ = try await $0.shop.services.products.importCSV(Data("name,price\nTea,1".utf8), by: $1)
        },
    ]

    fileprivate static let orders: [Right] = [
        Right("OrderService.place", .placeOrder, signedIn) {
            _ = try await $0.shop.services.orders.place($0.shop.draft(($0.product, 1)), by: $1)
        },
        Right("OrderService.place, for a walk-in", .placeForWalkIn, [.kiosk, .admin]) {
            _ = try await $0.shop.services.orders.place($0.shop.draft(($0.product, 1)) { $0.walkIn = "Sam" }, by: $1)
        },
        Right("OrderService.order", .viewOrder, [.customer, .admin]) {
            _ = try await $0.shop.services.orders.order($0.order.id, by: $1)
        },
        Right("OrderService.find", .viewOrder, [.customer, .admin]) {
            _ = try await $0.shop.services.orders.find($0.order.ticket.description, by: $1)
        },
        Right("OrderService.history", .viewOrder, [.customer, .admin]) {
            _ = try await $0.shop.services.orders.history(of: $0.order.id, by: $1)
        },
        Right("PrinterService.print", .printReceipt, [.customer, .admin]) {
            _ = try await $0.shop.services.printer.print($0.order.id, by: $1)
        },
        Right("OrderService.own", .viewOwnOrders, customers) {
            _ = try await $0.shop.services.orders.own(by: $1)
        },
        Right("OrderService.ownTotals", .viewOwnOrders, customers) {
            _ = try await $0.shop.services.orders.ownTotals(by: $1)
        },
        Right("OrderService.board", .viewAllOrders, [.admin]) { _ = try await $0.shop.services.orders.board(by: $1) },
        Right("OrderService.table", .viewAllOrders, [.admin]) { _ = try await $0.shop.services.orders.table(by: $1) },
        Right("OrderService.count", .viewAllOrders, [.admin]) { _ = try await $0.shop.services.orders.count(by: $1) },
        Right("OrderService.exportCSV", .viewAllOrders, [.admin]) {
            for try await _ in $0.shop.services.orders.exportCSV(by: $1) {}
        },
        Right("OrderService.setStatus", .updateOrder, [.admin]) {
            _ = try await $0.shop.services.orders.setStatus(
                $0.order.id, StatusStep(to: .preparing, expecting: $0.order.version), by: $1)
        },
        Right("OrderService.setStatus, to cancelled", .cancelOwnOrder, [.customer, .admin]) {
            _ = try await $0.shop.services.orders.setStatus(
                $0.order.id, StatusStep(to: .cancelled, expecting: $0.order.version, reason: "changed my mind"), by: $1)
        },
        Right("OrderService.markPaid", .updateOrder, [.admin]) {
            _ = try await $0.shop.services.orders.markPaid($0.order.id, expecting: $0.order.version, by: $1)
        },
        // What an admin may take back is their own last step.
        Right("OrderService.undo", .updateOrder, [.admin]) { scene, session in
            let orders = scene.shop.services.orders
            let paid =
                session.user.role == .admin
                ? try await orders.markPaid(scene.order.id, expecting: scene.order.version, by: session) : scene.order
            _ = try await orders.undo(scene.order.id, expecting: paid.version, by: session)
        },
    ]

    fileprivate static let people: [Right] = [
        Right("UserService.list", .listUsers, [.admin]) { _ = try await $0.shop.services.users.list(by: $1) },
        Right("UserService.find", .listUsers, [.admin]) {
            _ = try await $0.shop.services.users.find("ada@example.com", by: $1)
        },
        Right("UserService.create", .createUser, [.admin]) {
            _ = try await $0.shop.services.users.create(
                name: "New", email: "\(fresh)@example.com", password: TestShop.password, role: .admin, by: $1)
        },
        Right("UserService.openKiosk", .createUser, [.admin]) {
            _ = try await $0.shop.services.users.openKiosk(named: "Till", by: $1)
        },
        Right("UserService.setRole", .changeRole, [.admin]) {
            _ = try await $0.shop.services.users.setRole(.admin, of: $0.target.id, by: $1)
        },
        Right("UserService.setDisabled", .disableUser, [.admin]) {
            _ = try await $0.shop.services.users.setDisabled(true, $0.target.id, by: $1)
        },
        Right("UserService.startReset", .resetPassword, [.admin]) {
            _ = try await $0.shop.services.users.startReset(of: $0.target.id, by: $1)
        },
        // Whoever has the code may use it; without one it is refused, which is another test's.
        .unasked("UserService.redeemReset", .redeemReset) { scene in
            let users = scene.shop.services.users
            let code = try await users.startReset(of: scene.target.id, by: scene.shop.freshAdmin())
            try await users.redeemReset(email: scene.target.email, code: code.text, password: TestShop.password)
        },
    ]

    fileprivate static let office: [Right] = [
        Right("LogService.page", .viewLog, [.admin]) {
            _ = try await $0.shop.services.log.page(by: $1)
            _ = try await $0.shop.services.log.page(EventFilter(), by: $1)
        },
        Right("InsightsService.last", .viewInsights, [.admin]) {
            _ = try await $0.shop.services.insights.last(1, by: $1)
        },
        Right("InsightsService.figures", .viewInsights, [.admin]) {
            _ = try await $0.shop.services.insights.figures(of: today($0), by: $1)
        },
        Right("InsightsService.exportCSV", .viewInsights, [.admin]) {
            _ = try await $0.shop.services.insights.exportCSV(of: today($0), by: $1)
        },
        Right("SettingsService.values", .editSettings, [.admin]) {
            _ = try await $0.shop.services.settings.values(by: $1)
        },
        Right("SettingsService.edit", .editSettings, [.admin]) {
            _ = try await $0.shop.services.settings.edit([.shopName: "Corner " + fresh.prefix(8)], by: $1)
        },
        Right("BackupService.backUp", .backUp, [.admin]) { scene, session in
            let file = FileManager.default.temporaryDirectory.appending(path: fresh)
            defer { try? FileManager.default.removeItem(at: file) }
            _ = try await scene.shop.services.backups.backUp(to: file, by: session)
        },
        Right("BackupService.checkMayRestore", .restoreBackup, [.admin]) {
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
