import Foundation
import Presentation
import Shop
import Terminal

/// The keys that move orders along, on whatever screen they are shown: what each does, why it cannot, and what is said
/// afterwards.
struct OrderStepping: Sendable {
    enum Intent: Message {
        case step(OrderSteps.Kind, on: [Order])
        case askToCancel([Order])
        case answered(OrderSteps.Report)
    }

    let user: UserContext
    private var busy: Set<ID<Order>> = []
    private var undo = UndoWindow()
    private var count = 0

    init(user: UserContext) { self.user = user }

    // MARK: keys

    /// A step has keys that no layout of the keyboard has where another has one that is pressed often: where `/` is on one,
    /// a point or a minus is on the next.
    func bindings(for orders: [Order], now: Date) -> [Binding] {
        let undoable = undo.orders(now: now)
        let forward = orders.count == 1 ? OrderStateMachine.forward(from: orders[0].status)?.title : nil
        return [
            binding(Key(">"), forward?.lowercased() ?? "forward", "A step forward", .forward, orders, now),
            binding(Key("<"), "back", "A step back (recall)", .back, orders, now),
            binding(Key("p"), "paid", "Mark as paid", .paid, orders, now),
            Binding(
                Key("x"), label: "cancel", help: "Cancel, with a reason",
                unavailable: OrderSteps.refusal(.cancel(reason: "", restocks: false), of: orders, now: now),
                message: Intent.askToCancel(orders)),
            Binding(
                Key("u"), label: "undo", help: "Take the last step back, for 10 seconds",
                unavailable: undoable.isEmpty ? "there is nothing to undo from the last 10 seconds" : nil,
                message: Intent.step(.undo, on: undoable)),
        ]
    }

    private func binding(
        _ key: Key, _ label: String, _ help: String, _ kind: OrderSteps.Kind, _ orders: [Order], _ now: Date
    ) -> Binding {
        Binding(
            key, label: label, help: help, unavailable: OrderSteps.refusal(kind, of: orders, now: now),
            message: Intent.step(kind, on: orders))
    }

    /// When the keys change by themselves.
    func nextTick(after now: Date) -> Date? { undo.end(after: now) }

    // MARK: doing it

    /// - Returns: what to do, and the orders that an answer has changed.
    mutating func handle(_ intent: Intent) -> (effects: [Effect], changed: [Order]) {
        switch intent {
        case .step(let kind, let orders): return (start(kind, orders), [])
        case .askToCancel(let orders): return ([.push(CancelDialog(orders: orders))], [])
        case .answered(let report):
            busy.subtract(report.asked)
            return (told(report), report.done)
        }
    }

    /// A step on any screen of this terminal can be undone from each of them.
    mutating func note(_ steps: StepsTaken, now: Date) { undo.note(steps.report, now: now) }

    private mutating func start(_ kind: OrderSteps.Kind, _ orders: [Order]) -> [Effect] {
        // A key pressed again before the answer would be decided on an old version.
        let free = orders.filter { !busy.contains($0.id) }
        guard !free.isEmpty else { return [] }
        busy.formUnion(free.map(\.id))
        count += 1
        let steps = OrderSteps(kind, services: user.services, session: user.session)
        return [
            .run("step \(count)") { Intent.answered(await steps.perform(on: free)) }
        ]
    }

    private func told(_ report: OrderSteps.Report) -> [Effect] {
        if let ending = report.ending { return user.failed(ending) }
        var effects: [Effect] = []
        if !report.done.isEmpty {
            effects += [.broadcast(StepsTaken(report: report)), .toast(report.text, .success)]
        }
        effects += report.refusedTexts.map { .toast($0, .error) }
        if !report.unpaid.isEmpty { effects.append(.push(unpaidDialog(report.unpaid))) }
        return effects
    }

    private func unpaidDialog(_ orders: [Order]) -> DialogScreen {
        let lines = orders.prefix(6).map { OrderSteps.unpaidText($0, user.money) }
        return DialogScreen(
            title: "Not paid", lines: lines,
            choices: [
                .init(OrderSteps.payAndComplete) { _ in Intent.step(.payAndComplete, on: orders) },
                .init(OrderSteps.completeUnpaid) { _ in Intent.step(.completeUnpaid, on: orders) },
            ])
    }
}

/// This terminal has moved orders along: told to every open screen.
struct StepsTaken: Message {
    let report: OrderSteps.Report
}
