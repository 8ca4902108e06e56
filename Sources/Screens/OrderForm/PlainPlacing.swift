import Shop

/// Placing the order: what is short and what has a new price is mended in place, and the same cart is one order at most.
struct PlainPlacing {
    let talk: PlainTalk
    let visit: UserContext

    private enum Try { case again, stop, placed }

    /// - Returns: true when there is nothing left to do with the cart.
    func run(_ basket: inout PlainBasket) async throws -> Bool {
        while true {
            guard let session = visit.session, let products = try await basket.products() else { return false }
            let quote = CartQuote(basket.cart, products: products)
            if quote.hasShortages {
                guard try await takeWhatIsLeft(quote, &basket) else { return false }
                if basket.cart.lines.isEmpty { return true }
            } else if quote.hasNewPrices {
                guard try await acceptPrices(quote, &basket) else { return false }
            } else {
                guard try await review(quote, basket.cart) else { return false }
                switch try await place(&basket, by: session) {
                case .again: continue
                case .stop: return false
                case .placed: return true
                }
            }
        }
    }

    private func takeWhatIsLeft(_ quote: CartQuote, _ basket: inout PlainBasket) async throws -> Bool {
        try talk.say("Not all of it is left.")
        guard try await mends(quote, "Take what is left") else { return false }
        try await basket.change { $0 = $0.takingWhatIsLeft(quote) }
        if basket.cart.lines.isEmpty { try talk.say("The order is empty now.") }
        return true
    }

    private func acceptPrices(_ quote: CartQuote, _ basket: inout PlainBasket) async throws -> Bool {
        try talk.say("Prices have changed.")
        guard try await mends(quote, "Take the new prices") else { return false }
        try await basket.change { $0 = $0.acceptingPrices(quote) }
        return true
    }

    private func mends(_ quote: CartQuote, _ yes: String) async throws -> Bool {
        for line in quote.lines {
            if let problem = line.problem { try talk.say("\(line.name): \(problem.words(line, visit.money)).") }
        }
        return try await talk.confirm("\(yes)?", yes: yes)
    }

    private func review(_ quote: CartQuote, _ cart: Cart) async throws -> Bool {
        guard let total = quote.total else {
            try talk.say("That is more than one order can come to. Please take something out.")
            return false
        }
        try talk.say(quote.lines.map { $0.line(visit.money) })
        if !cart.note.isEmpty { try talk.say("Note for the shop: \(cart.note)") }
        return try await talk.confirm("Place this order for \(visit.money.string(total))?", yes: "Place the order")
    }

    private func placedWords(_ order: Order, isWalkIn: Bool) -> [String] {
        isWalkIn
            ? ["Order placed. The number is \(order.ticket)."]
            : ["Order placed. Thank you. Your number is \(order.ticket).", "We tell you here when it is ready."]
    }

    private func place(_ basket: inout PlainBasket, by session: Session) async throws -> Try {
        do {
            let order = try await basket.place(by: session)
            try talk.say(placedWords(order, isWalkIn: basket.walkIn != nil))
            try await basket.startAnew()
            return .placed
        } catch let error as ShopError {
            if visit.isEnded(by: error) { throw PlainEnding.visitOver(error.words) }
            switch error {
            case .shortage, .pricesChanged, .noSuchProduct:
                try talk.say(error.words)
                return .again
            case .requestReused:
                try talk.say(error.words)
                try await basket.reload()
                return .placed
            case .store: try talk.say(error.words + " " + basket.keptWords)
            default: try talk.say(error.words)
            }
            return .stop
        }
    }
}
