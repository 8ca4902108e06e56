import Presentation
import Shop
import Terminal

/// What is typed in the order form, and where: the lines' quantities and notes, the note for the shop, then the buttons.
struct OrderFormFields: Sendable {
    enum Target: Hashable, Sendable {
        case quantity(Int), note(Int), orderNote
        case button(Int)
    }

    private(set) var lines: [OrderFormLine]
    private(set) var orderNote: TextFieldState
    private(set) var focus = Target.button(0)
    private let buttonCount: Int

    init(_ cart: Cart, buttonCount: Int) {
        lines = cart.lines.map(OrderFormLine.init)
        orderNote = TextFieldState(cart.note, limit: Order.noteLength.upperBound)
        self.buttonCount = buttonCount
    }

    /// Characters are text here.
    var isTyping: Bool { if case .button = focus { false } else { true } }

    // MARK: typing

    mutating func type(_ key: Key) {
        switch focus {
        case .quantity(let index): if key != .left, key != .right { lines[index].type(key) }
        case .note(let index): lines[index].typeNote(key)
        case .orderNote: _ = orderNote.handle(key)
        case .button: if key == .left || key == .right { step(key == .left ? -1 : 1) }
        }
    }

    /// - Returns: what to say when some of the note for the shop was left out; else nil.
    mutating func paste(_ text: String) -> String? {
        switch focus {
        case .quantity(let index): lines[index].paste(text)
        case .note(let index): lines[index].pasteNote(text)
        case .orderNote: return orderNote.insert(text)
        case .button: break
        }
        return nil
    }

    /// Puts into the cart what the fields have; a quantity that cannot be ordered is left out.
    func write(into cart: inout Cart) {
        for (index, line) in lines.enumerated() {
            if let wanted = line.wanted { cart.lines[index].quantity = wanted }
            cart.lines[index].note = line.note.text
        }
        cart.note = orderNote.text
    }

    /// The lines of the cart as it is by now.
    mutating func show(_ cart: Cart) {
        lines = cart.lines.map(OrderFormLine.init)
        focus = .button(0)
    }

    enum Check: Sendable {
        case right
        /// What is wrong stands beside its field.
        case marked
        /// The note for the shop has no room beside it for what is wrong.
        case wrong(String)
    }

    /// Looks for what is wrong, and moves to the first of it.
    mutating func check() -> Check {
        for index in lines.indices { lines[index].check() }
        if let wrong = lines.firstIndex(where: { $0.error != nil }) {
            move(to: lines[wrong].wanted == nil ? .quantity(wrong) : .note(wrong))
            return .marked
        }
        guard let problem = TextRule.problem(with: orderNote.text, length: Order.noteLength) else { return .right }
        move(to: .orderNote)
        return .wrong(problem)
    }

    // MARK: moving

    private var targets: [Target] {
        lines.indices.flatMap { [Target.quantity($0), .note($0)] } + [.orderNote]
            + (0..<buttonCount).map { Target.button($0) }
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
