import Foundation
import Presentation
import Shop
import Terminal

/// People: who they are, what they may do, and a way back in for whoever forgot their password.
struct PeopleScreen: Screen {
    enum Intent: Message {
        case choose(Int), wheel(Int)
        case create, askRole, askDisable, askReset
        case setRole(Role, User), setDisabled(Bool, User), reset(User)
        case people([User], of: PagedRows<User>.Read)
        case more([User], at: PagedRows<User>.Mark)
        case changed(User)
        case code(User, ResetCode)
    }

    let title = "People"
    private(set) var user: UserContext
    private(set) var people = PagedRows<User>()
    private var search = ListSearch("Find by name or email", clearHelp: "Show everyone again")

    init(user: UserContext) { self.user = user }

    var isTyping: Bool { search.isTyping }

    func bindings(_ context: Context) -> [Binding] {
        guard !search.isTyping else { return search.bindings() }
        let none = people.selected == nil ? "choose someone first" : nil
        let isDisabled = people.selected?.isDisabled == true
        return [
            .described("arrows j k", help: "Choose someone"),
            Binding(
                .enter, Key("r"), label: "role", help: "Change what they may do", unavailable: none,
                message: Intent.askRole),
            Binding(
                Key("d"), label: isDisabled ? "enable" : "disable",
                help: isDisabled ? "Let them sign in again" : "Keep them out; they are signed out everywhere",
                unavailable: none, message: Intent.askDisable),
            Binding(
                Key("p"), label: "reset password", help: "Make a one-time code for a new password",
                unavailable: none, message: Intent.askReset),
            Binding(Key("c"), label: "create", help: "A new account of any role", message: Intent.create),
        ] + search.bindings() + AdminSection.bindings(from: .people, user)
    }

    // MARK: update

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        if let outcome = search.take(event) { return outcome == .none ? [] : load() }
        switch event {
        case .key(let key):
            _ = people.handle(key, page: page(context))
            return loadMore()
        case .paste, .tick: return []
        case .message(let message):
            switch message {
            case is ScreenOpened, ShopNews.live: return load(people.again)
            case let news as ShopNews: return handle(news)
            case let intent as Intent: return handle(intent, context)
            default: return []
            }
        }
    }

    private mutating func handle(_ news: ShopNews) -> [Effect] {
        guard case .events(let events) = news else { return user.watch(news) }
        let isAboutPeople = events.contains { if case .user = $0.subject { true } else { false } }
        return (isAboutPeople ? load(people.again) : []) + user.watch(news)
    }

    private mutating func handle(_ intent: Intent, _ context: Context) -> [Effect] {
        switch intent {
        case .choose(let row): people.choose(row)
        case .wheel(let rows):
            people.move(by: rows, page: page(context))
            return loadMore()
        case .create: return [.push(NewUserForm(user: user))]
        case .askRole, .askDisable, .askReset: return people.selected.map { ask(intent, about: $0) } ?? []
        case .setRole, .setDisabled, .reset: return change(intent)
        case .people(let page, let read): people.take(page, of: read)
        case .more(let page, let mark): people.append(page, at: mark)
        case .changed(let user): return [.toast(user.standing, .success)]
        case .code(let user, let code): return [.push(codeDialog(code, for: user))]
        }
        return []
    }

    func change(_ intent: Intent) -> [Effect] {
        switch intent {
        case .setRole(let role, let person):
            user.ask("change", answer: Intent.changed) { try await $0.users.setRole(role, of: person.id, by: $1) }
        case .setDisabled(let isDisabled, let person):
            user.ask("change", answer: Intent.changed) {
                try await $0.users.setDisabled(isDisabled, person.id, by: $1)
            }
        case .reset(let person):
            user.ask("code", answer: { Intent.code(person, $0) }) {
                try await $0.users.startReset(of: person.id, by: $1)
            }
        default: []
        }
    }

    private func load(_ read: PagedRows<User>.Read = .first) -> [Effect] {
        user.ask("people", answer: { Intent.people($0, of: read) }) { [search] services, session in
            try await services.users.list(search: search.text, limit: read.limit, by: session)
        }
    }

    private func loadMore() -> [Effect] {
        guard let mark = people.wantsMore else { return [] }
        return user.ask("more", answer: { Intent.more($0, at: mark) }) { [search] services, session in
            try await services.users.list(
                search: search.text, after: mark.last, limit: PagedRows<User>.limit, by: session)
        }
    }

    // MARK: drawing

    private func page(_ context: Context) -> Int { max(1, SectionBar.rest(of: Rect(context.size)).height - 3) }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let area = SectionBar(here: .people, user: user).render(into: &surface, in: area)
        let count = people.total.map { " \($0)" } ?? ""
        let inside = Panel(title + count, isFocused: true).render(into: &surface, in: area, context.glyphs)
        SearchLine(search).render(into: &surface, in: inside.top(1), context.glyphs)
        let rows = people.rows ?? []
        let place = whole(of: inside.width).render(into: &surface, in: inside.droppingTop(1))
        ListView(
            count: rows.count, state: people.state, isFocused: !search.isTyping,
            placeholder: people.rows == nil ? "Reading…" : NothingText.nobodyFound
        ).render(
            into: &surface, in: place, context.glyphs, click: { Intent.choose($0) },
            wheel: { Intent.wheel($0) }
        ) { index, surface, row in render(rows[index], into: &surface, in: row, context.glyphs) }
    }

    private func render(_ person: User, into surface: inout Surface, in row: Rect, _ glyphs: Glyphs) {
        let style: Style = person.isDisabled ? .dim : .normal
        let (nameWidth, emailWidth) = Self.columns(row.width)
        let name = TextWidth.truncated(person.name, to: nameWidth - 1, ellipsis: glyphs.ellipsis)
        surface.write(name, x: row.x, y: row.y, person.id == user.session?.user.id ? .strong : style)
        let email = TextWidth.truncated(person.email, to: emailWidth - 1, ellipsis: glyphs.ellipsis)
        surface.write(email, x: row.x + nameWidth, y: row.y, style)
        let role = person.roleText
        let roleStyle: Style = person.isDisabled ? .error : person.role == .customer ? .dim : .accent
        surface.write(role, x: row.x + nameWidth + emailWidth, y: row.y, roleStyle)
    }

    private static let roleWidth = 9

    /// Near enough to each other for the eye to stay on the line.
    private static func columns(_ width: Int) -> (name: Int, email: Int) {
        let name = min(30, width / 3)
        return (name, min(44, width - name - roleWidth))
    }

    private func whole(of width: Int) -> WholeRow {
        guard let person = people.selected else { return WholeRow(text: "", isInSight: true) }
        let columns = Self.columns(width - ListView.margin(width))
        let fits = TextWidth.of(person.name) < columns.name && TextWidth.of(person.email) < columns.email
        return WholeRow(text: "\(person.name)  \(person.email)", isInSight: fits)
    }
}
