import Terminal

/// Where one types in the order form, and how one goes on from there.
extension OrderForm {
    private var targets: [Target] {
        lines.indices.flatMap { [Target.quantity($0), .note($0)] } + [.orderNote]
            + buttons.indices.map { Target.button($0) }
    }

    mutating func move(to target: Target) {
        focus = target
        if case .quantity(let index) = target { lines[index].isFresh = true }
    }

    mutating func step(_ step: Int) {
        let targets = targets
        let index = targets.firstIndex(of: focus) ?? 0
        move(to: targets[(index + step + targets.count) % targets.count])
    }

    /// Up and down stay in their column.
    mutating func stepLine(_ step: Int) {
        let rows = lines.count + 2
        let (row, isNote): (Int, Bool) =
            switch focus {
            case .quantity(let index): (index, false)
            case .note(let index): (index, true)
            case .orderNote: (lines.count, true)
            case .button: (lines.count + 1, false)
            }
        let next = (row + step + rows) % rows
        let target: Target =
            next == lines.count + 1
            ? .button(0) : next == lines.count ? .orderNote : isNote ? .note(next) : .quantity(next)
        move(to: target)
    }
}
