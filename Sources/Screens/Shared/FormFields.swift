import Foundation
import Presentation
import Shop
import Terminal

/// A form of the shop's fields.
typealias ShopForm = FormState<FieldName>

/// The fields that stand on more than one form.
extension FormState.Field where ID == FieldName {
    static func name(_ label: String = "Name", _ text: String = "") -> Self {
        Self(.name, label, TextFieldState(text, limit: AccountRules.nameLength.upperBound))
    }

    static func email(_ label: String = "Email", _ text: String = "") -> Self {
        Self(.email, label, TextFieldState(text, limit: AccountRules.emailLength.upperBound))
    }

    static func password(_ label: String = "Password", for id: FieldName = .password, hint: String = "") -> Self {
        Self(id, label, TextFieldState(kind: .masked, limit: AccountRules.passwordLength.upperBound), hint: hint)
    }

    static func newPassword(_ label: String = "Password") -> Self {
        password(label, hint: "8 characters or more")
    }
}

extension FormState<FieldName> {
    /// Shows what is wrong with each field; moves to the first that is not right.
    mutating func show(_ problems: [FieldName: FieldError]) { show(problems.mapValues(\.text)) }

    /// Marks what of these is empty.
    ///
    /// - Returns: whether all of it is filled in.
    mutating func require(_ fields: FieldName...) -> Bool {
        let missing = fields.filter { self[$0].isEmpty }
        show(Dictionary(uniqueKeysWithValues: missing.map { ($0, FieldError.empty) }))
        return missing.isEmpty
    }

    /// Forgets the password, which is typed anew.
    mutating func clearPassword() {
        self[.password] = ""
        if let index = fields.firstIndex(where: { $0.id == .password }) { focus = index }
    }
}

extension FieldName {
    /// What is wrong with a value that is typed under this name, in words; nil when it is right.
    func problem(with text: String) -> String? {
        do throws(FieldError) {
            try check(text)
            return nil
        } catch {
            return error.text
        }
    }

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
        case .productCode: _ = try ProductRules.checkedCode(text)
        case .category: _ = try TextRule.checked(text, length: Product.categoryLength)
        case .description: _ = try TextRule.checked(text, length: Product.descriptionLength)
        case .stock, .lowStock: _ = try FormReading.count(text)
        case .reason: _ = try TextRule.checked(text, length: Order.reasonLength)
        default: break
        }
    }
}
