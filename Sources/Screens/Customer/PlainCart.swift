import Foundation
import Presentation
import Shop

/// The cart: what is in it, changed line by line, and the way to the order.
struct PlainCart {
    let talk: PlainTalk
    let user: UserContext

    private enum Way {
        case line(CartQuote.Line)
        case note, place
    }

    func run(_ cartState: inout PlainCartState) async throws {
        while true {
            guard !cartState.cart.lines.isEmpty else {
                return try talk.say(cartState.party.nothingYet)
            }
            guard let products = try await cartState.products() else { return }
            let quote = CartQuote(cartState.cart, products: products)
            let way = try await talk.choose(cartState.party.cartTitle, choices(quote, cartState.cart))
            switch way {
            case .line(let line): try await change(line, &cartState)
            case .note:
                let note = try await talk.note(
                    "Note for the shop", keeping: cartState.cart.note, length: Order.noteLength)
                try await cartState.change { $0.note = note }
            case .place:
                guard user.session != nil else {
                    return try talk.say("Please sign in or register first; your order comes along.")
                }
                if try await PlainPlacing(talk: talk, user: user).run(&cartState) { return }
            case nil: return
            }
        }
    }

    private func choices(_ quote: CartQuote, _ cart: Cart) -> [PlainChoice<Way>] {
        let note = cart.note.isEmpty ? "Note for the shop" : "Note for the shop: \(cart.note)"
        return quote.lines.map { PlainChoice($0.line(user.money), .line($0)) } + [
            PlainChoice(note, .note), PlainChoice("Place the order, total \(quote.totalText(user.money))", .place),
        ]
    }

    private enum Change { case quantity, note, out }

    private func change(_ line: CartQuote.Line, _ cartState: inout PlainCartState) async throws {
        let change = try await talk.choose(
            line.line(user.money),
            [
                PlainChoice("Change how many", Change.quantity), PlainChoice("Note", .note),
                PlainChoice("Take it out", .out),
            ])
        switch change {
        case .quantity:
            guard let wanted = try await talk.quantity("How many, 0 takes it out", from: 0) else { return }
            try await cartState.change { $0.setQuantity(wanted, of: line.productID, price: line.price) }
        case .note:
            let note = try await talk.note("Note", keeping: line.note, length: OrderItem.noteLength)
            try await cartState.change { $0.setNote(note, of: line.productID) }
        case .out: try await cartState.change { $0.setQuantity(0, of: line.productID, price: line.price) }
        case nil: return
        }
    }
}
