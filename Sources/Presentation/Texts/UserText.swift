public import Shop

extension Role {
    /// As it stands in a sentence.
    public var text: String { rawValue }

    /// As it stands on a label.
    package var title: String {
        switch self {
        case .admin: "Admin"
        case .customer: "Customer"
        case .kiosk: "Kiosk"
        }
    }

    package var withArticle: String {
        switch self {
        case .admin: "an admin"
        case .customer: "a customer"
        case .kiosk: "a kiosk"
        }
    }
}

extension User {
    /// The role of whoever may sign in.
    package var roleText: String { isDisabled ? "disabled" : role.text }

    /// What the user may do by now, after it was changed.
    package var standing: String {
        isDisabled ? "\(name) cannot sign in any more." : "\(name) is \(role.withArticle)."
    }

    package var roleQuestion: String { "\(name) is \(role.withArticle). What shall they be?" }

    package var disableQuestion: String {
        "\(name) will be signed out everywhere and cannot sign in until enabled again."
    }

    package var resetQuestion: String {
        "A one-time code lets \(name) choose a new password. It is shown once."
    }

    package static let passwordsDiffer = "The two passwords are not the same. Please try again."

    package var createdText: String { "\(name) can sign in now." }
}

extension ResetCode {
    package func lifeText(_ settings: ShopSettings) -> String {
        "It is shown only now, and counts until \(settings.clock(expiresAt))."
    }
}

extension AccountService {
    /// What is said after a user has ended the other sessions of the account.
    package static func endedText(_ count: Int) -> String {
        plural(count, one: "One other session was ended.", many: "\(count) other sessions were ended.")
    }
}
