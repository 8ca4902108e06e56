import Foundation
import Presentation
import Shop
import Testing

/// The table of rights, asked of the services: every function by everyone, default no.
struct RightsTests {
    @Test("Everyone gets what the table gives them, and nothing else", arguments: ServiceRight.table)
    func matrix(right: ServiceRight) async throws {
        let stage = try await Stage.open()
        for person in Person.allCases {
            let scene = try stage.scene(for: person)
            let before = try await stage.shop.lastEvent()?.number
            switch await outcome(of: right, in: scene, by: stage.sessions[person]) {
            case .done: #expect(right.allowed.contains(person), "\(person) may not \(right.name)")
            case .refused:
                #expect(!right.allowed.contains(person), "\(person) may \(right.name)")
                #expect(try await stage.shop.lastEvent()?.number == before, "what is refused leaves no trace")
            case .failed(let error): Issue.record("\(person), \(right.name): \(error)")
            }
        }
    }

    @Test("Every operation, and every function of the services, has a row")
    func complete() throws {
        #expect(Set(ServiceRight.table.flatMap(\.operations)) == Set(ShopOperation.allCases))
        let rows = Set(ServiceRight.table.map { $0.name.prefix { $0 != "," } }.map(String.init))
        #expect(try rows == ServiceFunctions.all())
    }

    enum Ending: String, CaseIterable, Sendable {
        case signedOut, disabled, endedElsewhere, passwordChangedElsewhere, reset, idle, clockSetBack, roleOfCounter
    }

    @Test("A session that has ended in mid-use gets nothing any more, however it ended", arguments: Ending.allCases)
    func ended(ending: Ending) async throws {
        let stage = try await Stage.open()
        let scene = try stage.scene(for: .admin)
        let customer = stage.shop.customer
        // Alan is the admin whose session ends, so that Grace can end it.
        let alan = try await stage.shop.admin(named: "Alan")
        for session in [alan, customer] { try await end(session, ending, in: stage.shop) }
        for right in ServiceRight.table
        where right.allowed != ServiceRight.anyone || right.operations == [.listProducts] {
            guard !right.asksNobody else { continue }
            for session in [alan, customer] {
                await #expect(throws: ShopError.sessionEnded, "\(session.user.name), \(right.name)") {
                    try await right.call(scene, session)
                }
            }
        }
    }

    private func end(_ session: Session, _ ending: Ending, in shop: TestShop) async throws {
        let (accounts, users) = (shop.services.accounts, shop.services.users)
        let id = session.user.id
        switch ending {
        case .signedOut: try await accounts.signOut(session)
        case .disabled: _ = try await users.setDisabled(true, id, by: shop.admin)
        case .endedElsewhere, .passwordChangedElsewhere:
            let elsewhere = try await accounts.signIn(email: session.user.email, password: TestShop.password).session
            if ending == .endedElsewhere {
                _ = try await accounts.endOtherSessions(by: elsewhere)
            } else {
                try await accounts.changePassword(from: TestShop.password, to: "battery staple", by: elsewhere)
            }
        case .reset:
            let code = try await users.startReset(of: id, by: shop.admin)
            try await users.redeemReset(email: session.user.email, code: code.text, password: "battery staple")
        case .idle: shop.clock.advance(by: 12 * 3_600 + 1)
        case .clockSetBack: shop.clock.advance(by: -12 * 3_600 - 1)
        case .roleOfCounter: _ = try await users.setRole(.kiosk, of: id, by: shop.admin)
        }
    }

    @Test(
        "An admin who was demoted in mid-session gets what a customer gets, and no more", arguments: ServiceRight.table)
    func demoted(right: ServiceRight) async throws {
        let stage = try await Stage.open()
        let alan = try await stage.shop.admin(named: "Alan")
        _ = try await stage.shop.services.users.setRole(.customer, of: alan.user.id, by: stage.shop.admin)
        if case .done = await outcome(of: right, in: try stage.scene(for: .admin), by: alan) {
            #expect(right.allowed.contains(.other), "a demoted admin may \(right.name)")
        }
    }

    @Test("A customer who is an admin by now, and one who claims to be", arguments: ServiceRight.table)
    func claimed(right: ServiceRight) async throws {
        let stage = try await Stage.open()
        var user = stage.shop.customer.user
        user.role = .admin
        let scene = try stage.scene(for: .customer)
        if case .done = await outcome(of: right, in: scene, by: Session(id: stage.shop.customer.id, user: user)) {
            #expect(right.allowed.contains(.customer), "a claim is enough for \(right.name)")
        }
        guard !right.asksNobody, right.operations != [.signOut] else { return }
        let stolen = Session(id: stage.shop.customer.id, user: stage.shop.admin.user)
        if case .done = await outcome(of: right, in: try stage.scene(for: .admin), by: stolen) {
            #expect(
                right.allowed == ServiceRight.anyone || right.allowed == ServiceRight.signedIn,
                "another's name is enough for \(right.name)")
        }
    }

    // MARK: the parts

    /// A shop with everyone in it, and a fresh order of the customer's for each of them.
    private struct Stage {
        let shop: TestShop
        let sessions: [Person: Session]
        private let product: Product
        private let orders: [Person: Order]
        private let targets: [Person: User]

        static func open() async throws -> Stage {
            let shop = try await TestShop.open()
            let product = try await shop.product("Flat white")
            var orders: [Person: Order] = [:]
            var targets: [Person: User] = [:]
            for person in Person.allCases {
                orders[person] = try await shop.services.orders.place(shop.draft((product, 1)), by: shop.customer)
                targets[person] = try await shop.customer(named: "For-\(person)").user
            }
            let sessions: [Person: Session] = [
                .customer: shop.customer, .other: try await shop.customer(named: "Bo"),
                .kiosk: try await shop.kiosk(), .admin: shop.admin,
            ]
            return Stage(shop: shop, sessions: sessions, product: product, orders: orders, targets: targets)
        }

        func scene(for person: Person) throws -> Scene {
            Scene(
                shop: shop, product: product, order: try #require(orders[person]),
                target: try #require(targets[person]))
        }
    }

    private enum Outcome {
        case done
        /// For want of the right to it.
        case refused
        case failed(any Error)
    }

    private func outcome(of right: ServiceRight, in scene: Scene, by session: Session?) async -> Outcome {
        do {
            try await right.call(scene, session)
            return .done
        } catch let error as ShopError {
            return switch error {
            case .notSignedIn, .sessionEnded, .notAllowed, .noSuchOrder: .refused
            // A customer may take one step only, and is told so.
            case .step(_, _, _, .adminOnly): .refused
            default: .failed(error)
            }
        } catch {
            return .failed(error)
        }
    }
}
