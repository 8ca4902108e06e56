import Presentation
import Shop
import Terminal

/// A form as it is shown: a frame in the middle of the screen, a sentence, fields and buttons. It remembers what was typed,
/// what is said above the fields, and whether the shop is being asked.
struct FormCard<Field: Hashable & Sendable> {
    /// The way out: Esc, and the last button where it has a name.
    struct Back {
        var button: String? = "Back"
        var label = "back"
        /// What Esc does, in a sentence.
        var help: String
    }

    /// Where a form stands.
    enum Place {
        /// On a screen of its own: what is said takes the place of the sentence.
        case screen
        /// In front of a list: the sentence says what one has to know, and stays while the marked fields say what is wrong.
        case dialog
    }

    var title: String
    var sentence: String
    var form: FormState<Field>
    /// What Enter comes to in the end: “register”, say.
    let aim: String
    let back: Back
    let place: Place
    /// The style of the sentence.
    var sentenceStyle: Style = .dim
    var width = 66
    /// Rows under the form that the screen draws.
    var extraRows = 0
    private(set) var isBusy = false
    /// Whether the buttons rest though the shop is not being asked.
    var isHeld = false
    /// What was said last, instead of the sentence.
    private var notice: (text: String, style: Style)?

    init(
        _ title: String, _ sentence: String = "", place: Place = .screen, fields: [FormState<Field>.Field],
        buttons: [String], aim: String, back: Back
    ) {
        self.title = title
        self.sentence = sentence
        self.place = place
        self.aim = aim
        self.back = back
        form = FormState(fields: fields, buttons: buttons + [back.button].compactMap(\.self))
    }

    /// What was typed into the field.
    subscript(field: Field) -> String {
        get { form[field] }
        set { form[field] = newValue }
    }

    func isBack(_ button: Int) -> Bool { back.button != nil && button == form.buttons.count - 1 }

    // MARK: what is said

    /// Says this above the fields.
    mutating func say(_ text: String, _ style: Style) { notice = (text, style) }

    /// The shop is being asked: until it answers, no button but the way back does anything.
    mutating func beginAsking(_ text: String) {
        isBusy = true
        notice = place == .dialog ? nil : (text, .dim)
    }

    mutating func endAsking() { isBusy = false }

    /// Marks the fields that are not right and goes to the first of them. What is about none of the form's fields is said
    /// above them.
    mutating func refuse(_ error: ShopError, marks: [Field: String]) {
        form.show(marks)
        let isMarked = !marks.isEmpty && marks.keys.allSatisfy { field in form.fields.contains { $0.id == field } }
        guard isMarked else { return say(error.text, .error) }
        notice = place == .dialog ? nil : ("Please look at the marked fields.", .error)
    }

    // MARK: drawing

    private func lines(_ width: Int) -> [String] {
        let text = notice?.text ?? sentence
        return text.isEmpty ? [] : TextWidth.wrapped(text, width: width)
    }

    func size(in area: Size) -> Size {
        let width = min(width, area.width)
        let above = lines(width - 6).count
        let wanted = Form<Field>.height(fields: form.fields.count) + above + (above > 0 ? 1 : 0) + extraRows + 4
        return Size(width: width, height: min(area.height, wanted))
    }

    /// - Returns: the area for the extra rows.
    @discardableResult
    func render(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) -> Rect {
        let card = area.centered(size(in: area.size))
        surface.fill(card)
        let isRoomy = card.height >= size(in: Size(width: card.width, height: .max)).height
        let inside = Panel(title, isFocused: true).render(into: &surface, in: card, glyphs)
            .inset(dx: 1, dy: isRoomy ? 1 : 0)
        let lines = lines(inside.width)
        var rest = inside
        // What was said in words goes first where there is little room; the form scrolls.
        for line in lines.prefix(max(0, inside.height - 3)) {
            surface.write(line, x: rest.x, y: rest.y, notice?.style ?? sentenceStyle, maxWidth: rest.width)
            rest = rest.droppingTop(1)
        }
        if !lines.isEmpty, isRoomy { rest = rest.droppingTop(1) }
        let extra = isRoomy ? rest.bottom(extraRows) : rest.bottom(0)
        Form(form, isBusy: isBusy || isHeld)
            .render(into: &surface, in: isRoomy ? rest.droppingBottom(extraRows) : rest, glyphs)
        return extra
    }
}
