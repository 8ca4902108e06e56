import Foundation
import Presentation
import Shop
import Terminal

/// The line above all screens: the shop and where you are, who you are, whether the picture is live, the time.
struct HeaderLine: HeaderBar {
    private enum Freshness {
        case live
        case behind(since: Date)
        case unreachable
    }

    private var user: UserContext?
    private var settings: ShopSettings?
    private var freshness = Freshness.live
    /// The disk takes no more.
    private var isDiskFull = false

    /// Whether the picture is live is shown though nobody is signed in.
    private let isWatched: Bool

    init(settings: ShopSettings?, isWatched: Bool = false) {
        self.settings = settings
        self.isWatched = isWatched
    }

    mutating func update(_ message: any Message, _ context: Context) {
        switch message {
        case let change as UserContextChanged:
            user = change.user
            settings = change.settings
            freshness = .live
            // The next person is told again; who is signed in may have been told already.
            if user == nil { isDiskFull = false }
        case ShopNews.live, ShopNews.events: freshness = .live
        case ShopNews.settings(let settings): self.settings = settings
        case ShopNews.unreachable(let fault) where fault.lasts: freshness = .unreachable
        case ShopNews.unreachable:
            // The feed reports a silence when it has lasted for two seconds.
            if case .live = freshness { freshness = .behind(since: context.now.addingTimeInterval(-2)) }
        case ShopNews.unwritable: isDiskFull = true
        case ShopNews.writable: isDiskFull = false
        default: break
        }
    }

    /// At the next second while the picture grows old, else at the next minute of the clock.
    func nextTick(after now: Date) -> Date? {
        let step: TimeInterval = if case .behind = freshness { 1 } else { 60 }
        let passed = now.timeIntervalSinceReferenceDate.truncatingRemainder(dividingBy: step)
        return now.addingTimeInterval(step - passed)
    }

    func render(into surface: inout Surface, in area: Rect, at place: String, _ context: Context) {
        surface.fill(area, Style(.normal, on: .bar))
        let glyphs = context.glyphs
        var right = area.maxX - 1
        let parts = parts(context, width: area.width)
        for (text, role) in parts.reversed() {
            let width = TextWidth.of(text)
            // The left half is for where you are.
            guard right - width > area.x + area.width / 2 else { break }
            right -= width
            surface.write(text, x: right, y: area.y, Style(role, on: .bar))
            right -= 3
        }
        var x = area.x + 1
        if settings?.isDemo == true {
            x += surface.write(" DEMO ", x: x, y: area.y, Style(.banner, on: .banner)) + 1
        }
        let name = (settings?.name ?? "Igniflo") + " " + glyphs.dot + " "
        let room = max(0, right - x)
        // Where you are says more than whose shop it is.
        let whole = TextWidth.of(name + place) <= room ? name + place : place
        let text = TextWidth.truncated(whole, to: room, ellipsis: glyphs.ellipsis)
        surface.write(text, x: x, y: area.y, Style(.title, on: .bar))
    }

    private func parts(_ context: Context, width: Int) -> [(String, Style.Role)] {
        guard let settings else { return [] }
        var parts: [(String, Style.Role)] = []
        if let user = user?.session?.user {
            let name = TextWidth.truncated(user.name, to: 24, ellipsis: context.glyphs.ellipsis)
            parts.append(("\(name) \(context.glyphs.dot) \(user.role.text)", .normal))
        }
        if user != nil || isWatched, !(isLive && isDiskFull) { parts.append(freshness(context)) }
        if isDiskFull { parts.append((context.glyphs.cross + " disk full", .error)) }
        if isLive && !isDiskFull || width >= 60 { parts.append((settings.clock(context.now), .normal)) }
        return parts
    }

    private var isLive: Bool { if case .live = freshness { true } else { false } }

    private func freshness(_ context: Context) -> (String, Style.Role) {
        switch freshness {
        case .live: (context.glyphs.disc + " live", .success)
        case .behind(let since):
            ("\(context.glyphs.dottedCircle) \(max(2, Int(context.now.timeIntervalSince(since)))) s behind", .warning)
        case .unreachable: (context.glyphs.cross + " not reachable", .error)
        }
    }
}
