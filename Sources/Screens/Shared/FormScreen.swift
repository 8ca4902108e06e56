import Presentation
import Shop
import Terminal

/// A screen that is a form. What all forms share is here: the keys, checking a field that was left, asking the shop once at
/// a time, and what becomes of its no. A form itself says which fields it has, what its buttons ask, and what an answer
/// comes to.
protocol FormScreen: Screen {
    associatedtype Field: Hashable & Sendable
    /// What the shop says when it agrees.
    associatedtype Answer: Sendable

    var card: FormCard<Field> { get set }

    /// Keys besides those of every form.
    var moreBindings: [Binding] { get }

    /// What is wrong with what is typed in a field, in words; nil when it is right.
    func problem(with field: Field) -> String?

    /// A button was chosen that is not the way back: 0 is the main one.
    mutating func choose(_ button: Int, _ context: Context) -> [Effect]

    mutating func answered(_ answer: Answer, _ context: Context) -> [Effect]

    /// The shop said no, and the fields that it is about are marked.
    mutating func refused(_ error: ShopError, _ context: Context) -> [Effect]

    /// The fields that an error is about, and what to say beside each.
    func marks(for error: ShopError) -> [Field: String]

    /// A message that is none of a form's own.
    mutating func handle(_ message: any Message, _ context: Context) -> [Effect]

    /// What Esc does, and the button beside it.
    func goBack() -> [Effect]
}

/// What every form is told.
enum FormEvent<Answer: Sendable>: Message {
    case back
    case answered(Result<Answer, ShopError>)
}

extension FormScreen {
    var title: String { card.title }
    var isTyping: Bool { card.form.isTyping }
    var moreBindings: [Binding] { [] }

    func bindings(_ context: Context) -> [Binding] {
        card.form.bindings(aim: card.aim) + moreBindings + [
            Binding(.escape, label: card.back.label, help: card.back.help, message: FormEvent<Answer>.back)
        ]
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] { takeEvent(event, context) }

    /// What ``update(_:_:)`` does, for a form that does something besides.
    mutating func takeEvent(_ event: Event, _ context: Context) -> [Effect] {
        if let outcome = card.form.take(event) { return act(on: outcome, context) }
        guard case .message(let message) = event else { return [] }
        guard let own = message as? FormEvent<Answer> else { return handle(message, context) }
        switch own {
        case .back: return goBack()
        case .answered(let result):
            card.endAsking()
            switch result {
            case .success(let answer):
                card.form.show([:])
                return answered(answer, context)
            case .failure(let error):
                card.refuse(error, marks: marks(for: error))
                return refused(error, context)
            }
        }
    }

    private mutating func act(on outcome: FormState<Field>.Outcome, _ context: Context) -> [Effect] {
        switch outcome {
        case .none: return []
        case .left(let field):
            check(field)
            return []
        case .chosen(let button):
            if card.isBack(button) { return goBack() }
            return card.isBusy ? [] : choose(button, context)
        }
    }

    mutating func refused(_ error: ShopError, _ context: Context) -> [Effect] { [] }
    mutating func handle(_ message: any Message, _ context: Context) -> [Effect] { [] }
    func goBack() -> [Effect] { [.close()] }

    // MARK: fields

    /// Checks the field that was left; an empty one is not complained about before the form is sent.
    private mutating func check(_ field: Field) {
        guard !card[field].isEmpty else { return }
        card.form.setError(problem(with: field), of: field)
    }

    // MARK: the shop

    /// Asks what nobody has to be signed in for. What was typed stays.
    mutating func ask(
        saying text: String = "One moment…", _ question: @escaping @Sendable () async throws -> Answer
    ) -> [Effect] {
        guard !card.isBusy else { return [] }
        card.beginAsking(text)
        return [.ask("form", result: FormEvent.answered, question)]
    }

    /// Asks as whoever is signed in. What was typed stays.
    mutating func ask(
        as user: UserContext, saying text: String = "One moment…",
        _ question: @escaping @Sendable (ShopServices, Session) async throws -> Answer
    ) -> [Effect] {
        guard !card.isBusy, user.session != nil else { return [] }
        card.beginAsking(text)
        return user.ask("form", result: FormEvent.answered, question)
    }

    // MARK: drawing

    func dialogSize(in area: Size) -> Size? { card.place == .dialog ? card.size(in: area) : nil }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        card.render(into: &surface, in: area, context.glyphs)
    }
}

extension FormScreen where Field == FieldName {
    func problem(with field: FieldName) -> String? { field.problem(with: card[field]) }

    func marks(for error: ShopError) -> [FieldName: String] {
        if case .invalid(let problems) = error { problems.mapValues(\.text) } else { [:] }
    }
}
