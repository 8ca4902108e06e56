import Presentation
import Shop

/// An order that an admin takes for someone at the counter.
struct PlainWalkIn {
    let talk: PlainTalk
    let user: UserContext

    private enum Way { case menu, cart }

    func run() async throws {
        guard let name = try await talk.text(.walkIn, keeping: "") else { return }
        let title = name.isEmpty ? "An order at the counter" : "An order for \(name)"
        var cartState = PlainCartState(talk: talk, user: user, walkIn: name)
        while true {
            let way = try await talk.choose(
                title, [PlainChoice("Menu", Way.menu), PlainChoice(cartState.party.text(of: cartState.cart), .cart)])
            let request = cartState.cart.request
            switch way {
            case .menu: try await PlainMenu(talk: talk, user: user).run(&cartState)
            case .cart: try await PlainCart(talk: talk, user: user).run(&cartState)
            case nil: if try await leaves(cartState.cart) { return }
            }
            // It was placed: the next one begins with the next name.
            if cartState.cart.request != request { return }
        }
    }

    private func leaves(_ cart: Cart) async throws -> Bool {
        guard !cart.lines.isEmpty else { return true }
        return try await talk.confirm("The order is not placed.", yes: "Throw it away", no: "Go on with it")
    }
}
