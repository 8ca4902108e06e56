import Foundation
import Presentation
import Shop
import Terminal

/// The way out of a kiosk: an admin's email and password, throttled as every sign-in. It closes by itself.
struct KioskLeaveScreen: FormScreen {
    private static let patience: TimeInterval = 30

    var card: FormCard<FieldName>
    private let services: ShopServices
    private var closesAt: Date?

    init(services: ShopServices) {
        self.services = services
        card = FormCard(
            "Leave the kiosk", "An admin can close the kiosk.", place: .dialog, fields: [.email(), .password()],
            buttons: ["Leave"], aim: "leave", back: .init(help: "Back to the kiosk"))
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        switch event {
        case .tick:
            guard let closesAt, context.now >= closesAt, !card.isBusy else { return [] }
            return [.close()]
        // What happens in the shop keeps nobody's half-typed password on the counter.
        case .message(let news) where news is ShopNews: return []
        default:
            closesAt = context.now.addingTimeInterval(Self.patience)
            return takeEvent(event, context)
        }
    }

    /// Only the shop knows whether these are right.
    func problem(with field: FieldName) -> String? { nil }

    mutating func choose(_ button: Int, _ context: Context) -> [Effect] {
        guard card.form.require(.email, .password) else { return [] }
        let (email, password) = (card[.email], card[.password])
        return ask { [services] in
            let session = try await services.accounts.signIn(email: email, password: password).session
            try await services.accounts.signOut(session)
            return session.role == .admin
        }
    }

    mutating func answered(_ isAdmin: Bool, _ context: Context) -> [Effect] {
        guard !isAdmin else { return [.close(KioskScreen.Intent.left)] }
        card.say("Only an admin can close the kiosk.", .error)
        card.form.clearPassword()
        return []
    }

    mutating func refused(_ error: ShopError, _ context: Context) -> [Effect] {
        card.form.clearPassword()
        return []
    }

    func nextTick(after now: Date) -> Date? { closesAt.map { max($0, now.addingTimeInterval(0.05)) } }
}
