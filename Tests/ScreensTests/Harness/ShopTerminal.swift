import Foundation
import Presentation
import Shop
import Terminal
import Testing

@testable import Screens
@testable import Shop
@testable import Terminal

/// A terminal without a device: the real screens on a real shop. What the screens ask for is done as soon as it is
/// asked, and what others commit arrives as the feed would tell it, so that nothing is left to chance.
final class ShopTerminal {
    private(set) var stage: Stage
    private let shop: ScreenShop
    private let feed: LiveFeed
    /// Asked for by the screens, and not begun yet.
    private(set) var jobs: [Stage.Job] = []
    private(set) var bells = 0
    private(set) var exitCode: Int32?
    private(set) var didSuspend = false
    /// As whom a terminal of the counter hears what others commit; what people sign in on says so itself.
    private let listener: Listener
    /// The last event that was told here.
    private var heard: EventNumber

    /// - Parameter change: what this terminal was started with.
    init(
        _ shop: ScreenShop, size: Size = .large, doors: FirstRunActions? = nil, glyphs: Glyphs = .unicode,
        change: (inout OpenShop) -> Void = { _ in }
    ) async throws {
        self.shop = shop
        listener = .visitor
        heard = try await shop.store.read { try $0.lastEventNumber() }
        feed = LiveFeed(inbox: Inbox())
        let root: any Screen
        if let doors {
            root = SetUpScreen(doors: doors, feed: feed)
        } else {
            var open = try shop.open()
            change(&open)
            root = SignInScreen(app: AppContext(open, feed: feed))
        }
        let header = WatchedHeader(header: HeaderLine(settings: doors == nil ? shop.settings : nil))
        stage = Stage(root: root, headerBar: header, size: size, glyphs: glyphs)
        collect(stage.begin(now: shop.clock.now))
    }

    /// A kiosk that an admin has signed in.
    init(kiosk shop: ScreenShop, size: Size = .large, times: KioskTimes = KioskTimes()) async throws {
        self.shop = shop
        let grace = try await shop.session("grace")
        let session = try await shop.services.users.openKiosk(named: "Counter", by: grace).session
        listener = .kiosk(session)
        heard = try await shop.store.read { try $0.lastEventNumber() }
        feed = LiveFeed(inbox: Inbox())
        let settings = try #require(try await shop.services.setUp.settings())
        let open = OpenShop(services: shop.services, settings: settings)
        let user = UserContext(app: AppContext(open, feed: feed), session: session)
        let header = WatchedHeader(header: HeaderLine(settings: settings, isWatched: true))
        stage = Stage(root: KioskScreen(user: user, times: times), headerBar: header, size: size, isLocked: true)
        collect(stage.begin(now: shop.clock.now))
        try await settle()
    }

    /// The display over the pickup shelf.
    init(display shop: ScreenShop, size: Size = .large) async throws {
        self.shop = shop
        listener = .display
        heard = try await shop.store.read { try $0.lastEventNumber() }
        feed = LiveFeed(inbox: Inbox())
        let header = WatchedHeader(header: HeaderLine(settings: shop.settings, isWatched: true))
        stage = Stage(root: DisplayScreen(services: shop.services), headerBar: header, size: size)
        collect(stage.begin(now: shop.clock.now))
        try await settle()
    }

    private enum Listener {
        case visitor, display
        case kiosk(Session)
    }

    deinit { feed.stop() }

    // MARK: what a person does

    /// A key or a click, before anything that it asks for is done.
    func tap(_ input: Input) { collect(stage.handle(input, now: shop.clock.now)) }

    func send(_ input: Input) async throws {
        tap(input)
        try await settle()
    }

    func press(_ keys: Key...) async throws {
        for key in keys { try await send(.key(key)) }
    }

    func type(_ text: String) async throws {
        for character in text { try await press(Key(character)) }
    }

    func paste(_ text: String) async throws { try await send(.paste(text)) }

