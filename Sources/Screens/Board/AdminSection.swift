import Presentation
import Shop
import Terminal

/// The parts of the admin's side, each a screen of its own, one capital letter away.
enum AdminSection: CaseIterable, Sendable {
    case board, table, products, people, insights, log, settings, health

    var key: Character {
        switch self {
        case .board: "B"
        case .table: "T"
        case .products: "P"
        case .people: "U"
        case .insights: "I"
        case .log: "L"
        case .settings: "S"
        case .health: "H"
        }
    }

    var title: String {
        switch self {
        case .board: "Board"
        case .table: "Orders"
        case .products: "Products"
        case .people: "People"
        case .insights: "Insights"
        case .log: "Log"
        case .settings: "Settings"
        case .health: "Health"
        }
    }

    func screen(_ user: UserContext) -> any Screen {
        switch self {
        case .board: AdminDashboard(user: user)
        case .table: TableScreen(user: user)
        case .products: ProductsScreen(user: user)
        case .people: PeopleScreen(user: user)
        case .insights: InsightsScreen(user: user)
        case .log: LogScreen(user: user)
        case .settings: SettingsScreen(user: user)
        case .health: HealthScreen(user: user)
        }
    }

    /// The ways to the other parts, to one's own account, and out.
    static func bindings(from here: AdminSection, _ user: UserContext) -> [Binding] {
        let others = allCases.filter { $0 != here }.map { section in
            Binding(
                Key(section.key), label: section.title.lowercased(), help: "Go to: \(section.title)",
                isInFooter: false, message: GlobalAction(.restart(section.screen(user))))
        }
        return others + user.accountBindings() + [
            Binding(Key("q"), label: "leave", help: "Leave the program", message: GlobalAction(all: user.leave()))
        ]
    }
}

extension UserContext {
    /// One's own account, and the way back to the sign-in.
    ///
    /// - Parameter cart: what the shop may not have yet; it is kept before the session ends.
    func accountBindings(keeping cart: Cart? = nil) -> [Binding] {
        [
            Binding(
                Key("A"), label: "account", help: "Your name, email, password and sessions", isInFooter: false,
                message: GlobalAction(.push(AccountScreen(user: self)))),
            Binding(
                Key("Q"), label: "sign out", help: "Sign out; someone else can sign in", isInFooter: false,
                message: GlobalAction(all: signOut(keeping: cart))),
        ]
    }
}
