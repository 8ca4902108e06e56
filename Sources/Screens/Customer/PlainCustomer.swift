import Presentation
import Shop

/// The customer's home: the menu, the cart, their orders, their account. Someone who only looks has the first two.
struct PlainCustomer {
    private(set) var talk: PlainTalk
    private(set) var user: UserContext
    private(set) var cartState: PlainCartState

    init(talk: PlainTalk, user: UserContext) {
        self.talk = talk
        self.user = user
        cartState = PlainCartState(talk: talk, user: user)
    }

    private enum Room { case menu, cart, orders, account, register, signOut, leave }

    /// - Parameter brought: what the person has chosen without an account.
    mutating func run(bringing brought: Cart?) async throws {
        try await open(bringing: brought)
        while true {
            switch try await talk.choose("What would you like?", rooms(), PlainWays(back: nil)) {
            case .menu: try await PlainMenu(talk: talk, user: user).run(&cartState)
            case .cart: try await PlainCart(talk: talk, user: user).run(&cartState)
            case .orders: try await PlainOwnOrders(talk: talk, user: user).run(&cartState)
            case .account: try await account()
            case .register, .signOut, nil: return
            case .leave: if try await leaves() { throw PlainEnding.left }
            }
        }
    }

    private func rooms() -> [PlainChoice<Room>] {
        let common = [PlainChoice("Menu", Room.menu), PlainChoice(cartState.party.text(of: cartState.cart), .cart)]
        guard user.session != nil else {
            return common + [
                PlainChoice("Sign in or register; what you chose comes along", .register), PlainChoice("Leave", .leave),
            ]
        }
        return common + [
            PlainChoice("My orders", .orders), PlainChoice("Account", .account), PlainChoice("Sign out", .signOut),
            PlainChoice("Leave", .leave),
        ]
    }

    private mutating func open(bringing brought: Cart?) async throws {
        if let session = user.session {
            try talk.say("Hello \(session.user.name).")
            try await cartState.reload()
        }
        guard let brought, !brought.lines.isEmpty else { return }
        try await cartState.change { $0.add(brought) }
    }

    private mutating func account() async throws {
        guard let session = user.session else { return }
        user = user.continued(as: try await PlainAccount(talk: talk, user: user, session: session).run())
        talk.user = user
        cartState = cartState.continued(talk, user)
    }

    private func leaves() async throws -> Bool {
        guard user.session == nil, !cartState.cart.lines.isEmpty else { return true }
        return try await talk.confirm(Cart.lost, yes: "Leave", no: "Stay")
    }
}
