import Presentation
import Shop
import Terminal

/// What the shop is asked, and what becomes of what it says.
extension OrderForm {
    mutating func place() -> [Effect] {
        guard !isPlacing, visit.session != nil else { return [] }
        for index in lines.indices { lines[index].check() }
        if let wrong = lines.firstIndex(where: { $0.error != nil }) {
            move(to: lines[wrong].wanted == nil ? .quantity(wrong) : .note(wrong))
            return []
        }
        if let problem = TextRule.problem(with: orderNote.text, length: Order.noteLength) {
            say(problem, .error)
            move(to: .orderNote)
            return []
        }
        guard checkout.obstacle != .tooMuch else {
            say(Checkout.tooMuch, .error)
            return []
        }
        guard let draft = checkout.place() else { return [] }
        say(Checkout.asking, .dim)
        return ask(draft)
    }

    private func ask(_ draft: OrderDraft) -> [Effect] {
        guard let session = visit.session else { return [] }
        return [
            .ask("place") { [visit, checkout] in
                try await visit.services.place(draft, of: checkout, by: session)
            } answer: {
                Intent.placed(draft, $0)
            }
        ]
    }

    mutating func answered(_ draft: OrderDraft, _ result: Result<Order, ShopError>) -> [Effect] {
        switch checkout.answered(result, to: draft) {
        case .placed(let order, let isEarlier):
            let told = isEarlier ? checkout.text(of: order, isEarlier: true).map { Effect.toast($0) } : []
            return [.broadcast(CartReturned.placed), .replace(TicketScreen(visit: visit, order: order))] + told
        case .askAgain(let draft): return ask(draft)
        case .refused(let error, let remedy):
            let text = checkout.text(of: error)
            say(text, .error)
            switch remedy {
            case .review: if case .noSuchProduct = error { return loadProducts() }
            case .reload: return [.close(CartReturned.unknown), .toast(text, .error)]
            case .signIn: return visit.failed(error)
            case .retry, .correct: break
            }
            return []
        }
    }

    func loadProducts() -> [Effect] {
        [
            .ask("products") { [visit] in
                try await visit.services.products.list(by: visit.session)
            } answer: {
                Intent.products($0)
            }
        ]
    }

    mutating func show(_ news: [Product]) {
        checkout.show(Dictionary(news.map { ($0.id, $0) }) { first, _ in first })
    }
}
