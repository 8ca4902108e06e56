import Foundation
import Shop
import Testing

/// The table of shop.md, "Who may do what", asked of the services: every operation by everyone, default no.
struct RightsTests {
    private enum Person: CaseIterable { case nobody, customer, other, kiosk, admin }

    /// What each operation answers; an operation without a row fails the test.
    private static let table: [ShopOperation: Set<Person>] = [
        .register: [.nobody, .customer, .other, .admin],
        .signIn: [.nobody, .customer, .other, .kiosk, .admin],
        .signOut: [.customer, .other, .kiosk, .admin],
        .changeOwnAccount: [.customer, .other, .admin],
        .listProducts: [.nobody, .customer, .other, .kiosk, .admin],
        .listArchivedProducts: [.admin],
        .createProduct: [.admin],
        .editProduct: [.admin],
        .restockProduct: [.admin],
        .archiveProduct: [.admin],
        .viewStockHistory: [.admin],
        .viewOwnFavourites: [.customer, .other],
        .exportProducts: [.admin],
        .importProducts: [.admin],
        .placeOrder: [.customer, .other],
        .placeForWalkIn: [.kiosk, .admin],
        .viewOrder: [.customer, .admin],
        .printReceipt: [.customer, .admin],
        .viewOwnOrders: [.customer, .other],
        .viewAllOrders: [.admin],
        .updateOrder: [.admin],
        .cancelOwnOrder: [.customer],
        .keepCart: [.customer, .other],
        .listUsers: [.admin],
        .createUser: [.admin],
        .changeRole: [.admin],
        .disableUser: [.admin],
        .resetPassword: [.admin],
        .redeemReset: [.nobody, .customer, .other, .kiosk, .admin],
        .viewLog: [.admin],
        .viewInsights: [.admin],
        .editSettings: [.admin],
        .viewDisplay: [.nobody, .customer, .other, .kiosk, .admin],
        .viewHealth: [.nobody, .customer, .other, .kiosk, .admin],
        .backUp: [.admin],
        .restoreBackup: [.admin],
    ]

    @Test("Everyone gets what the table gives them, and nothing else", arguments: ShopOperation.allCases)
    func matrix(operation: ShopOperation) async throws {
        let allowed = try #require(Self.table[operation], "\(operation) has no row in the rights table")
        let shop = try await TestShop.open()
        let product = try await shop.product("Flat white")
        let sessions: [Person: Session] = [
            .customer: shop.customer, .other: try await shop.customer(named: "Bo"), .kiosk: try await shop.kiosk(),
            .admin: shop.admin,
        ]
        for person in Person.allCases {
            let buyer = try await shop.services.accounts.signIn(email: "ada@example.com", password: TestShop.password)
            let order = try await shop.services.orders.place(shop.draft((product, 1)), by: buyer.session)
            let isDone = await attempt(operation, on: order, product: product, by: sessions[person], in: shop)
            #expect(isDone == allowed.contains(person), "\(person) and \(operation)")
        }
    }

    private func attempt(
        _ operation: ShopOperation, on order: Order, product: Product, by session: Session?, in shop: TestShop
    ) async -> Bool {
        do {
            try await perform(operation, on: order, product: product, by: session, in: shop)
            return true
        } catch {
            return false
        }
    }

