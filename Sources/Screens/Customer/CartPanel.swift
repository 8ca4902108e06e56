import Presentation
import Shop
import Terminal

/// The cart beside the menu, with what has become of its lines, and what it comes to.
struct CartPanel: Sendable {
    private enum Row {
        case line(Int)
        case note(Int)
        case problem(Int)
    }

    private(set) var cart: Cart
    private(set) var quote = CartQuote()
    private var list = ListState()
    private var rows: [Row] = []

    init(_ cart: Cart) { self.cart = cart }

    var selected: CartQuote.Line? {
        guard rows.indices.contains(list.selected) else { return nil }
        switch rows[list.selected] {
        case .line(let index), .note(let index), .problem(let index): return quote.lines[index]
        }
    }

    mutating func show(_ cart: Cart, products: [ID<Product>: Product]) {
        let kept = selected?.productID
        self.cart = cart
        quote = CartQuote(cart, products: products)
        rows = quote.lines.indices.flatMap { index in
            let line = quote.lines[index]
            return [Row.line(index)] + (line.problem == nil ? [] : [.problem(index)])
                + (line.note.isEmpty ? [] : [.note(index)])
        }
        choose(quote.lines.firstIndex { $0.productID == kept } ?? 0)
    }

    private mutating func choose(_ wanted: Int) {
        list.selected = rows.firstIndex { if case .line(wanted) = $0 { true } else { false } } ?? 0
    }

    private var line: Int {
        guard rows.indices.contains(list.selected), case .line(let index) = rows[list.selected] else { return 0 }
        return index
    }

    /// - Returns: false when the key does not move in a list.
    mutating func handle(_ key: Key, page: Int) -> Bool {
        var lines = ListState(selected: line)
        guard lines.handle(key, count: quote.lines.count, page: page) else { return false }
        choose(lines.selected)
        list.clamp(count: rows.count, page: page)
        return true
    }

    mutating func move(by rows: Int, page: Int) {
        choose(min(max(0, line + rows), max(0, quote.lines.count - 1)))
        list.clamp(count: self.rows.count, page: page)
    }

    mutating func choose(row: Int) {
        guard rows.indices.contains(row) else { return }
        switch rows[row] {
        case .line(let index), .note(let index), .problem(let index): choose(index)
        }
    }

    // MARK: drawing

    static func page(height: Int) -> Int { max(1, height - 5) }

    struct Look {
        var money: MoneyFormat
        var isFocused: Bool
        var click: (Int) -> any Message
        var wheel: (Int) -> any Message
        var place: any Message
        var button: String
    }

    func render(into surface: inout Surface, in area: Rect, _ look: Look, _ context: Context) {
        let glyphs = context.glyphs
        let inside = Panel(cart.title, isFocused: look.isFocused).render(into: &surface, in: area, glyphs)
        let place = inside.droppingBottom(rows.isEmpty ? 0 : 3)
        ListView(
            count: rows.count, state: list, isFocused: look.isFocused,
            placeholder: "Nothing yet. Enter or + on the menu puts one in."
        ).render(into: &surface, in: place, glyphs, click: look.click, wheel: look.wheel) { index, surface, row in
            render(rows[index], into: &surface, in: row, look.money, glyphs)
        }
        guard !rows.isEmpty else { return }
        let total = quote.totalText(look.money)
        let bottom = inside.bottom(2)
        if !cart.note.isEmpty {
            let note = TextWidth.truncated(Order.noteText(cart.note), to: inside.width, ellipsis: glyphs.ellipsis)
            surface.write(note, x: bottom.x, y: bottom.y - 1, .info)
        }
        surface.write("Total", x: bottom.x, y: bottom.y, .strong)
        surface.write(total, x: bottom.maxX - TextWidth.of(total), y: bottom.y, .strong)
        Button(look.button, isFocused: look.isFocused)
            .render(
                into: &surface, x: bottom.maxX - Button.width(look.button), y: bottom.y + 1, click: look.place)
    }

    private func render(
        _ row: Row, into surface: inout Surface, in place: Rect, _ money: MoneyFormat, _ glyphs: Glyphs
    ) {
        switch row {
        case .line(let index):
            let line = quote.lines[index]
            let sum = money.string(line.sum)
            let quantity = TextWidth.padded(String(line.quantity), to: 3, alignment: .trailing)
            let room = place.width - 5 - TextWidth.of(sum) - 1
            surface.write(quantity, x: place.x, y: place.y, .accent)
            surface.write(
                TextWidth.truncated(line.name, to: room, ellipsis: glyphs.ellipsis), x: place.x + 5, y: place.y)
            surface.write(sum, x: place.maxX - TextWidth.of(sum), y: place.y)
        case .note(let index):
            let note = TextWidth.truncated(quote.lines[index].note, to: place.width - 5, ellipsis: glyphs.ellipsis)
            surface.write(note, x: place.x + 5, y: place.y, .dim)
        case .problem(let index):
            let line = quote.lines[index]
            guard let problem = line.problem else { return }
            surface.write(
                problem.text(line, money), x: place.x + 5, y: place.y, problem.style, maxWidth: place.width - 5)
        }
    }
}

extension CartQuote.Problem {
    var style: Style {
        if case .price = self { .warning } else { .error }
    }
}
