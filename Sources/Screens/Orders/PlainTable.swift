import Local
import Presentation
import Shop

/// All orders of all time: filtered, searched, sorted, exported.
struct PlainTable {
    let talk: PlainTalk
    let user: UserContext
    let session: Session

    private enum Part { case show, filter, sort, export, all }

    private var orders: OrderService { user.services.orders }

    func run() async throws {
        var filter = PlainOrderFilter()
        var sorting = OrderSorting.newestFirst
        while true {
            guard let count = try await talk.attempt({ try await orders.count(filter.orders, by: session) }) else {
                return
            }
            let ways = PlainWays(text: "find orders by ticket, customer or product")
            switch try await talk.answer(title(filter, count), parts(filter, sorting), ways) {
            case .chosen(.show): try await show(filter, sorting)
            case .chosen(.filter): try await filter.ask(talk, user)
            case .chosen(.sort): sorting = try await askSorting() ?? sorting
            case .chosen(.export): try await export(filter, sorting)
            case .chosen(.all): filter = PlainOrderFilter()
            case .text(let text):
                filter.orders.text = text
                try await show(filter, sorting)
            case .back: return
            }
        }
    }

    private func title(_ filter: PlainOrderFilter, _ count: OrderCount) -> String {
        guard !filter.text.isEmpty else { return "All orders, \(count.spoken)" }
        return plural(
            count.count, one: "\(count.spoken) order: \(filter.text)", many: "\(count.spoken) orders: \(filter.text)")
    }

    private func parts(_ filter: PlainOrderFilter, _ sorting: OrderSorting) -> [PlainChoice<Part>] {
        [
            PlainChoice("Show them", Part.show), PlainChoice("Filter", .filter),
            PlainChoice("Sorted: \(sorting.text)", .sort),
            PlainChoice("Write them into a CSV file", .export),
        ] + (filter.text.isEmpty ? [] : [PlainChoice("All orders again", .all)])
    }

    private func show(_ filter: PlainOrderFilter, _ sorting: OrderSorting) async throws {
        while true {
            guard let first = try await page(filter, sorting, after: nil) else { return }
            guard !first.isEmpty else { return try talk.say(OrdersText.noneFound) }
            let now = user.services.environment.now()
            let answer = try await talk.pick(
                filter.text.isEmpty ? "All orders" : "Orders: \(filter.text)", from: first,
                text: { "\($0.customerLabel), \($0.line(user.settings, now: now))" },
                more: { try await page(filter, sorting, after: $0.last) ?? [] })
            guard case .chosen(let order) = answer else { return }
            try await PlainOrder(talk: talk, user: user, session: session).run(order.id)
        }
    }

    private func page(
        _ filter: PlainOrderFilter, _ sorting: OrderSorting, after last: Order?
    ) async throws -> [Order]? {
        try await talk.attempt {
            try await orders.table(filter.orders, sortedBy: sorting, after: last, limit: OrderWindow.page, by: session)
        }
    }

    private func askSorting() async throws -> OrderSorting? {
        let all = OrderSorting.Column.allCases.flatMap { [OrderSorting($0), OrderSorting($0, isAscending: true)] }
        return try await talk.choose("Sort the orders", all.map { PlainChoice($0.text, $0) })
    }

    private func export(_ filter: PlainOrderFilter, _ sorting: OrderSorting) async throws {
        let name = ExportName.orders(user.today)
        guard let file = try await talk.target("The CSV file", "orders.csv", user.files, as: name),
            let path = try await talk.attempt({
                try await TextFile.write(orders.exportCSV(filter.orders, sortedBy: sorting, by: session), to: file)
            })
        else { return }
        try talk.say(WrittenText.orders(path))
    }
}

extension OrderCount {
    /// `1,204`, or `10,000 and more`
    fileprivate var spoken: String {
        isExact ? text : OrderCount(count: count, isExact: true).text + " and more"
    }
}

extension OrderSorting {
    fileprivate var text: String {
        switch column {
        case .number: isAscending ? "oldest first" : "newest first"
        case .total: isAscending ? "smallest total first" : "largest total first"
        case .status: isAscending ? "by status, placed first" : "by status, cancelled first"
        case .customer: isAscending ? "by customer, from A" : "by customer, from Z"
        }
    }
}