    private func perform(
        _ operation: ShopOperation, on order: Order, product: Product, by session: Session?, in shop: TestShop
    ) async throws {
        let services = shop.services
        func signedIn() throws -> Session {
            guard let session else { throw ShopError.notSignedIn }
            return session
        }
        switch operation {
        case .register:
            _ = try await services.accounts.register(
                name: "New", email: "\(UUID().uuidString)@example.com", password: TestShop.password, by: session)
        case .signIn: _ = try await services.accounts.signIn(email: "ada@example.com", password: TestShop.password)
        case .signOut: try await services.accounts.signOut(signedIn())
        case .changeOwnAccount:
            let name = try signedIn().user.name + " II"
            _ = try await services.accounts.rename(to: name, by: signedIn())
        case .listProducts: _ = try await services.products.list(by: session)
        case .listArchivedProducts: _ = try await services.products.list(includingArchived: true, by: session)
        case .createProduct:
            _ = try await services.products.create(
                ProductDraft(name: UUID().uuidString, price: 1, stock: 1), by: signedIn())
        case .editProduct:
            _ = try await services.products.edit(
                product.id, ProductEdit(description: UUID().uuidString), by: signedIn())
        case .restockProduct: _ = try await services.products.restock(product.id, by: 1, by: signedIn())
        case .archiveProduct: _ = try await services.products.setArchived(false, product.id, by: signedIn())
        case .viewStockHistory: _ = try await services.products.stockHistory(of: product.id, by: signedIn())
        case .viewOwnFavourites: _ = try await services.products.favourites(by: signedIn())
        case .exportProducts: _ = try await services.products.exportCSV(by: signedIn())
        case .importProducts:
            _ = try await services.products.importCSV(Data("name,price\nTea,1".utf8), by: signedIn())
        case .placeOrder: _ = try await services.orders.place(ownDraft(product, signedIn()), by: signedIn())
        case .placeForWalkIn:
            var draft = shop.draft((product, 1))
            draft.walkIn = "Sam"
            _ = try await services.orders.place(draft, by: signedIn())
        case .viewOrder: _ = try await services.orders.order(order.id, by: signedIn())
        case .printReceipt: _ = try await services.printer.print(order.id, by: signedIn())
        case .viewOwnOrders:
            _ = try await services.orders.own(by: signedIn())
            _ = try await services.orders.own(OrderFilter(), by: signedIn())
            _ = try await services.orders.ownTotals(by: signedIn())
        case .viewAllOrders:
            _ = try await services.orders.all(by: signedIn())
            _ = try await services.orders.board(by: signedIn())
            _ = try await services.orders.table(by: signedIn())
            _ = try await services.orders.count(by: signedIn())
        case .updateOrder:
            _ = try await services.orders.setStatus(
                order.id, StatusStep(to: .preparing, expecting: order.version), by: signedIn())
        case .cancelOwnOrder:
            guard try signedIn().role == .customer else { throw ShopError.notAllowed(.cancelOwnOrder) }
            _ = try await services.orders.setStatus(
                order.id, StatusStep(to: .cancelled, expecting: order.version), by: signedIn())
        case .keepCart: try await services.carts.save(services.carts.newCart(), by: signedIn())
        case .listUsers: _ = try await services.users.list(by: signedIn())
        case .createUser:
            _ = try await services.users.create(
                name: "New", email: "\(UUID().uuidString)@example.com", password: TestShop.password, role: .customer,
                by: signedIn())
        case .changeRole: _ = try await services.users.setRole(.customer, of: shop.customer.user.id, by: signedIn())
        case .disableUser: _ = try await services.users.setDisabled(false, shop.customer.user.id, by: signedIn())
        case .resetPassword: _ = try await services.users.startReset(of: shop.customer.user.id, by: signedIn())
        case .redeemReset:
            let code = try await services.users.startReset(of: shop.admin.user.id, by: shop.freshAdmin())
            try await services.users.redeemReset(
                email: "grace@example.com", code: code.text, password: TestShop.password)
        case .viewLog: _ = try await services.log.page(by: signedIn())
        case .viewInsights: _ = try await services.insights.last(1, by: signedIn())
        case .editSettings: _ = try await services.settings.edit([.shopName: "Corner"], by: signedIn())
        case .viewDisplay: _ = try await services.display.tickets()
        case .viewHealth: _ = await services.health.check()
        case .backUp:
            let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
            defer { try? FileManager.default.removeItem(at: file) }
            _ = try await services.backups.backUp(to: file, by: signedIn())
        case .restoreBackup: try await services.backups.checkMayRestore(by: signedIn())
        }
    }

    /// A kiosk and an admin place for walk-ins only, so their own order is what must fail.
    private func ownDraft(_ product: Product, _ session: Session) throws -> OrderDraft {
        guard session.role == .customer else { throw ShopError.notAllowed(.placeOrder) }
        return OrderDraft(
            request: UUID().uuidString, lines: [OrderDraft.Line(product: product.id, quantity: 1)])
    }

    @Test("Another customer's order is answered like one that is not there")
    func anothersOrder() async throws {
        let shop = try await TestShop.open()
        let product = try await shop.product("Flat white")
        let order = try await shop.services.orders.place(shop.draft((product, 1)), by: shop.customer)
        let bo = try await shop.customer(named: "Bo")
        await #expect(throws: ShopError.noSuchOrder(String(order.id))) {
            try await shop.services.orders.order(order.id, by: bo)
        }
        await #expect(throws: ShopError.noSuchOrder(order.ticket.description)) {
            try await shop.services.orders.find(order.ticket.description, by: bo)
        }
        await #expect(throws: ShopError.noSuchOrder(String(order.id))) {
            try await shop.services.orders.setStatus(order.id, StatusStep(to: .cancelled, expecting: 1), by: bo)
        }
        await #expect(throws: ShopError.noSuchOrder("999")) { try await shop.services.orders.order(999, by: bo) }
    }

    @Test("A user disabled in mid-session is refused at once, in everything")
    func disabled() async throws {
        let shop = try await TestShop.open()
        let product = try await shop.product("Flat white")
        let customer = shop.customer
        try await shop.store.write { try $0.setDisabled(true, user: customer.user.id) }
        await #expect(throws: ShopError.sessionEnded) {
            try await shop.services.orders.place(shop.draft((product, 1)), by: customer)
        }
        await #expect(throws: ShopError.sessionEnded) { try await shop.services.orders.own(by: customer) }
        await #expect(throws: ShopError.sessionEnded) { try await shop.services.products.list(by: customer) }
        await #expect(throws: ShopError.signInFailed) {
            try await shop.services.accounts.signIn(email: "ada@example.com", password: TestShop.password)
        }
    }

    @Test("A session that claims a role its user does not hold gets the role of the shop's own record")
    func claimedRole() async throws {
        let shop = try await TestShop.open()
        var user = shop.customer.user
        user.role = .admin
        let forged = Session(id: shop.customer.id, user: user)
        await #expect(throws: ShopError.notAllowed(.viewAllOrders)) { try await shop.services.orders.board(by: forged) }
        let stolen = Session(id: shop.customer.id, user: shop.admin.user)
        await #expect(throws: ShopError.sessionEnded) { try await shop.services.orders.board(by: stolen) }
    }
}
