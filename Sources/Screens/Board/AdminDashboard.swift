import Foundation
import Presentation
import Shop
import Terminal

/// The admin's board: every open order in its lane, and what was completed today.
struct AdminDashboard: Screen {
    enum Intent: Message {
        case lane(Int), previousLane, nextLane
        case choose(ID<Order>), wheel(lane: Int, rows: Int)
        case open, mark, unmark
        case newProduct
        case number(Int), nextNumbers
        case board(BoardSnapshot)
    }

    let title = "Board"
    private(set) var user: UserContext
    private(set) var lanes: BoardLanes
    private(set) var search = ListSearch("Find by ticket, name or product")
    private(set) var stepping: OrderStepping
    /// Why there is no backup of the day, as it was told last.
    private var backupFailure: ShopError?

    init(user: UserContext) {
        self.user = user
        lanes = BoardLanes(lanes: user.app.kitchenLanes ?? BoardLanes.allLanes)
        stepping = OrderStepping(user: user)
    }

    var isTyping: Bool { search.isTyping }

    // MARK: update

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        defer { clamp(context) }
        // Nothing hides an order from a board that has no key to show it again.
        if !isKitchen, let outcome = search.take(event) {
            if outcome != .none { lanes.find(search.text) }
            return []
        }
        switch event {
        case .key(let key): handle(key)
        case .paste: break
        case .tick:
            lanes.forgetOldMarks(now: context.now)
            return tellOfBackups()
        case .message(let message):
            switch message {
            case is ScreenOpened: return load() + tellOfBackups()
            case let news as ShopNews: return handle(news)
            case let taken as StepsTaken:
                stepping.note(taken, now: context.now)
                for order in taken.report.done { lanes.take(order) }
                lanes.unmark(taken.report.asked)
            case let intent as OrderStepping.Intent: return stepping.handle(intent).effects
            case let intent as Intent: return handle(intent, context)
            default: break
            }
        }
        return []
    }

    /// What is chosen comes into sight.
    mutating func clamp(_ context: Context) { lanes.clamp(in: room(context)) }

    private mutating func handle(_ key: Key) {
        switch key {
        case .up, Key("k"): lanes.move(by: -1)
        case .down, Key("j"): lanes.move(by: 1)
        case .pageUp: lanes.move(by: -5)
        case .pageDown: lanes.move(by: 5)
        case .home, Key("g"): lanes.moveToStart()
        case .end, Key("G"): lanes.moveToEnd()
        default: break
        }
    }

    private mutating func handle(_ intent: Intent, _ context: Context) -> [Effect] {
        switch intent {
        case .lane(let index): lanes.go(to: index)
        case .previousLane: lanes.moveLane(by: -1)
        case .nextLane: lanes.moveLane(by: 1)
        case .choose(let id):
            if lanes.selectedID == id { return open() }
            lanes.choose(id)
        case .wheel(let lane, let rows):
            lanes.go(to: lane)
            lanes.move(by: rows)
        case .open: return open()
        case .mark: lanes.toggleMark()
        case .unmark: lanes.clearMarks()
        case .number(let number): lanes.choose(number: number)
        case .nextNumbers: lanes.nextNumbers()
        case .newProduct: return [.push(ProductForm(user: user))]
        case .board(let board):
            let arrived = lanes.show(board, now: context.now)
            return arrived.isEmpty || !user.settings.bell ? [] : [.bell]
        }
        return []
    }

    private func open() -> [Effect] { lanes.chosen.map { [.push(OrderDetail(user: user, order: $0))] } ?? [] }

    // MARK: what the shop says

    /// - Parameter known: what is shown already, and true up to its last event.
    private func load(since known: BoardSnapshot? = nil) -> [Effect] {
        user.ask("board", answer: Intent.board) { try await $0.orders.board(since: known, by: $1) }
    }

    /// A backup that could not be made is told once, to an admin.
    private mutating func tellOfBackups() -> [Effect] {
        let failure = user.app.backups?.failure
        defer { backupFailure = failure }
        guard let failure, failure != backupFailure else { return [] }
        return [.toast(failure.text, .error)]
    }

    /// A board in the kitchen is worked by a number pad alone.
    var isKitchen: Bool { user.app.kitchenLanes != nil }

    private mutating func handle(_ news: ShopNews) -> [Effect] {
        switch news {
        case .live: return load()
        case .unreachable, .unwritable, .writable, .settings: return user.watch(news)
        case .events(let events):
            let hasOrders = events.contains { if case .order = $0.subject { true } else { false } }
            return (hasOrders ? load(since: lanes.board) : []) + user.watch(news)
        }
    }

    /// The end of a mark, of the time to undo, and of the minute in which an age was right, or the backups were well.
    func nextTick(after now: Date) -> Date? {
        let ages = (lanes.board?.open ?? []).map { order in
            now.addingTimeInterval(
                60 - max(0, now.timeIntervalSince(order.createdAt)).truncatingRemainder(dividingBy: 60))
        }
        let backups = user.app.backups.map { _ in now.addingTimeInterval(60) }
        return [lanes.changed.nextEnd, stepping.nextTick(after: now), ages.min(), backups].compactMap(\.self).min()
    }
}
