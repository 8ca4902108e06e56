import Shop
import Terminal

extension TableScreen {
    func bindings(_ context: Context) -> [Binding] {
        guard !isSearching else {
            return [
                Binding(.enter, label: "to the list", help: "Keep what was found", message: Intent.endSearch),
                Binding(.escape, label: "clear", help: "Show everything again", message: Intent.clear),
            ]
        }
        let none = window.selected == nil ? "choose an order first" : nil
        let isFiltered = filter != OrderFilter()
        return [
            .described("arrows j k g G", help: "Choose; to the first, to the last"),
            Binding(.enter, label: "open", help: "Everything about the order", unavailable: none, message: Intent.open),
        ] + stepping.bindings(for: [window.selected].compactMap(\.self), now: context.now) + [
            Binding(Key("/"), label: "search", help: "Find by ticket, name or product", message: Intent.search),
            Binding(
                Key("f"), label: "filter", help: "Filter by status, payment, customer, product, days, ticket",
                message: Intent.filter),
            Binding(
                Key("s"), label: "sort", help: "Sort: by time, total, status, customer", message: Intent.nextSort),
            Binding(
                Key("r"), label: "reverse", help: "Turn the order around", isInFooter: false, message: Intent.reverse),
            Binding(
                Key("e"), label: "export", help: "Export what is filtered as a CSV file", isInFooter: false,
                message: Intent.export),
            Binding(
                .escape, label: "clear", help: "Show all orders again", isInFooter: isFiltered, message: Intent.clear),
        ] + AdminSection.bindings(from: .table, visit)
    }

    func page(_ context: Context) -> Int { max(1, SectionBar.rest(of: Rect(context.size)).height - 4) }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let area = SectionBar(here: .table, visit: visit).render(into: &surface, in: area)
        let words = filter.words(productName: productName)
        let inside = Panel(
            "Orders \(orderCount?.words ?? "")", trailing: words.isEmpty ? "all of all time" : words, isFocused: true
        ).render(into: &surface, in: area, context.glyphs)
        SearchLine(query: query, isSearching: isSearching, click: Intent.search)
            .render(into: &surface, in: inside.top(1), context.glyphs)
        let columns = Columns(width: inside.width - 1)
        renderHead(columns, into: &surface, in: inside.row(1), context.glyphs)
        let rows = window.rows ?? []
        ListView(
            count: rows.count, state: window.list, isFocused: !isSearching,
            placeholder: window.rows == nil ? "Reading…" : "No orders like that. Esc shows all."
        ).render(
            into: &surface, in: inside.droppingTop(2), context.glyphs, click: { Intent.choose($0) },
            wheel: { Intent.wheel($0) }
        ) { index, surface, row in render(rows[index], columns, into: &surface, in: row, context) }
    }

    private func renderHead(_ columns: Columns, into surface: inout Surface, in row: Rect, _ glyphs: Glyphs) {
        func head(_ text: String, _ x: Int, _ column: OrderSorting.Column?, trailing: Bool = false) {
            let isSorted = column == sorting.column
            let text = isSorted ? text + (sorting.isAscending ? glyphs.up : glyphs.down) : text
            let start = row.x + (trailing ? x - TextWidth.of(text) : x)
            let width = surface.write(text, x: start, y: row.y, isSorted ? .accent : .dim)
            guard let column else { return }
            surface.hotspot(Rect(x: start, y: row.y, width: width, height: 1), click: Intent.sort(column))
        }
        head("Ticket", 0, nil)
        head("Placed", columns.placed, .number)
        head("Customer", columns.customer, .customer)
        head("Status", columns.status, .status)
        if columns.payment > 0 { head("Payment", columns.payment, nil) }
        head("Total", columns.totalEnd, .total, trailing: true)
        if columns.items > 0 { head("Items", columns.items, nil) }
    }

    private func render(
        _ order: Order, _ columns: Columns, into surface: inout Surface, in row: Rect, _ context: Context
    ) {
        let ellipsis = context.glyphs.ellipsis
        surface.write(order.ticket.description, x: row.x, y: row.y, .strong)
        let day = order.businessDay == BusinessDay(context.now, in: visit.settings.timeZone)
        let clock = visit.settings.clock(order.createdAt)
        surface.write(
            day ? clock : order.businessDay.description + (columns.isRoomy ? " " + clock : ""),
            x: row.x + columns.placed,
            y: row.y, day ? .normal : .dim)
        let name = TextWidth.truncated(
            order.customerLabel, to: columns.status - columns.customer - 1, ellipsis: ellipsis)
        surface.write(name, x: row.x + columns.customer, y: row.y)
        let status = columns.isRoomy ? order.status.label(context.glyphs) : order.status.glyph(context.glyphs)
        surface.write(status, x: row.x + columns.status, y: row.y, order.status.style)
        if columns.payment > 0 {
            surface.write(order.payment.rawValue, x: row.x + columns.payment, y: row.y, order.payment.style)
        }
        let total = visit.money.string(order.total)
        surface.write(total, x: row.x + columns.totalEnd - TextWidth.of(total), y: row.y)
        guard columns.items > 0 else { return }
        let items = TextWidth.truncated(
            order.itemsLine(context.glyphs), to: row.width - columns.items, ellipsis: ellipsis)
        surface.write(items, x: row.x + columns.items, y: row.y, .dim)
    }
}

/// Where the columns of the table stand; what does not fit is left out from the right.
private struct Columns {
    let isRoomy: Bool
    let placed = 9
    let customer: Int
    let status: Int
    /// 0 when it is left out.
    let payment: Int
    let totalEnd: Int
    /// 0 when it is left out.
    let items: Int

    init(width: Int) {
        isRoomy = width >= 84
        customer = placed + (isRoomy ? 18 : 12)
        let nameWidth = isRoomy ? 24 : max(8, width - customer - 18)
        status = customer + nameWidth
        let statusWidth = isRoomy ? 14 : 3
        payment = isRoomy ? status + statusWidth : 0
        let totalStart = isRoomy ? payment + 10 : status + statusWidth
        totalEnd = isRoomy ? totalStart + 11 : width
        items = isRoomy && width - totalEnd >= 16 ? totalEnd + 3 : 0
    }
}
