package import Foundation
package import Shop

/// What can still be taken back: the last step, for ten seconds.
package struct UndoWindow: Sendable {
    private var orders: [Order] = []
    private var until = Date.distantPast

    package init() {}

    package mutating func note(_ report: OrderSteps.Report, now: Date) {
        guard !report.done.isEmpty else { return }
        // A cancellation is final, and an undo is not undone.
        let canUndo: Bool =
            switch report.kind {
            case .cancel, .undo: false
            default: true
            }
        orders = canUndo ? report.done : []
        until = now.addingTimeInterval(OrderStateMachine.undoLimit)
    }

    package func orders(now: Date) -> [Order] { now < until ? orders : [] }

    /// When the footer loses the key.
    package func end(after now: Date) -> Date? { now < until && !orders.isEmpty ? until : nil }
}
