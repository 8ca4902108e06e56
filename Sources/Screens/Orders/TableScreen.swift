import Foundation
import Local
import Presentation
import Shop
import Terminal

/// All orders of all time: sorted, filtered, searched.
struct TableScreen: Screen {
    enum Intent: Message {
        case filter, columns
        case sort(OrderSorting.Column), nextSort, reverse
        case choose(Int), wheel(Int), open
        case export, exportTo(TargetFile)
        case page(OrderWindow.Read, [Order])
        case counted(OrderCount)
        case refreshed([Order])
        case exported(String)
    }

    let title = "Orders"
    private(set) var user: UserContext
    private(set) var window = OrderWindow()
    private(set) var filter = OrderFilter()
    private(set) var productName = ""
    private(set) var sorting = OrderSorting.newestFirst
    private(set) var orderCount: OrderCount?
    /// The filter's orders are counted once a page of them is there: to count many takes longer than to find the first.
    private var isCounted = false
    private(set) var search = ListSearch(
        "Find by ticket, name or product", clearHelp: "Show all orders again", limit: 200)
    private(set) var stepping: OrderStepping

    init(user: UserContext) {
        self.user = user
        stepping = OrderStepping(user: user)
    }

    var isTyping: Bool { search.isTyping }

    // MARK: update

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        if let outcome = search.take(event) { return find(outcome) }
        switch event {
        case .key(let key): return read(window.handle(key, page: page(context)))
        case .paste, .tick: return []
        case .message(let message):
            switch message {
            case is ScreenOpened: return read(.first)
            case ShopNews.live: return refresh(window.rows?.map(\.id) ?? [])
            case let news as ShopNews: return handle(news)
            case let taken as StepsTaken:
                stepping.note(taken, now: context.now)
                window.replace(taken.report.done)
                return []
            case let intent as OrderStepping.Intent: return stepping.handle(intent).effects
            case let chosen as FilterChosen:
                filter = chosen.filter
                productName = chosen.productName
                return find(.changed)
            case let chosen as ColumnsChosen:
                user = user.showing(chosen.columns)
                return []
            case let intent as Intent: return handle(intent, context)
            default: return []
            }
        }
    }

    private mutating func handle(_ intent: Intent, _ context: Context) -> [Effect] {
        switch intent {
        case .filter: return [.push(TableFilterForm(user: user, filter: filter, productName: productName))]
        case .columns: return [.push(ColumnsDialog(shown: user.app.tableColumns))]
        case .sort(let column): return sort(by: column)
        case .nextSort:
            let all = OrderSorting.Column.allCases
            return sort(by: all[((all.firstIndex(of: sorting.column) ?? 0) + 1) % all.count])
        case .reverse: return sort(by: sorting.column)
        case .choose(let row):
            if row == window.list.selected { return handle(.open, context) }
            window.choose(row)
        case .wheel(let rows): return read(window.move(by: rows, page: page(context)))
        case .open: return window.selected.map { [.push(OrderDetail(user: user, order: $0))] } ?? []
        case .export:
            return FileDialog.writing(
                "Export orders", exportText, "orders.csv", user.files, as: .orders(user.today)
            ) { Intent.exportTo($0) }
        case .exportTo(let file): return export(to: file)
        case .page(let read, let page):
            window.take(page, of: read)
            if !isCounted { return count() }
        case .counted(let count): orderCount = count
        case .refreshed(let orders): window.replace(orders)
        case .exported(let path): return [.toast(WrittenText.orders(path), .success)]
        }
        return []
    }

    private var exportText: String {
        let (text, count) = (filter.text(productName: productName), orderCount)
        guard !text.isEmpty else { return OrdersText.exported(count) }
        return OrdersText.exported(count, like: text)
    }

    /// The same column again turns the order around.
    private mutating func sort(by column: OrderSorting.Column) -> [Effect] {
        let isSame = column == sorting.column
        sorting = OrderSorting(column, isAscending: isSame ? !sorting.isAscending : column == .customer)
        window.begin()
        return read(.first)
    }

    private mutating func find(_ outcome: ListSearch.Outcome) -> [Effect] {
        if outcome == .none { return [] }
        if outcome == .cleared { (filter, productName) = (OrderFilter(), "") }
        filter.text = search.text
        window.begin()
        isCounted = false
        return read(.first)
    }

    // MARK: what the shop is asked

    private mutating func count() -> [Effect] {
        isCounted = true
        return user.ask("count", answer: Intent.counted) { [filter] in try await $0.orders.count(filter, by: $1) }
    }

    private func read(_ read: OrderWindow.Read?) -> [Effect] {
        guard let read else { return [] }
        return user.ask("page", answer: { Intent.page(read, $0) }) { [filter, sorting] services, session in
            let (last, isBackwards): (Order?, Bool) =
                switch read {
                case .first, .again: (nil, false)
                case .last: (nil, true)
                case .after(let row): (row, false)
                case .before(let row): (row, true)
                }
            let direction = OrderSorting(sorting.column, isAscending: sorting.isAscending != isBackwards)
            let page = try await services.orders.table(
                filter, sortedBy: direction, after: last, limit: OrderWindow.page, by: session)
            return isBackwards ? page.reversed() : page
        }
    }

    private mutating func handle(_ news: ShopNews) -> [Effect] {
        guard case .events(let events) = news else { return user.watch(news) }
        let ids = Set(events.compactMap { if case .order(let id) = $0.subject { id } else { nil } })
        guard !ids.isEmpty else { return user.watch(news) }
        return refresh(ids) + user.watch(news)
    }

    /// At the start new orders come in by themselves; further down only what is shown is brought up to date.
    private mutating func refresh(_ ids: some Sequence<ID<Order>>) -> [Effect] {
        if window.isNearStart { return read(.again) + count() }
        let shown = Set(window.rows?.map(\.id) ?? []).intersection(ids)
        guard !shown.isEmpty else { return count() }
        let refresh = user.ask("refresh", answer: Intent.refreshed) { services, session in
            var orders: [Order] = []
            for id in shown { orders.append(try await services.orders.order(id, by: session)) }
            return orders
        }
        return refresh + count()
    }

    private func export(to file: TargetFile) -> [Effect] {
        user.ask("export", answer: Intent.exported) { [filter, sorting] services, session in
            let pieces = services.orders.exportCSV(filter, sortedBy: sorting, by: session)
            return try await TextFile.write(pieces, to: file)
        }
    }

    func nextTick(after now: Date) -> Date? { stepping.nextTick(after: now) }
}