    /// Clicks on the first place where `text` stands on the screen.
    func click(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let found = lines().enumerated().firstNonNil { row, line in
            line.range(of: text).map { Point(x: TextWidth.of(String(line[..<$0.lowerBound])), y: row) }
        }
        try await send(.press(try #require(found, "“\(text)” is on the screen", sourceLocation: sourceLocation)))
    }

    func resize(to size: Size) async throws {
        stage.resize(to: size)
        try await send(.resized)
    }

    /// Ada at her dashboard.
    static func ada(
        _ size: Size = .large, _ body: (ScreenShop, ShopTerminal) async throws -> Void
    ) async throws {
        try await ScreenShop.use { shop in
            let terminal = try await ShopTerminal(shop, size: size)
            try await terminal.signIn(3)
            try await body(shop, terminal)
        }
    }

    /// Signs in by the key that the demo's sign-in screen has for them: F1 to F4.
    func signIn(_ number: Int) async throws { try await press(Key(.function(number))) }

    // MARK: what happens by itself

    /// Does everything that was asked for, and tells what was committed, until nothing more comes of it.
    func settle() async throws {
        repeat {
            while !jobs.isEmpty { await answerFirst() }
            try await hear()
        } while !jobs.isEmpty
        collect(stage.tick(now: shop.clock.now))
        while !jobs.isEmpty { await answerFirst() }
    }

    /// Does the work that was asked for first, and gives its answer.
    func answerFirst() async {
        guard !jobs.isEmpty else { return }
        let job = jobs.removeFirst()
        let message = await job.work()
        collect(stage.answer(job.reply, message, now: shop.clock.now))
    }

    /// Does the work that was asked for first; what comes back is `message`.
    func answerFirst(as message: any Message) async {
        guard !jobs.isEmpty else { return }
        let job = jobs.removeFirst()
        _ = await job.work()
        collect(stage.answer(job.reply, message, now: shop.clock.now))
    }

    /// Does the work that was asked for; its answers never come.
    func loseAnswers() async {
        let lost = jobs
        jobs = []
        for job in lost { _ = await job.work() }
    }

    func tell(_ news: ShopNews) { collect(stage.broadcast(news, now: shop.clock.now)) }

    func wait(_ seconds: TimeInterval) async throws {
        shop.clock.advance(by: seconds)
        try await settle()
    }

    private func hear() async throws {
        let events = try await shop.store.read { [heard] in try $0.events(after: heard, limit: 10_000) }
        guard let last = events.last else { return }
        heard = last.number
        let session: Session?
        switch listener {
        case .kiosk(let kiosk): session = kiosk
        case .display: return tell(.events(events.filter { $0.kind == .orderStatus }))
        case .visitor:
            guard let user = (stage.headerBar as? WatchedHeader)?.user else { return }
            session = user.session
        }
        let visible = try await shop.store.read { [feed = shop.services.feed] in
            try feed.visible(events, to: session, in: $0)
        }
        guard !visible.isEmpty else { return }
        for news in await ShopNews.of(.events(visible), from: shop.services) { tell(news) }
    }

    private func collect(_ actions: [Stage.Action]) {
        for action in actions {
            switch action {
            case .run(let job): jobs.append(job)
            case .bell: bells += 1
            case .quit(let code): exitCode = code
            case .suspend: didSuspend = true
            default: break
            }
        }
    }

    // MARK: what a person sees

    func frame() -> Surface { stage.render(now: shop.clock.now) }
    func lines() -> [String] { frame().lines() }
    var screen: String { lines().joined(separator: "\n") }
    func shows(_ text: String) -> Bool { screen.contains(text) }
    /// The first line with `text`; empty when there is none.
    func line(with text: String) -> String { lines().first { $0.contains(text) } ?? "" }
    /// The screen of this kind, wherever it stands.
    func open<Kind: Screen>(_ kind: Kind.Type) -> Kind? { stage.layers.firstNonNil { $0.screen as? Kind } }
    /// The name of the screen in front.
    var place: String { stage.layers.last?.screen.title ?? "" }
}

extension Size {
    static let huge = Size(width: 160, height: 45)
    static let large = Size(width: 120, height: 36)
    static let usual = Size(width: 80, height: 24)
    static let small = Size(width: 40, height: 12)
    static let all = [large, usual, small]
    /// For the screens that are looked at all day.
    static let allAndHuge = [huge] + all
}

/// The real header, which also says who is here.
private struct WatchedHeader: HeaderBar {
    var header: HeaderLine
    var user: UserContext?

    mutating func update(_ message: any Message, _ context: Context) {
        if let change = message as? UserContextChanged { user = change.user }
        header.update(message, context)
    }

    func render(into surface: inout Surface, in area: Rect, at place: String, _ context: Context) {
        header.render(into: &surface, in: area, at: place, context)
    }

    func nextTick(after now: Date) -> Date? { header.nextTick(after: now) }
}

extension Sequence {
    fileprivate func firstNonNil<Value>(_ transform: (Element) throws -> Value?) rethrows -> Value? {
        for element in self {
            if let value = try transform(element) { return value }
        }
        return nil
    }
}
