import Presentation
import Shop
import Terminal

/// The shop's settings, each with what it means; Enter changes one.
struct SettingsScreen: Screen {
    private enum Intent: Message {
        case edit, choose(Int), wheel(Int)
        case set(SettingKey, String)
        case read([Row])
        case saved(SettingKey, Result<ShopSettings, ShopError>)
    }

    private struct Row: Sendable {
        var key: SettingKey
        var value: String
    }

    let title = "Settings"
    private var user: UserContext
    private var rows: [Row] = []
    private var list = ListState()

    init(user: UserContext) { self.user = user }

    func bindings(_ context: Context) -> [Binding] {
        [
            .described("arrows j k", help: "Choose a setting"),
            Binding(
                .enter, Key("e"), .space, label: "change", help: "Change the chosen setting",
                unavailable: refusal, message: Intent.edit),
        ] + AdminSection.bindings(from: .settings, user)
    }

    /// Why the chosen setting cannot be changed here.
    private var refusal: String? {
        guard rows.indices.contains(list.selected) else { return "the settings are being read" }
        return rows[list.selected].key.refusal(at: user.files)
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        switch event {
        case .key(let key): _ = list.handle(key, count: rows.count, page: page(context))
        case .message(let message):
            switch message {
            case is ScreenOpened, ShopNews.live: return load()
            case let news as ShopNews:
                if case .settings(let settings) = news { show(settings) }
                return user.watch(news)
            case let intent as Intent: return handle(intent)
            default: break
            }
        case .paste, .tick: break
        }
        list.clamp(count: rows.count, page: page(context))
        return []
    }

    private mutating func handle(_ intent: Intent) -> [Effect] {
        switch intent {
        case .choose(let row):
            guard row != list.selected else { return edit() }
            list.selected = row
        case .wheel(let rows): list.move(by: rows, count: self.rows.count)
        case .edit: return edit()
        case .set(let key, let value): return save(key, value)
        case .read(let rows): self.rows = rows
        case .saved(let key, .success(let settings)):
            return [.broadcast(ShopNews.settings(settings)), .toast(key.changedText, .success)]
        case .saved(let key, .failure(.invalid(let problems))):
            return [.toast("\(key.text): \(problems.values.map(\.text).joined(separator: " "))", .error)]
        case .saved(_, .failure(let error)): return user.failed(error)
        }
        return []
    }

    private mutating func show(_ settings: ShopSettings) {
        rows = SettingKey.allCases.map { Row(key: $0, value: $0.value(in: settings)) }
    }

    private func load() -> [Effect] {
        user.ask("read", answer: Intent.read) { services, session in
            try await services.settings.values(by: session).map { Row(key: $0.key, value: $0.value) }
        }
    }

    private func edit() -> [Effect] {
        guard rows.indices.contains(list.selected) else { return [] }
        if let refusal { return [.toast(refusal)] }
        let row = rows[list.selected]
        if case .toggle = row.key.kind { return save(row.key, row.value == "yes" ? "no" : "yes") }
        if let choices = row.key.choices(among: user.services.environment.printers) {
            let others = choices.filter { $0 != row.value }
            return [
                .push(
                    DialogScreen(
                        title: row.key.text, lines: ["It is \(row.value.isEmpty ? "none" : row.value) now."],
                        choices: others.map { choice in
                            .init(choice.isEmpty ? "none" : choice) { _ in Intent.set(row.key, choice) }
                        }))
            ]
        }
        let dialog = DialogScreen(
            title: row.key.text, lines: [row.key.hint],
            choices: [.init("Save") { Intent.set(row.key, Self.lines(of: $0)) }],
            input: TextFieldState(Self.onOneLine(row.value), limit: 250),
            check: { [settings = user.settings] in row.key.problem(with: Self.lines(of: $0), in: settings) })
        return [.push(dialog)]
    }

    /// A field is one line: a bar stands for a line break.
    static func onOneLine(_ text: String) -> String { text.replacing("\n", with: " | ") }

    static func lines(of text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false)
            .map { TextRule.trimmed(String($0)) }.joined(separator: "\n")
    }

    private func save(_ key: SettingKey, _ value: String) -> [Effect] {
        user.ask("save", result: { Intent.saved(key, $0) }) { try await $0.settings.edit([key: value], by: $1) }
    }

    // MARK: drawing

    private static let labelWidth = 54

    private func page(_ context: Context) -> Int { max(1, SectionBar.rest(of: Rect(context.size)).height - 2) }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let area = SectionBar(here: .settings, user: user).render(into: &surface, in: area)
        let inside = Panel(title, isFocused: true).render(into: &surface, in: area, context.glyphs)
        ListView(count: rows.count, state: list, isFocused: true, placeholder: "Reading…").render(
            into: &surface, in: inside, context.glyphs, click: { Intent.choose($0) }, wheel: { Intent.wheel($0) }
        ) { index, surface, row in
            let ellipsis = context.glyphs.ellipsis
            let isEmpty = rows[index].value.isEmpty
            let whole = isEmpty ? "none" : Self.onOneLine(rows[index].value)
            // Where both have no room the value stands at the end, so that more of the words can be read.
            let isNarrow = row.width < 60
            let value = TextWidth.truncated(
                whole, to: isNarrow ? row.width / 2 : row.width - Self.labelWidth, ellipsis: ellipsis)
            let start = isNarrow ? row.width - 1 - TextWidth.of(value) : Self.labelWidth
            let label = TextWidth.truncated(rows[index].key.text, to: start - 1, ellipsis: ellipsis)
            surface.write(label, x: row.x, y: row.y)
            surface.write(value, x: row.x + start, y: row.y, isEmpty ? .dim : .accent)
        }
    }
}

extension SettingKey {
    /// What may be typed.
    var hint: String {
        switch kind {
        case .text(let length): length.lowerBound > 0 ? "One line." : "One line, or nothing."
        case .lines(let most, _): "Up to \(most) lines; a bar | begins the next."
        case .number(let range): "A number from \(range.lowerBound) to \(range.upperBound)."
        case .path: "A path from the root, such as /dev/usb/lp0, or nothing."
        case .program: "One of the printers that this machine allows, or nothing."
        case .choice(let choices): choices.joined(separator: ", ")
        case .currency: "A code of three letters, such as EUR, until the first product has a price."
        case .toggle: "yes or no"
        }
    }

    /// What is wrong with what was typed, in words.
    fileprivate func problem(with typed: String, in settings: ShopSettings) -> String? {
        var settings = settings
        do throws(FieldError) {
            try set(typed, in: &settings)
            return nil
        } catch {
            return error.text
        }
    }
}
