import Terminal

/// The line above a list in which one types what to find.
struct SearchLine {
    var query: TextFieldState
    var isSearching: Bool
    /// What stands there gives way to what is typed.
    var isFresh = false
    var click: any Message

    func render(into surface: inout Surface, in row: Rect, _ glyphs: Glyphs) {
        surface.hotspot(row, click: click)
        surface.write("/", x: row.x, y: row.y, Style(.key))
        let field = row.droppingLeft(2)
        if isSearching || !query.isEmpty {
            TextField(query, isFocused: isSearching).render(into: &surface, in: field, glyphs)
            if isFresh { surface.tint(field.left(TextWidth.of(query.text)), .buttonFocused) }
        } else {
            surface.write("search", x: field.x, y: field.y, .dim)
        }
    }
}

extension SearchLine {
    init(_ search: ListSearch) {
        self.init(
            query: search.query, isSearching: search.isTyping, isFresh: search.isTyping && search.isFresh,
            click: ListSearch.Intent.begin)
    }
}
