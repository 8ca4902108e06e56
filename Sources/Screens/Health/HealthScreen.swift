import Foundation
import Presentation
import Shop
import Terminal

/// What `igniflo health` says, in words, with what to do.
struct HealthScreen: Screen {
    let title = "Health"
    private var user: UserContext
    private var report: HealthService.Report?
    private var list = ListState()

    init(user: UserContext) { self.user = user }

    private enum Intent: Message {
        case check(full: Bool)
        case wheel(Int)
        case checked(HealthService.Report)
    }

    func bindings(_ context: Context) -> [Binding] {
        [
            Binding(Key("r"), label: "check again", help: "Look again, quickly", message: Intent.check(full: false)),
            Binding(
                Key("f"), label: "full check", help: "Read the whole file, which takes a while",
                message: Intent.check(full: true)),
        ] + AdminSection.bindings(from: .health, user)
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        switch event {
        case .key(let key): _ = list.handle(key, count: rows(context).count, page: page(context))
        case .message(let message):
            switch message {
            case is ScreenOpened, ShopNews.live, ShopNews.unwritable, ShopNews.writable: return check(full: false)
            case let news as ShopNews: return user.watch(news)
            case Intent.check(let full): return check(full: full)
            case Intent.wheel(let rows): list.move(by: rows, count: self.rows(context).count)
            case Intent.checked(let report): self.report = report
            default: break
            }
        case .paste, .tick: break
        }
        list.clamp(count: rows(context).count, page: page(context))
        return []
    }

    private func check(full: Bool) -> [Effect] {
        user.ask("check", answer: Intent.checked) { services, _ in await services.health.check(full: full) }
    }

    // MARK: drawing

    private func page(_ context: Context) -> Int { max(1, SectionBar.rest(of: Rect(context.size)).height - 2) }

    private static func labelWidth(_ width: Int) -> Int { width < 60 ? 12 : 20 }

    /// Each fact with as many rows as its text needs: what to do stands at its end.
    private func rows(_ context: Context) -> [HealthLine] {
        guard let report else { return [] }
        // Without the frame, the air beside it, and the scroll bar.
        let width = context.size.width - 6
        return report.lines.flatMap { line in
            TextWidth.wrapped(line.text, width: width - Self.labelWidth(width)).enumerated().map { row, text in
                HealthLine(row == 0 ? line.label : "", text, line.verdict)
            }
        }
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let area = SectionBar(here: .health, user: user).render(into: &surface, in: area)
        let inside = Panel(title, isFocused: true).render(into: &surface, in: area, context.glyphs)
        let rows = rows(context)
        ListView(count: rows.count, state: list, isFocused: false, placeholder: "Looking…").render(
            into: &surface, in: inside, context.glyphs, wheel: { Intent.wheel($0) }
        ) { index, surface, row in
            let labelWidth = Self.labelWidth(inside.width)
            let label = TextWidth.truncated(rows[index].label, to: labelWidth - 1, ellipsis: context.glyphs.ellipsis)
            surface.write(label, x: row.x, y: row.y, .dim)
            let style: Style = index == 0 && report?.isHealthy == true ? .success : rows[index].verdict.style
            surface.write(rows[index].text, x: row.x + labelWidth, y: row.y, style)
        }
    }
}

extension HealthFact.Verdict {
    fileprivate var style: Style {
        switch self {
        case .ok: .normal
        case .attention: .warning
        case .wrong: .error
        }
    }
}
