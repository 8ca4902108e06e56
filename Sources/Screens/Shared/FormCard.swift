import Foundation
import Presentation
import Shop
import Terminal

/// A form of the shop's fields.
typealias ShopForm = FormState<FieldName>

/// A form in a frame in the middle of the screen, with a sentence above it.
struct FormCard<ID: Hashable & Sendable> {
    var title: String
    var sentence: String
    var sentenceStyle: Style = .dim
    var form: FormState<ID>
    var isBusy = false
    var width = 66
    /// Rows under the form that the caller draws.
    var extraRows = 0

    private func lines(_ width: Int) -> [String] {
        sentence.isEmpty ? [] : TextWidth.wrapped(sentence, width: width)
    }

    func size(in area: Size) -> Size {
        let width = min(width, area.width)
        let above = lines(width - 6).count
        let wanted = Form<ID>.height(fields: form.fields.count) + above + (above > 0 ? 1 : 0) + extraRows + 4
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
        var place = inside
        // What was said in words goes first where there is little room; the form scrolls.
        for line in lines(inside.width).prefix(max(0, inside.height - 3)) {
            surface.write(line, x: place.x, y: place.y, sentenceStyle, maxWidth: place.width)
            place = place.droppingTop(1)
        }
        if !sentence.isEmpty, isRoomy { place = place.droppingTop(1) }
        let extra = isRoomy ? place.bottom(extraRows) : place.bottom(0)
        Form(form, isBusy: isBusy)
            .render(into: &surface, in: isRoomy ? place.droppingBottom(extraRows) : place, glyphs)
        return extra
    }
}

extension FormState<FieldName> {
    /// Shows what the shop said of each field; moves to the first that is not right.
    mutating func show(_ problems: [FieldName: FieldError]) { show(problems.mapValues(\.text)) }

    /// Checks the field that was left; an empty one is not complained about before the form is sent.
    mutating func check(_ id: FieldName, _ rule: (String) throws(FieldError) -> Void) {
        guard !self[id].isEmpty else { return }
        do {
            try rule(self[id])
            setError(nil, of: id)
        } catch {
            setError(error.text, of: id)
        }
    }

    /// The rule for each field that people type on more than one form.
    mutating func checkLeft(_ id: FieldName) {
        check(id) { (text) throws(FieldError) in try id.check(text) }
    }
}

extension FieldName {
    /// The rule for a value that is typed under this name, where one rule holds on every form.
    func check(_ text: String) throws(FieldError) {
        switch self {
        case .name: _ = try AccountRules.checkedName(text)
        case .email: _ = try AccountRules.checkedEmail(text)
        case .password: _ = try AccountRules.checkedPassword(text)
        case .shopName: _ = try TextRule.checked(text, length: ShopSettings.nameLength)
        case .currency: _ = try Currency.checked(text)
        case .timeZone: guard TimeZone(identifier: text) != nil else { throw .notATimeZone }
        case .productName: _ = try TextRule.checked(text, length: Product.nameLength)
        case .category: _ = try TextRule.checked(text, length: Product.categoryLength)
        case .description: _ = try TextRule.checked(text, length: Product.descriptionLength)
        case .reason: _ = try TextRule.checked(text, length: Order.reasonLength)
        default: break
        }
    }
}
