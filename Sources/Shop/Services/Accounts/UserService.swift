/// People: who they are, what they may do, and a way back in for whoever forgot their password.
public struct UserService: Sendable {
    let environment: ShopEnvironment

    /// Users by name, then number.
    ///
    /// - Parameters:
    ///   - search: words that name or email must hold, in any order, accents and case ignored.
    ///   - after: the last user of the page before; nil for the first page.
    public func list(
        search: String = "", after last: User? = nil, limit: Int = 100, by session: Session
    ) async throws -> [User] {
        let words = TextRule.searchWords(search)
        return try await environment.reading(.listUsers, by: session) { transaction, _ in
            try transaction.users(searching: words, after: last, limit: limit)
        }
    }

    /// The user with this email or number.
    ///
    /// - Throws: ``ShopError/noSuchUser(_:)``.
    public func find(_ emailOrNumber: String, by session: Session) async throws -> User {
        try await environment.reading(.listUsers, by: session) { transaction, _ in
            let named = try transaction.user(emailKey: TextRule.key(emailOrNumber))?.user
            guard let user = try named ?? ID<User>(emailOrNumber).flatMap({ try transaction.user($0) }) else {
                throw ShopError.noSuchUser(emailOrNumber)
            }
            return user
        }
    }

    /// Makes an account of any role.
    ///
    /// - Throws: ``ShopError/invalid(_:)`` (`name`, `email`, `password`).
    public func create(
        name: String, email: String, password: String, role: Role, by session: Session
    ) async throws -> User {
        let accepted = try AccountService.check(name: name, email: email, password: password)
        try await environment.reading(.createUser, by: session) { transaction, _ in
            guard try transaction.user(emailKey: TextRule.key(accepted.email)) == nil else {
                throw ShopError.invalid([.email: .taken])
            }
        }
        let hash = try environment.hasher.hash(password)
        return try await environment.writing(.createUser, by: session) { transaction, actor in
            let user = try transaction.insert(
                NewUser(
                    name: accepted.name, email: accepted.email, role: role, password: hash, createdAt: actor.now))
            try transaction.append(
                actor.event(.userRegistered(role), .user(user.id), name: user.name))
            return user
        }
    }

    /// Takes effect in that user's open terminals at once; those of a counter, before or after, are signed out.
    ///
    /// - Throws: ``ShopError/lastAdmin(_:)``, ``ShopError/noSuchUser(_:)``.
    public func setRole(_ role: Role, of id: ID<User>, by session: Session) async throws -> User {
        try await environment.writing(.changeRole, by: session, on: String(id)) { transaction, actor in
            let users = UserEditing(transaction, actor)
            return try users.setRole(users.user(id), role)
        }
    }

    /// Disabling ends the user's sessions everywhere.
    ///
    /// - Throws: ``ShopError/lastAdmin(_:)``, ``ShopError/noSuchUser(_:)``.
    public func setDisabled(_ isDisabled: Bool, _ id: ID<User>, by session: Session) async throws -> User {
        try await environment.writing(.disableUser, by: session, on: String(id)) { transaction, actor in
            let users = UserEditing(transaction, actor)
            return try users.setDisabled(users.user(id), isDisabled)
        }
    }

    /// Makes a one-time code for the user, instead of any earlier one. The password stays until it is used.
    ///
    /// - Returns: the code, which is shown once: the shop keeps only its hash.
    public func startReset(of id: ID<User>, by session: Session) async throws -> ResetCode {
        try await environment.reading(.resetPassword, by: session, on: String(id)) { transaction, _ in
            guard try transaction.user(id) != nil else { throw ShopError.noSuchUser(String(id)) }
        }
        let code = ResetCode(randomBytes: environment.randomBytes, now: environment.now())
        let hash = try environment.hasher.hash(ResetCode.normalized(code.text))
        return try await environment.writing(.resetPassword, by: session, on: String(id)) { transaction, actor in
            let user = try UserEditing(transaction, actor).user(id)
            try transaction.save(PasswordReset(userID: id, code: hash, createdAt: actor.now))
            try transaction.append(actor.event(.userResetStarted, .user(id), name: user.name))
            return code
        }
    }

    /// Sets a new password by a code, once, and ends all of the user's sessions.
    ///
    /// - Throws: ``ShopError/resetFailed`` for an unknown email, a wrong, used or expired code and a disabled user
    ///   alike, each at the same cost; ``ShopError/waitBeforeSignIn(seconds:)`` after too many failures;
    ///   ``ShopError/invalid(_:)`` with `password`.
    public func redeemReset(email: String, code: String, password: String) async throws {
        var fields = FieldCheck()
        fields.check(.password) { () throws(FieldError) in try AccountRules.checkedPassword(password) }
        try fields.finish()
        let throttle = SignInThrottle(email: email, terminal: environment.terminal)
        try await environment.logged(.redeemReset, slowedBy: throttle) {
            let now = environment.now()
            let known = try await environment.store.read { transaction -> (user: User, reset: PasswordReset)? in
                try throttle.check(in: transaction, now: now)
                guard let user = try transaction.user(emailKey: TextRule.key(email))?.user,
                    let reset = try transaction.reset(of: user.id)
                else { return nil }
                return (user, reset)
            }
            guard let known, try matches(code, known.reset), known.reset.counts(at: now), !known.user.isDisabled else {
                if known == nil { try environment.hasher.spendCost(ResetCode.normalized(code)) }
                try await environment.store.write { [now = environment.now()] in try throttle.fail(in: $0, now: now) }
                throw ShopError.resetFailed
            }
            let hash = try environment.hasher.hash(password)
            try await environment.store.write { transaction in
                guard let user = try transaction.user(known.user.id), !user.isDisabled,
                    try transaction.reset(of: user.id) == known.reset
                else { throw ShopError.resetFailed }
                try throttle.succeed(in: transaction, now: now)
                try transaction.deleteReset(of: user.id)
                try transaction.setPassword(hash, of: user.id)
                _ = try transaction.deleteSessions(of: user.id, except: nil)
                try transaction.append(
                    Actor(user: user, now: now).event(.userPassword, .user(user.id), name: user.name, reason: "reset"))
            }
        }
    }

    private func matches(_ code: String, _ reset: PasswordReset) throws -> Bool {
        try environment.hasher.matches(ResetCode.normalized(code), reset.code)
    }
}
