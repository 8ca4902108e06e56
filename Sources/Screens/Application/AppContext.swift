import Presentation
import Shop
import Terminal

/// State of the open shop that does not depend on who is signed in.
struct AppContext: Sendable {
    let services: ShopServices
    private(set) var settings: ShopSettings
    /// The accounts of the demo; empty in a real shop.
    let demoAccounts: [DemoShop.Account]
    let kitchenLanes: [OrderStatus]?
    let backups: BackupSchedule?
    let feed: LiveFeed
    /// The columns of the table of orders, as they were chosen at this terminal.
    private(set) var tableColumns = Set(TableColumn.allCases)

    init(_ shop: OpenShop, feed: LiveFeed) {
        services = shop.services
        settings = shop.settings
        demoAccounts = shop.demoAccounts
        kitchenLanes = shop.kitchenLanes
        backups = shop.backups
        self.feed = feed
    }

    func continued(with settings: ShopSettings) -> AppContext {
        var changed = self
        changed.settings = settings
        return changed
    }

    func showing(_ columns: Set<TableColumn>) -> AppContext {
        var changed = self
        changed.tableColumns = columns
        return changed
    }

    /// Follows the shop while nobody is signed in: what hinders everyone is also told to the next person.
    func watch() async { await feed.follow(services, as: nil) }

    /// From here on follows the shop as `session`: nothing that is committed is missed.
    func userContext(for session: Session?) async -> UserContext {
        await feed.follow(services, as: session)
        let settings = try? await services.setUp.settings()
        return UserContext(app: continued(with: settings ?? self.settings), session: session)
    }

    /// The way in, with a sentence that says why someone is back here.
    ///
    /// - Parameter cart: what they have chosen without an account; it comes along.
    func signIn(_ sentence: String? = nil, bringing cart: Cart? = nil) -> [Effect] {
        [
            .run("feed") { [self] in
                await watch()
                return NoMessage()
            },
            .broadcast(UserContextChanged(user: nil, settings: settings)),
            .restart(SignInScreen(app: self, cart: cart, sentence: sentence)),
        ]
    }
}

/// One person's use of the shop at this terminal: who is here, and the way to ask the shop as them.
struct UserContext: Sendable {
    private(set) var app: AppContext
    /// Nil for someone who only looks.
    let session: Session?

    /// The same person, after they have changed their account.
    func continued(as session: Session) -> UserContext { UserContext(app: app, session: session) }

    /// The same person with other columns in the table of orders.
    func showing(_ columns: Set<TableColumn>) -> UserContext {
        UserContext(app: app.showing(columns), session: session)
    }

    var services: ShopServices { app.services }
    var settings: ShopSettings { app.settings }
    var money: MoneyFormat { settings.money }
    /// Which files people at this terminal may name.
    var files: FileAccess { services.environment.files }
    /// The business day that the shop's clock shows.
    var today: BusinessDay { BusinessDay(services.environment.now(), in: settings.timeZone) }

    /// Opens the dashboard of the role.
    ///
    /// - Parameter cart: what someone who only looked has chosen so far.
    func begin(bringing cart: Cart? = nil) -> [Effect] {
        let dashboard: any Screen
        switch session?.role {
        case .admin: dashboard = AdminDashboard(user: self)
        case .customer, nil: dashboard = CustomerDashboard(user: self, brought: cart)
        case .kiosk:
            return [end()].compactMap(\.self)
                + app.signIn(Self.kioskText)
        }
        return [.broadcast(UserContextChanged(user: self, settings: settings)), .restart(dashboard)]
    }

    static let kioskText = "This account is a counter terminal's, for `igniflo kiosk`."

    /// What a screen does about an error that it has no place for: a session that has ended goes back to the sign-in, and
    /// everything else is told in words.
    func failed(_ error: ShopError) -> [Effect] {
        isEnded(by: error) ? ended(error.text) : [.toast(error.text, .error)]
    }

    /// Whether the session does not hold any more when the shop says this.
    func isEnded(by error: ShopError) -> Bool {
        switch error {
        case .sessionEnded, .notSignedIn: true
        case .notAllowed: session?.role != .customer
        default: false
        }
    }

    /// The shop's settings as they are by now.
    mutating func take(_ settings: ShopSettings) { app = app.continued(with: settings) }

    /// What every screen does about news: changed settings count at once, a session that does not hold any more
    /// ends with a sentence, and the shop's people are told of a receipt that a counter could not print.
    mutating func watch(_ news: ShopNews) -> [Effect] {
        if case .settings(let settings) = news { take(settings) }
        guard case .events(let events) = news else { return [] }
        let unprinted =
            session?.role == .admin ? events.compactMap(\.unprintedText).map { Effect.toast($0, .error) } : []
        let told = unprinted.isEmpty || !settings.bell ? unprinted : unprinted + [.bell]
        guard concerns(events) else { return told }
        return told + [
            .run("watch") { [self] in
                guard let text = await whyEnded() else { return NoMessage() }
                return GlobalAction(all: ended(text))
            }
        ]
    }

    /// Whether any of it is about one's own account.
    func concerns(_ events: [ShopEvent]) -> Bool {
        session.map { session in events.contains { $0.subject == .user(session.user.id) } } ?? false
    }

    /// Why the session does not hold any more, in a sentence; nil while it does, or where nobody can say.
    func whyEnded() async -> String? {
        guard let session else { return nil }
        do {
            let now = try await services.accounts.refresh(session)
            return now.role == session.role ? nil : "You are no \(session.role.text) of this shop any more."
        } catch ShopError.sessionEnded {
            return ShopError.sessionEnded.text
        } catch {
            return nil
        }
    }

    /// The way out of a session that does not hold any more. A kiosk has no sign-in of its own: it is opened anew.
    func ended(_ why: String?) -> [Effect] {
        session?.role == .kiosk ? [.quit(Int32(KioskExit.signedOut))] : app.signIn(why)
    }

    /// Ends the session, here and in the shop.
    ///
    /// - Parameter cart: what the shop may not have yet; it is kept before the session ends.
    func signOut(keeping cart: Cart? = nil) -> [Effect] { [end(keeping: cart)].compactMap(\.self) + ended(nil) }

    /// Leaves the program; the session ends with it.
    func leave(keeping cart: Cart? = nil) -> [Effect] { [end(keeping: cart), .quit()].compactMap(\.self) }

    private func end(keeping cart: Cart? = nil) -> Effect? {
        guard let session else { return nil }
        return .run("signOut") { [services] in
            if let cart { try? await services.carts.save(cart, by: session) }
            try? await services.accounts.signOut(session)
            return NoMessage()
        }
    }
}

/// Who is here has changed: the header shows it.
struct UserContextChanged: Message {
    let user: UserContext?
    let settings: ShopSettings
}

/// An answer that nobody needs.
struct NoMessage: Message {}
