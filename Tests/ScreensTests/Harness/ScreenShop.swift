import Foundation
import Presentation
import SQLiteStore
import Screens
import Shop
import Testing

/// A shop on a real file, with a clock that tests set. What others do in it is done through its services.
final class ScreenShop: Sendable {
    let clock = StoppedClock()
    let services: ShopServices
    let settings: ShopSettings
    let store: any Store
    private let folder: URL

    private init(
        folder: URL, files: FileAccess, printers: String?,
        change: @escaping @Sendable (any WriteTransaction) throws -> Void
    ) async throws {
        let clock = clock
        self.folder = folder
        let file = try await SQLiteStore.open(folder.appending(path: "shop.db").path)
        store = file
        try await store.write(change)
        services = ShopServices(
            ShopEnvironment(
                store: store, maintenance: SQLiteFiles(of: file), now: { clock.now },
                hasher: PasswordHasher(cost: DemoShop.passwordCost), terminal: "test",
                files: files, printers: try printers.map { try PrinterRules($0) } ?? .standard))
        settings = try #require(try await services.setUp.settings())
    }

    /// Opens a copy of the demo shop, lets `body` use it, and takes it away whatever comes of that.
    ///
    /// - Parameters:
    ///   - files: which files people may name at its terminals.
    ///   - printers: what the machine's owner allows, as the config file lists it.
    ///   - change: what is different from the demo, before anyone comes in.
    static func use(
        files: FileAccess = .own, printers: String? = nil,
        change: @escaping @Sendable (any WriteTransaction) throws -> Void = { _ in },
        _ body: (ScreenShop) async throws -> Void
    ) async throws {
        let folder = try await DemoFile.copy()
        defer { try? FileManager.default.removeItem(at: folder) }
        let shop = try await ScreenShop(folder: folder, files: files, printers: printers, change: change)
        do {
            try await body(shop)
            await shop.store.close()
        } catch {
            await shop.store.close()
            throw error
        }
    }

    /// The shop as the screens open it; its accounts are shown when it is a demo.
    func open() throws -> OpenShop {
        OpenShop(
            services: services, settings: settings,
            demoAccounts: settings.isDemo ? try DemoFile.demo.get().accounts() : [])
    }

    // MARK: what others do

    /// Someone of the demo at another terminal: `grace`, `ada`.
    func session(_ name: String) async throws -> Session {
        try await services.accounts.signIn(email: "\(name)@example.com", password: "igniflo-\(name)").session
    }

    func product(_ name: String) async throws -> Product { try await services.products.find(name) }

    func order(_ ticket: String) async throws -> Order {
        try await services.orders.find(ticket, by: try await session("alan"))
    }

    /// Places an order as somebody else.
    @discardableResult
    func place(_ lines: (String, Int)..., by name: String) async throws -> Order {
        var wanted: [OrderDraft.Line] = []
        for (product, quantity) in lines {
            wanted.append(OrderDraft.Line(productID: try await self.product(product).id, quantity: quantity))
        }
        let session = try await session(name)
        let draft = OrderDraft(
            request: UUID().uuidString, lines: wanted, walkIn: session.role == .customer ? nil : "Walk-in")
        return try await services.orders.place(draft, by: session)
    }

    /// Moves an order on as an admin at another terminal.
    func step(_ ticket: String, to status: OrderStatus, reason: String = "", by name: String = "alan") async throws {
        let session = try await session(name)
        let order = try await services.orders.find(ticket, by: session)
        let step = StatusStep(to: status, expecting: order.version, reason: reason, completesUnpaid: true)
        _ = try await services.orders.setStatus(order.id, step, by: session)
    }
}

extension ScreenShop {
    /// The demo's contents in a shop that is none.
    @Sendable static func noDemo(_ transaction: any WriteTransaction) throws {
        guard var settings = try transaction.settings() else { throw ShopError.notSetUp }
        settings.isDemo = false
        try transaction.save(settings)
    }
}
