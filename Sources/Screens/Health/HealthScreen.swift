import Foundation
import Shop
import Terminal

/// What `igniflo health` says, in words, with what to do.
struct HealthScreen: Screen {
    let title = "Health"
    private var visit: UserContext
    private var report: HealthService.Report?
    private var isFull = false
    private var list = ListState()

    init(visit: UserContext) { self.visit = visit }

    private enum Intent: Message {
        case check(full: Bool)
        case wheel(Int)
        case checked(full: Bool, HealthService.Report)
    }

    func bindings(_ context: Context) -> [Binding] {
        [
            Binding(Key("r"), label: "check again", help: "Look again, quickly", message: Intent.check(full: false)),
            Binding(
                Key("f"), label: "full check", help: "Read the whole file, which takes a while",
                message: Intent.check(full: true)),
        ] + AdminSection.bindings(from: .health, visit)
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        switch event {
        case .key(let key): _ = list.handle(key, count: rows(context).count, page: page(context))
        case .message(let message):
            switch message {
            case is ScreenOpened, ShopNews.live, ShopNews.unwritable, ShopNews.writable: return check(full: false)
            case let news as ShopNews: return visit.watch(news)
            case Intent.check(let full): return check(full: full)
            case Intent.wheel(let rows): list.move(by: rows, count: self.rows(context).count)
            case Intent.checked(let full, let report):
                self.report = report
                isFull = full
            default: break
            }
        case .paste, .tick: break
        }
        list.settle(count: rows(context).count, page: page(context))
        return []
    }

    private func check(full: Bool) -> [Effect] {
        [.run("check") { [visit] in Intent.checked(full: full, await visit.services.health.check(full: full)) }]
    }

    // MARK: drawing

    private func page(_ context: Context) -> Int { max(1, SectionBar.rest(of: Rect(context.size)).height - 2) }

    private static func labelWidth(_ width: Int) -> Int { width < 60 ? 12 : 20 }

    /// Each fact with as many rows as its text needs: what to do stands at its end.
    private func rows(_ context: Context) -> [HealthFact] {
        guard let report else { return [] }
        // Without the frame, the air beside it, and the scroll bar.
        let width = context.size.width - 6
        return HealthFact.all(report, isFull: isFull, visit.settings).flatMap { fact in
            TextWidth.wrapped(fact.text, width: width - Self.labelWidth(width)).enumerated().map { row, text in
                HealthFact(label: row == 0 ? fact.label : "", text: text, style: fact.style)
            }
        }
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let area = SectionBar(here: .health, visit: visit).render(into: &surface, in: area)
        let inside = Panel(title, isFocused: true).render(into: &surface, in: area, context.glyphs)
        let rows = rows(context)
        ListView(count: rows.count, state: list, isFocused: false, placeholder: "Looking…").render(
            into: &surface, in: inside, context.glyphs, wheel: { Intent.wheel($0) }
        ) { index, surface, row in
            let labelWidth = Self.labelWidth(inside.width)
            let label = TextWidth.truncated(rows[index].label, to: labelWidth - 1, ellipsis: context.glyphs.ellipsis)
            surface.write(label, x: row.x, y: row.y, .dim)
            surface.write(rows[index].text, x: row.x + labelWidth, y: row.y, rows[index].style)
        }
    }
}

/// One line of a health report.
struct HealthFact {
    var label: String
    var text: String
    var style: Style = .normal

    static func all(_ report: HealthService.Report, isFull: Bool, _ settings: ShopSettings) -> [HealthFact] {
        func moment(_ date: Date) -> String {
            "\(BusinessDay(date, in: settings.timeZone)) \(settings.clock(date))"
        }
        let store = report.store
        let event = store.lastEventAt.map { ", \(moment($0))" } ?? ""
        let well = isFull ? "All is well; everything was read." : "The shop takes orders."
        let verdict =
            report.isHealthy
            ? [HealthFact(label: "Orders", text: well, style: .success)]
            : report.problems.map { HealthFact(label: "Wrong", text: $0, style: .error) }
        let warnings = report.warnings.map { HealthFact(label: "Warning", text: $0, style: .warning) }
        return verdict + warnings + [
            HealthFact(label: "File", text: store.path),
            HealthFact(label: "Engine", text: "\(store.engine), schema \(store.schemaVersion)"),
            HealthFact(label: "Size", text: megabytes(store.fileBytes)),
            HealthFact(
                label: "Log",
                text: "\(megabytes(store.logBytes)), \(megabytes(store.logBehindBytes)) of it not in the file yet"),
            HealthFact(label: "Free", text: megabytes(store.freeBytes)),
            HealthFact(label: "Last event", text: "\(store.lastEvent)\(event)"),
            HealthFact(label: "This screen", text: behind(store.feed)),
            HealthFact(
                label: "Last backup", text: store.lastBackup.map { "\(moment($0.at)), \($0.path)" } ?? "none yet"),
        ]
            + (store.lastUpgrade.map { upgrade in
                [
                    HealthFact(
                        label: "Upgraded",
                        text: "\(moment(upgrade.at)), from schema \(upgrade.from); as it was: \(upgrade.path)")
                ]
            } ?? [])
            + store.settings.map {
                HealthFact(label: $0.name, text: $0.value, style: $0.isAsNeeded ? .dim : .error)
            }
    }

    private static func behind(_ lag: StoreHealth.FeedLag?) -> String {
        guard let lag else { return "not live" }
        let parts = [
            lag.events > 0 ? "\(lag.events) \(lag.events == 1 ? "event" : "events")" : nil,
            lag.seconds > 0 ? "\(lag.seconds) s" : nil,
        ].compactMap(\.self)
        return parts.isEmpty ? "up to date" : parts.joined(separator: " and ") + " behind"
    }

    private static func megabytes(_ bytes: Int64) -> String {
        bytes < 10 << 20 ? "\(bytes >> 10) KiB" : "\(bytes >> 20) MiB"
    }
}
