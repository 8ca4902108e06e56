import Foundation
import Presentation
import Shop
import Terminal

/// Where an order is in its life, as steps one after another.
struct OrderTimeline {
    var order: Order
    /// What happened to it; empty where the times are not shown.
    var events: [ShopEvent] = []
    var settings: ShopSettings?

    private static let path: [OrderStatus] = [.placed, .preparing, .ready, .completed]

    /// A status on the order's way.
    struct Stage {
        var status: OrderStatus
        /// When it came to it; empty where it did not, or the times are not shown.
        var time: String
        var state: Timeline.Step.State
    }

    var stages: [Stage] {
        let path = order.status == .cancelled ? travelled + [.cancelled] : Self.path
        let current = path.firstIndex(of: order.status) ?? 0
        return path.enumerated().map { index, status in
            let state: Timeline.Step.State = index < current ? .done : index == current ? .current : .ahead
            return Stage(status: status, time: index <= current ? time(of: status) : "", state: state)
        }
    }

    func steps(_ glyphs: Glyphs) -> [Timeline.Step] {
        stages.map { stage in
            Timeline.Step(
                label: stage.status.label(glyphs), detail: stage.time, style: stage.status.style, state: stage.state)
        }
    }

    /// The steps that a cancelled order took before its end.
    private var travelled: [OrderStatus] {
        let reached = Set(events.compactMap(\.change.reached))
        return Self.path.filter { $0 == .placed || reached.contains($0) }
    }

    /// When it came to `status` the last time; a step that was skipped has no time.
    private func time(of status: OrderStatus) -> String {
        guard let event = events.last(where: { $0.change.reached == status }), let settings else { return "" }
        return settings.clock(event.at)
    }

    /// On one line, without times.
    func renderLine(into surface: inout Surface, in row: Rect, _ glyphs: Glyphs) {
        let steps = steps(glyphs)
        let labels = steps.reduce(0) { $0 + TextWidth.of($1.label) }
        let line = min(6, max(1, (row.width - labels) / max(1, steps.count - 1) - 2))
        var x = row.x
        for (index, step) in steps.enumerated() {
            x += surface.write(step.label, x: x, y: row.y, step.state == .ahead ? .dim : step.style) + 1
            guard index + 1 < steps.count else { break }
            let isDone = steps[index + 1].state != .ahead
            let sign = isDone ? glyphs.lineDone : glyphs.lineAhead
            surface.write(String(repeating: sign, count: line), x: x, y: row.y, isDone ? step.style : .dim)
            x += line + 1
        }
    }
}

extension OrderTimeline.Stage {
    /// `Preparing since 10:44.`
    var text: String {
        switch state {
        case .done: time.isEmpty ? "\(status.title): skipped." : "\(status.title) at \(time)."
        case .current: time.isEmpty ? "\(status.title) now." : "\(status.title) since \(time)."
        case .ahead: "\(status.title): still to come."
        }
    }
}
