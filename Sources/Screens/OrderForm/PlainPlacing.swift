import Presentation
import Shop

/// Placing the order: what is short and what has a new price is mended in place, and the same cart is one order at most.
struct PlainPlacing {
    let talk: PlainTalk
    let user: UserContext

    /// - Returns: true when there is nothing left to do with the cart.
    func run(_ cartState: inout PlainCartState) async throws -> Bool {
        guard let products = try await cartState.products() else { return false }
        var checkout = cartState.checkout(products)
        while let session = user.session {
            switch checkout.obstacle {
            case .shortage:
                guard try await mends(checkout, Checkout.notAllLeft, Checkout.takeWhatIsLeft) else { return false }
                checkout.takeWhatIsLeft()
                try await cartState.change { $0 = checkout.cart }
                if checkout.cart.lines.isEmpty {
                    try talk.say(checkout.emptied)
                    return true
                }
            case .newPrices:
                guard try await mends(checkout, Checkout.pricesChanged, "Take the new prices") else { return false }
                checkout.acceptPrices()
                try await cartState.change { $0 = checkout.cart }
            case .tooMuch:
                try talk.say(Checkout.tooMuch)
                return false
            case nil:
                guard try await review(checkout), let draft = checkout.place() else { return false }
                let outcome = try await user.services.outcome(of: draft, &checkout, by: session)
                if let isDone = try await told(outcome, checkout, &cartState) { return isDone }
                guard let products = try await cartState.products() else { return false }
                checkout.show(products)
            }
        }
        return false
    }

    private func mends(_ checkout: Checkout, _ sentence: String, _ yes: String) async throws -> Bool {
        try talk.say(sentence)
        for line in checkout.quote.lines {
            if let problem = line.problem { try talk.say("\(line.name): \(problem.text(line, user.money)).") }
        }
        return try await talk.confirm("\(yes)?", yes: yes)
    }

    private func review(_ checkout: Checkout) async throws -> Bool {
        guard let total = checkout.quote.total else { return false }
        try talk.say(checkout.quote.lines.map { $0.line(user.money) })
        if !checkout.cart.note.isEmpty { try talk.say(Order.noteText(checkout.cart.note)) }
        return try await talk.confirm("Place this order for \(user.money.string(total))?", yes: Checkout.place)
    }

    /// - Returns: whether there is nothing left to do with the cart; nil when it is looked at again.
    private func told(
        _ outcome: Checkout.Outcome, _ checkout: Checkout, _ cartState: inout PlainCartState
    ) async throws -> Bool? {
        switch outcome {
        case .placed(let order, let isEarlier):
            try talk.say(checkout.text(of: order, isEarlier: isEarlier))
            try await cartState.startAnew()
            return true
        case .askAgain: return nil
        case .refused(let error, let remedy):
            if user.isEnded(by: error) { throw PlainEnding.sessionOver(error.text) }
            try talk.say(checkout.text(of: error))
            switch remedy {
            case .review: return nil
            case .reload:
                try await cartState.reload()
                return true
            case .retry, .correct, .signIn: return false
            }
        }
    }
}
