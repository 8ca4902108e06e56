package import Shop

/// A user.
package struct UserJSON: JSONObject {
    package static let name = "user"
    package static let about = "A user of the shop."
    package static let commands = [
        "register", "login", "logout", "whoami", "account rename", "account email", "account password", "users list",
        "users create", "users role", "users disable", "users enable",
    ]
    package static let fields = [
        field("id", \.id, "Their number."),
        field("name", \.name, "What they are called."),
        field("email", \.email, "What they sign in with."),
        field("role", \.role, "What they may do."),
        field("disabled", \.disabled, "Whether they are kept out."),
    ]

    package var id: ID<User>
    package var name: String
    package var email: String
    package var role: Role
    package var disabled: Bool

    package init(_ user: User) {
        id = user.id
        name = user.name
        email = user.email
        role = user.role
        disabled = user.isDisabled
    }
}

/// A one-time code for a new password, printed once.
package struct ResetCodeJSON: JSONObject {
    package static let name = "code"
    package static let about = "A one-time code for a new password; it is printed once."
    package static let commands = ["users reset-password"]
    package static let fields = [
        field("user", \.userID, "The user's number."),
        field("email", \.email, "What they sign in with."),
        field("code", \.code, "To be told to them."),
        field("expiresAt", \.expiresAt, "Until when it can be used."),
    ]

    package var userID: ID<User>
    package var email: String
    package var code: String
    package var expiresAt: JSONTime

    package enum CodingKeys: String, CodingKey {
        case userID = "user"
        case email, code, expiresAt
    }

    package init(_ code: ResetCode, for user: User) {
        self.userID = user.id
        email = user.email
        self.code = code.text
        expiresAt = JSONTime(code.expiresAt)
    }
}

/// Sessions that were ended.
package struct EndedSessionsJSON: JSONObject {
    package static let name = "ended"
    package static let about = "Sessions that were ended."
    package static let commands = ["account end-sessions"]
    package static let fields = [field("ended", \.ended, "How many.")]

    package var ended: Int

    package init(ended: Int) {
        self.ended = ended
    }
}

/// A password that was set by a code.
package struct ResetJSON: JSONObject {
    package static let name = "reset"
    package static let about = "A password that was set by a code."
    package static let commands = ["reset-password"]
    package static let fields = [field("email", \.email, "Whose it is.")]

    package var email: String

    package init(email: String) {
        self.email = email
    }
}
