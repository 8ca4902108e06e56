import Shop

/// A user.
struct UserJSON: JSONObject {
    static let name = "user"
    static let about = "A user of the shop."
    static let commands = [
        "register", "login", "logout", "whoami", "account rename", "account email", "account password", "users list",
        "users create", "users role", "users disable", "users enable",
    ]
    static let fields = [
        field("id", \.id, "Their number."),
        field("name", \.name, "What they are called."),
        field("email", \.email, "What they sign in with."),
        field("role", \.role, "What they may do."),
        field("disabled", \.disabled, "Whether they are kept out."),
    ]

    var id: ID<User>
    var name: String
    var email: String
    var role: Role
    var disabled: Bool

    init(_ user: User) {
        id = user.id
        name = user.name
        email = user.email
        role = user.role
        disabled = user.isDisabled
    }
}

/// A one-time code for a new password, printed once.
struct ResetCodeJSON: JSONObject {
    static let name = "code"
    static let about = "A one-time code for a new password; it is printed once."
    static let commands = ["users reset-password"]
    static let fields = [
        field("user", \.user, "The user's number."),
        field("email", \.email, "What they sign in with."),
        field("code", \.code, "To be told to them."),
        field("expiresAt", \.expiresAt, "Until when it can be used."),
    ]

    var user: ID<User>
    var email: String
    var code: String
    var expiresAt: JSONTime

    init(_ code: ResetCode, for user: User) {
        self.user = user.id
        email = user.email
        self.code = code.text
        expiresAt = JSONTime(code.expiresAt)
    }
}

/// Sessions that were ended.
struct EndedSessionsJSON: JSONObject {
    static let name = "ended"
    static let about = "Sessions that were ended."
    static let commands = ["account end-sessions"]
    static let fields = [field("ended", \.ended, "How many.")]

    var ended: Int
}

/// A password that was set by a code.
struct ResetJSON: JSONObject {
    static let name = "reset"
    static let about = "A password that was set by a code."
    static let commands = ["reset-password"]
    static let fields = [field("email", \.email, "Whose it is.")]

    var email: String
}
