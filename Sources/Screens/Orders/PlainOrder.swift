import Foundation
import Presentation
import Shop

/// One order as an admin sees it: what was sold, what happened to it, and the steps that can be taken now.
struct PlainOrder {
    let talk: PlainTalk
    let user: UserContext
    let session: Session

    private enum Way {
        case step(OrderSteps.Kind)
        case cancel, undo, receipt, look
    }

    func run(_ id: ID<Order>) async throws {
        var undo = UndoWindow()
        while true {
            guard
                let (order, events) = try await talk.attempt({
                    try await user.services.orders.history(of: id, by: session)
                })
            else { return }
            try tell(order, events)
            switch try await talk.choose("Order \(order.ticket)", ways(order, undo)) {
            case .look: continue
            case .receipt: try await PlainReceipt(talk: talk, user: user, order: order).run()
            case .step(let kind): try await perform(kind, on: order, &undo)
            case .undo:
                // What can be taken back is asked again: the ten seconds run while one reads.
                let undoable = undo.orders(now: now)
                try await perform(.undo, on: undoable.first ?? order, &undo)
            case .cancel: try await cancel(order, &undo)
            case nil: return
            }
        }
    }

    private var now: Date { user.services.environment.now() }

    private func tell(_ order: Order, _ events: [ShopEvent]) throws {
        try talk.say("")
        try talk.say(order.headline(user.money) + ".")
        try talk.say("For \(order.customerLabel).")
        try talk.say(order.itemLines(user.money))
        try talk.say(
            events.map { event in
                "\(user.settings.minute(event.at, now: now)): \(event.sentence(user.money, arrow: "to"))."
            })
    }

    private func ways(_ order: Order, _ undo: UndoWindow) -> [PlainChoice<Way>] {
        func isPossible(_ kind: OrderSteps.Kind) -> Bool { OrderSteps.refusal(kind, of: [order], now: now) == nil }
        var ways: [PlainChoice<Way>] = []
        if isPossible(.forward), let next = OrderStateMachine.forward(from: order.status) {
            ways.append(PlainChoice("Forward to \(next.text)", .step(.forward)))
        }
        if isPossible(.back), let before = OrderStateMachine.back(from: order.status) {
            ways.append(PlainChoice("Back to \(before.text)", .step(.back)))
        }
        if isPossible(.paid) { ways.append(PlainChoice("Mark as paid", .step(.paid))) }
        if isPossible(.cancel(reason: "", restocks: false)) { ways.append(PlainChoice("Cancel", .cancel)) }
        if !undo.orders(now: now).isEmpty { ways.append(PlainChoice("Undo the last step, within 10 seconds", .undo)) }
        return ways + [PlainChoice("Receipt", .receipt), PlainChoice("Look again", .look)]
    }

    private func perform(_ kind: OrderSteps.Kind, on order: Order, _ undo: inout UndoWindow) async throws {
        let report = await OrderSteps(kind, services: user.services, session: session).perform(on: [order])
        if let ending = report.ending { throw PlainEnding.sessionOver(ending.text) }
        undo.note(report, now: now)
        if !report.text.isEmpty { try talk.say(report.text) }
        try talk.say(report.refusedTexts)
        if let unpaid = report.unpaid.first { try await askAboutPayment(unpaid, &undo) }
    }

    private func askAboutPayment(_ order: Order, _ undo: inout UndoWindow) async throws {
        let kind = try await talk.choose(
            OrderSteps.unpaidText(order, user.money),
            [
                PlainChoice(OrderSteps.payAndComplete, OrderSteps.Kind.payAndComplete),
                PlainChoice(OrderSteps.completeUnpaid, .completeUnpaid),
            ])
        if let kind { try await perform(kind, on: order, &undo) }
    }

    private func cancel(_ order: Order, _ undo: inout UndoWindow) async throws {
        try talk.say(OrderSteps.cancelText([order]))
        guard let reason = try await talk.text(.reason) else { return }
        var restocks = false
        if order.status != .placed {
            let back = try await talk.choose(
                "Shall the goods go back into stock?",
                [PlainChoice("No, they are waste", false), PlainChoice("Yes, back into stock", true)])
            guard let back else { return }
            restocks = back
        }
        guard try await talk.confirm(OrderSteps.cancelTitle([order]), yes: "Cancel the order") else { return }
        try await perform(.cancel(reason: reason, restocks: restocks), on: order, &undo)
    }
}
