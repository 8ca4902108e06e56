import Terminal

/// Which columns the table of orders shows.
struct ColumnsDialog: Screen {
    let title = "Columns"
    private var shown: Set<TableColumn>
    private var list = ListState()

    init(shown: Set<TableColumn>) { self.shown = shown }

    private enum Intent: Message {
        case toggle, done
        case choose(Int)
    }

    func bindings(_ context: Context) -> [Binding] {
        [
            Binding(.space, .enter, label: "switch", help: "Show the column, or leave it out", message: Intent.toggle),
            Binding(.escape, Key("q"), Key("c"), label: "done", help: "Back to the table", message: Intent.done),
        ]
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        let all = TableColumn.allCases
        switch event {
        case .key(let key): _ = list.handle(key, count: all.count, page: all.count)
        case .message(Intent.toggle): toggle()
        case .message(Intent.choose(let row)):
            list.selected = row
            toggle()
        case .message(Intent.done): return [.close(ColumnsChosen(columns: shown))]
        default: break
        }
        return []
    }

    private mutating func toggle() { shown.formSymmetricDifference([TableColumn.allCases[list.selected]]) }

    func dialogSize(in area: Size) -> Size? {
        Size(width: min(area.width, 34), height: min(area.height, TableColumn.allCases.count + 2))
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let inside = Panel(title, isFocused: true).render(into: &surface, in: area, context.glyphs)
        let all = TableColumn.allCases
        ListView(count: all.count, state: list, isFocused: true).render(
            into: &surface, in: inside, context.glyphs, click: { Intent.choose($0) }
        ) { index, surface, row in
            surface.write("[\(shown.contains(all[index]) ? "x" : " ")] \(all[index].title)", x: row.x, y: row.y)
        }
    }
}

/// The table has these columns from now on.
struct ColumnsChosen: Message {
    let columns: Set<TableColumn>
}
