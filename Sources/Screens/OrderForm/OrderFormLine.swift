import Presentation
import Shop
import Terminal

/// One line of the order form: how many, and a note.
struct OrderFormLine: Sendable {
    let productID: ID<Product>
    private(set) var quantity: TextFieldState
    private(set) var note: TextFieldState
    /// What is wrong with what was typed.
    private(set) var error: String?
    /// The next digit begins a new number.
    var isFresh = true

    init(_ line: OrderDraft.Line) {
        productID = line.productID
        quantity = Self.field(line.quantity)
        note = TextFieldState(line.note, limit: OrderItem.noteLength.upperBound)
    }

    private static func field(_ quantity: Int) -> TextFieldState {
        TextFieldState(String(quantity), kind: .number(decimals: false, sign: false), limit: 6)
    }

    /// The quantity that was typed, if it can be ordered.
    var wanted: Int? { Int(quantity.text).flatMap { OrderItem.quantityRange.contains($0) ? $0 : nil } }

    mutating func type(_ key: Key) {
        switch key {
        case Key("+"), Key("="): setQuantity((Int(quantity.text) ?? 0) + 1)
        case Key("-"): setQuantity((Int(quantity.text) ?? 0) - 1)
        default:
            if isFresh, let typed = key.typed, typed.isNumber { quantity.text = "" }
            _ = quantity.handle(key)
            isFresh = false
        }
        check()
    }

    mutating func paste(_ text: String) {
        if isFresh { quantity.text = "" }
        quantity.insert(text)
        isFresh = false
        check()
    }

    mutating func typeNote(_ key: Key) {
        _ = note.handle(key)
        check()
    }

    mutating func pasteNote(_ text: String) {
        let cut = note.insert(text)
        check()
        if let cut { error = cut }
    }

    private mutating func setQuantity(_ pieces: Int) {
        let range = OrderItem.quantityRange
        quantity = Self.field(min(max(pieces, range.lowerBound), range.upperBound))
        isFresh = true
    }

    mutating func check() {
        let most = OrderItem.quantityRange.upperBound
        guard wanted == nil else {
            error = TextRule.problem(with: note.text, length: OrderItem.noteLength)
            return
        }
        error =
            (Int(quantity.text) ?? 0) > most ? "At most \(most) of each, please." : "1 to \(most); Del takes it out."
    }
}
