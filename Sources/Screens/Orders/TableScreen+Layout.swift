import Presentation
import Shop
import Terminal

extension TableScreen {
    func page(_ context: Context) -> Int { max(1, SectionBar.rest(of: Rect(context.size)).height - 4) }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let area = SectionBar(here: .table, user: user).render(into: &surface, in: area)
        let text = filter.text(productName: productName)
        let inside = Panel(
            "Orders \(orderCount?.text ?? "")", trailing: text.isEmpty ? "all of all time" : text, isFocused: true
        ).render(into: &surface, in: area, context.glyphs)
        SearchLine(search).render(into: &surface, in: inside.top(1), context.glyphs)
        let columns = TableColumns(
            width: inside.width - 1, wanted: user.app.tableColumns, sortedBy: sorting.column)
        renderHead(columns, into: &surface, in: inside.row(1), context.glyphs)
        let rows = window.rows ?? []
        ListView(
            count: rows.count, state: window.list, isFocused: !search.isTyping,
            placeholder: window.rows == nil ? "Reading…" : "\(OrdersText.noneFound) Esc shows all."
        ).render(
            into: &surface, in: inside.droppingTop(2), context.glyphs, click: { Intent.choose($0) },
            wheel: { Intent.wheel($0) }
        ) { index, surface, row in render(rows[index], columns, into: &surface, in: row, context) }
    }

    private func renderHead(_ columns: TableColumns, into surface: inout Surface, in row: Rect, _ glyphs: Glyphs) {
        surface.write("Ticket", x: row.x, y: row.y, .dim)
        for column in TableColumn.allCases {
            guard let place = columns[column] else { continue }
            let isSorted = column.sorting == sorting.column
            let text = column.title + (isSorted ? " " + (sorting.isAscending ? glyphs.up : glyphs.down) : "")
            let x = row.x + place.start(of: text, isTrailing: column == .total)
            let width = surface.write(text, x: x, y: row.y, isSorted ? .accent : .dim)
            guard let sorting = column.sorting else { continue }
            surface.hotspot(Rect(x: x, y: row.y, width: width, height: 1), click: Intent.sort(sorting))
        }
    }

    private func render(
        _ order: Order, _ columns: TableColumns, into surface: inout Surface, in row: Rect, _ context: Context
    ) {
        surface.write(order.ticket.description, x: row.x, y: row.y, .strong)
        for column in TableColumn.allCases {
            guard let place = columns[column] else { continue }
            let cell = cell(column, of: order, in: columns, context)
            let text = TextWidth.truncated(cell.text, to: place.width - 1, ellipsis: context.glyphs.ellipsis)
            let x = row.x + place.start(of: text, isTrailing: column == .total)
            surface.write(text, x: x, y: row.y, cell.style)
        }
    }

    private func cell(
        _ column: TableColumn, of order: Order, in columns: TableColumns, _ context: Context
    ) -> (text: String, style: Style) {
        switch column {
        case .placed:
            let clock = user.settings.clock(order.createdAt)
            let isToday = order.businessDay == BusinessDay(context.now, in: user.settings.timeZone)
            return isToday
                ? (clock, .normal) : (order.businessDay.description + (columns.isRoomy ? " " + clock : ""), .dim)
        case .customer: return (order.customerLabel, .normal)
        case .status: return (order.status.label(context.glyphs), order.status.style)
        case .payment: return (order.payment.text, order.payment.style)
        case .total: return (user.money.string(order.total), .normal)
        case .items: return (order.itemsLine(times: context.glyphs.times), .dim)
        }
    }
}
