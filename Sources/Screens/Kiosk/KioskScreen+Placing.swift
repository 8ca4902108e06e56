import Shop
import Terminal

/// Placing what was chosen: once, whatever comes between; and its slip.
extension KioskScreen {
    mutating func place() -> [Effect] {
        guard case .confirm = phase, !isPlacing, let session = visit.session else { return [] }
        if let problem = order.nameProblem {
            sentence = problem
            return []
        }
        isPlacing = true
        isNaming = false
        sentence = "One moment…"
        return ask(order.draft(), session)
    }

    private func ask(_ draft: OrderDraft, _ session: Session) -> [Effect] {
        [
            .ask("place") { [visit] in
                try await visit.services.orders.place(draft, by: session)
            } answer: {
                Intent.placed(draft, $0)
            }
        ]
    }

    mutating func answered(_ draft: OrderDraft, _ result: Result<Order, ShopError>, _ context: Context) -> [Effect] {
        isPlacing = false
        clock.touch(context.now)
        switch result {
        case .success(let placed):
            reset()
            phase = .ticket(placed)
            clock.showTicket(context.now)
            return print(placed)
        case .failure(.store(let fault)):
            if case .unconfirmed = fault { order.attempted = draft }
            sentence = "The shop cannot be reached just now. Please try again; nothing is ordered twice."
            return []
        case .failure(.requestReused):
            // It was placed after all, before something was changed: the number is of what was placed.
            guard let attempted = order.attempted, let session = visit.session, draft != attempted else {
                reset()
                return []
            }
            isPlacing = true
            return ask(attempted, session)
        case .failure(.sessionEnded), .failure(.notSignedIn), .failure(.notAllowed):
            return [.quit(Int32(KioskExit.signedOut))]
        case .failure(let error):
            if case .shortage(let shortages) = error { order.take(shortages, on: menu) }
            sentence = error.words
            if order.isEmpty { phase = .menu }
            return load()
        }
    }

    /// The receipt prints itself, where the shop has a printer.
    private func print(_ order: Order) -> [Effect] {
        guard let session = visit.session else { return [] }
        return [
            .ask("print \(order.id)") { [visit] in
                try await visit.services.printer.print(order.id, by: session)
            } answer: {
                Intent.printed(order.ticket, $0)
            }
        ]
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
