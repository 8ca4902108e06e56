import Local
import Presentation
import Shop
import Terminal

/// Placing what was chosen: once, whatever comes between; and its slip.
extension KioskScreen {
    mutating func place() -> [Effect] {
        guard case .confirm = phase, !isPlacing, visit.session != nil else { return [] }
        if let problem = order.nameProblem {
            sentence = problem
            return []
        }
        guard let draft = order.place() else { return [] }
        isNaming = false
        sentence = "One moment…"
        return ask(draft)
    }

    private func ask(_ draft: OrderDraft) -> [Effect] {
        visit.ask("place", result: { Intent.placed(draft, $0) }) { [order] in
            try await $0.place(draft, of: order.checkout, by: $1)
        }
    }

    mutating func answered(_ draft: OrderDraft, _ result: Result<Order, ShopError>, _ context: Context) -> [Effect] {
        clock.touch(context.now)
        switch order.answered(result, to: draft) {
        case .placed(let placed, _):
            reset()
            phase = .ticket(placed)
            clock.showTicket(context.now)
            return print(placed)
        case .askAgain(let draft): return ask(draft)
        case .refused(let error, .signIn): return visit.failed(error)
        case .refused(_, .reload):
            reset()
            return []
        case .refused(let error, let remedy):
            sentence = order.checkout.text(of: error)
            if order.isEmpty { phase = .menu }
            return remedy == .retry ? [] : load()
        }
    }

    /// The receipt prints itself, where the shop has a printer.
    private func print(_ order: Order) -> [Effect] {
        visit.ask("print \(order.id)", result: { Intent.printed(order.ticket, $0) }) {
            try await $0.printer.print(order.id, by: $1)
        }
    }

    /// Who is at the counter needs no receipt; the shop's people hear of it by themselves.
    func printed(_ ticket: Ticket, _ result: Result<Bool, ShopError>) -> [Effect] {
        switch result {
        case .success: []
        case .failure(.printer(let fault)) where fault.mayBePrinted:
            [.toast("The receipt of \(ticket) may be late. The number is all you need.")]
        case .failure: [.toast("The receipt of \(ticket) could not be printed. The number is all you need.")]
        }
    }
}
