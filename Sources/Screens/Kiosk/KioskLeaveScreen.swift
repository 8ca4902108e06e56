import Foundation
import Presentation
import Shop
import Terminal

/// The way out of a kiosk: an admin's email and password, throttled as every sign-in. It closes by itself.
struct KioskLeaveScreen: Screen {
    private static let patience: TimeInterval = 30

    let title = "Leave the kiosk"
    private let services: ShopServices
    private var form: ShopForm
    private var sentence = "An admin can close the kiosk."
    private var isBusy = false
    private var closesAt: Date?

    init(services: ShopServices) {
        self.services = services
        form = ShopForm(
            fields: [
                .init(.email, "Email", TextFieldState(limit: AccountRules.emailLength.upperBound)),
                .init(
                    .password, "Password",
                    TextFieldState(kind: .masked, limit: AccountRules.passwordLength.upperBound)),
            ],
            buttons: ["Leave", "Back"])
    }

    private enum Intent: Message {
        case back
        case checked(Result<Bool, ShopError>)
    }

    var isTyping: Bool { form.isOnField }

    func bindings(_ context: Context) -> [Binding] {
        FormMessage.bindings(aim: "leave") + [
            Binding(.escape, label: "back", help: "Back to the kiosk", message: Intent.back)
        ]
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        if case .tick = event {
            guard let closesAt, context.now >= closesAt, !isBusy else { return [] }
            return [.close()]
        }
        switch event {
        // What happens in the shop keeps nobody's half-typed password on the counter.
        case .message(let news) where news is ShopNews: return []
        default: closesAt = context.now.addingTimeInterval(Self.patience)
        }
        if let outcome = form.take(event) {
            switch outcome {
            case .chosen(0): return check()
            case .chosen: return [.close()]
            case .left, .none: return []
            }
        }
        guard case .message(let intent as Intent) = event else { return [] }
        switch intent {
        case .back: return [.close()]
        case .checked(.success(true)): return [.close(KioskScreen.Intent.left)]
        case .checked(.success(false)): refuse("Only an admin can close the kiosk.")
        case .checked(.failure(let error)): refuse(error.text)
        }
        return []
    }

    private mutating func refuse(_ text: String) {
        isBusy = false
        sentence = text
        form[.password] = ""
    }

    private mutating func check() -> [Effect] {
        guard !isBusy else { return [] }
        isBusy = true
        let (email, password) = (form[.email], form[.password])
        return [
            .ask("check") { [services] in
                let session = try await services.accounts.signIn(email: email, password: password).session
                try await services.accounts.signOut(session)
                return session.role == .admin
            } answer: {
                Intent.checked($0)
            }
        ]
    }

    func nextTick(after now: Date) -> Date? { closesAt.map { max($0, now.addingTimeInterval(0.05)) } }

    func dialogSize(in area: Size) -> Size? { card.size(in: area) }

    private var card: FormCard<FieldName> { FormCard(title: title, sentence: sentence, form: form, isBusy: isBusy) }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        card.render(into: &surface, in: area, context.glyphs)
    }
}
