import Foundation
import Glibc
import Presentation
import SQLiteStore
import Shop
import Testing

extension FaultTests {
    enum Harm: String, CaseIterable {
        case deleted, renamed, replaced, logDeleted, indexDeleted, folderRenamed

        func befall(_ shop: FaultShop) throws {
            let files = FileManager.default
            switch self {
            case .deleted: try files.removeItem(atPath: shop.path)
            case .renamed: try files.moveItem(atPath: shop.path, toPath: shop.path + ".old")
            case .replaced:
                try files.copyItem(atPath: shop.path, toPath: shop.path + ".new")
                rename(shop.path + ".new", shop.path)
            case .logDeleted: try files.removeItem(atPath: shop.path + "-wal")
            case .indexDeleted: try files.removeItem(atPath: shop.path + "-shm")
            case .folderRenamed: try files.moveItem(atPath: shop.folder, toPath: shop.folder + "-moved")
            }
        }
    }

    @Test(
        "A shop deleted, renamed or replaced under an open terminal is noticed before an order is said to be placed",
        arguments: Harm.allCases)
    func replaced(harm: Harm) async throws {
        let shop = try await FaultShop.make(orders: 2)
        let (store, services) = try await shop.open()
        let admin = try await services.accounts.signIn(email: "grace@example.com", password: FaultShop.password).session
        let tea = try await services.products.find("Tea")
        func place() async throws -> Order {
            let line = OrderDraft.Line(productID: tea.id, quantity: 1)
            return try await services.orders.place(
                OrderDraft(request: UUID().uuidString, lines: [line], walkIn: "Sam"), by: admin)
        }
        _ = try await place()
        try harm.befall(shop)
        for _ in 0..<2 {
            let error = await #expect(throws: ShopError.self) { try await place() }
            guard case .store(let fault) = error else {
                Issue.record("said \(String(describing: error))")
                continue
            }
            if harm == .folderRenamed {
                #expect(
                    fault == .replaced(place: shop.path) || fault == .missing(place: shop.path)
                        || "\(fault)".contains("unreachable"))
            } else {
                #expect(fault == .replaced(place: shop.path))
            }
        }
        #expect(await services.health.check().problems.isEmpty == false)
        await store.close()
        shop.remove()
    }

    @Test(
        "With the clock set back or ahead orders keep their sequence, and sessions end rather than live for ever",
        arguments: [-3 * 86_400.0, 3 * 86_400.0])
    func clock(shift: TimeInterval) async throws {
        let shop = try await FaultShop.make(orders: 2)
        let (store, before) = try await shop.open()
        let (other, after) = try await shop.open(now: { Date().addingTimeInterval(shift) })
        let admin = try await before.accounts.signIn(email: "grace@example.com", password: FaultShop.password).session
        let tea = try await before.products.find("Tea")
        func draft() -> OrderDraft {
            OrderDraft(
                request: UUID().uuidString, lines: [OrderDraft.Line(productID: tea.id, quantity: 1)], walkIn: "Sam")
        }
        let first = try await before.orders.place(draft(), by: admin)
        await #expect(throws: ShopError.sessionEnded) { try await after.orders.place(draft(), by: admin) }
        let later = try await after.accounts.signIn(email: "grace@example.com", password: FaultShop.password).session
        let second = try await after.orders.place(draft(), by: later)
        let moved = try await after.orders.setStatus(first.id, StatusStep(to: .preparing, expecting: 1), by: later)
        #expect(moved.status == .preparing && second.id > first.id)
        let events = try await before.orders.history(of: first.id, by: admin).events
        #expect(events.map(\.change.columns.to) == ["placed", "preparing"])
        let listed = try await before.orders.table(by: admin)
        #expect(listed.prefix(2).map(\.id) == [second.id, first.id])
        for store in [store, other] { await store.close() }
        #expect(try Invariants.broken(shop.path).isEmpty)
        shop.remove()
    }
}
