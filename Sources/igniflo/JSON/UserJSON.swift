import Shop

/// A user as `register`, `login`, `logout`, `whoami`, `account` and `users` print it with `--json`.
struct UserJSON: Encodable {
    var id: UserID
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

/// A one-time code as `users reset-password` prints it, once.
struct ResetCodeJSON: Encodable {
    var user: UserID
    var email: String
    var code: String
    var expiresAt: String

    init(_ code: ResetCode, for user: User) {
        self.user = user.id
        email = user.email
        self.code = code.text
        expiresAt = ISO8601.string(code.expiresAt)
    }
}

/// What `account end-sessions` prints.
struct EndedSessionsJSON: Encodable {
    var ended: Int
}

/// What `reset-password` prints: whose password it was.
struct ResetJSON: Encodable {
    var email: String
}
