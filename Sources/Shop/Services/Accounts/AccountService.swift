import Foundation

/// Accounts and sessions: register, sign in, sign out, and who a token belongs to.
public struct AccountService: Sendable {
    let environment: ShopEnvironment

    /// A fresh session with its token; the token is shown to nobody and kept only by the terminal.
    public struct SignedIn: Sendable {
        public let session: Session
        public let token: String
    }

    /// Makes a customer's account and signs it in.
    ///
    /// - Throws: ``ShopError/invalid(_:)`` (`name`, `email`, `password`), ``ShopError/notAllowed(_:)`` on a kiosk.
    public func register(
        name: String, email: String, password: String, by session: Session? = nil
    ) async throws -> SignedIn {
        let accepted = try Self.check(name: name, email: email, password: password)
        try await environment.reading(.register, by: session) { transaction, _ in
            guard try transaction.user(emailKey: TextRule.key(accepted.email)) == nil else {
                throw ShopError.invalid([.email: .taken])
            }
        }
        let hash = try environment.hasher.hash(password)
        let now = environment.now()
        let sessionID = environment.makeIdentifier()
        let (user, key) = try await environment.store.write { transaction in
            _ = try Authorization.user(for: .register, session: session, in: transaction, now: now)
            let user = try transaction.insert(
                NewUser(name: accepted.name, email: accepted.email, role: .customer, password: hash, createdAt: now))
            try transaction.append(
                Actor(user: user, now: now).event(
                    .userRegistered(.customer), .user(user.id), name: user.name))
            return (user, try Self.begin(sessionID, for: user, now: now, in: transaction))
        }
        return try await signedIn(Session(id: sessionID, user: user), key: key, now: now)
    }

    /// - Throws: ``ShopError/signInFailed`` for an unknown email, a wrong password and a disabled user alike, each at
    ///   the same cost; ``ShopError/waitBeforeSignIn(seconds:)`` after too many failures.
    public func signIn(email: String, password: String) async throws -> SignedIn {
        let throttle = SignInThrottle(email: email, terminal: environment.terminal)
        return try await environment.logged(.signIn, slowedBy: throttle) {
            let known = try await environment.store.read { [now = environment.now()] transaction in
                try throttle.check(in: transaction, now: now)
                return try transaction.user(emailKey: TextRule.key(email))
            }
            let isRight = try check(password, of: known?.password)
            guard let known, isRight, !known.user.isDisabled else {
                try await environment.store.write { [now = environment.now()] in
                    try throttle.fail(in: $0, now: now)
                }
                throw ShopError.signInFailed
            }
            return try await begin(for: known.user, hash: known.password, password: password, throttle: throttle)
        }
    }

    func check(_ password: String, of hash: PasswordHash?) throws -> Bool {
        // A longer one cannot be right; hashing megabytes would only keep the terminal busy.
        let bounded = String(password.unicodeScalars.prefix(1_025).map(Character.init))
        guard let hash else {
            try environment.hasher.spendCost(bounded)
            return false
        }
        return try environment.hasher.matches(bounded, hash)
    }

    private func begin(
        for user: User, hash: PasswordHash, password: String, throttle: SignInThrottle
    ) async throws -> SignedIn {
        let renewed = hash.cost == environment.hasher.cost ? nil : try environment.hasher.hash(password)
        let now = environment.now()
        let sessionID = environment.makeIdentifier()
        let (fresh, key) = try await environment.store.write { transaction in
            guard let stored = try transaction.user(emailKey: TextRule.key(user.email)),
                stored.user.id == user.id, stored.password == hash, !stored.user.isDisabled
            else { throw ShopError.signInFailed }
            try throttle.succeed(in: transaction, now: now)
            if let renewed { try transaction.setPassword(renewed, of: user.id) }
            return (stored.user, try Self.begin(sessionID, for: stored.user, now: now, in: transaction))
        }
        return try await signedIn(Session(id: sessionID, user: fresh), key: key, now: now)
    }

    /// Writes the session's row.
    ///
    /// - Returns: the key that signs its token.
    static func begin(
        _ sessionID: String, for user: User, now: Date, in transaction: any WriteTransaction
    ) throws -> [UInt8] {
        guard let key = try transaction.tokenKey() else { throw ShopError.notSetUp }
        try transaction.insert(SessionRecord(id: sessionID, userID: user.id, createdAt: now, seenAt: now))
        return key
    }

    func signedIn(_ session: Session, key: [UInt8], now: Date) async throws -> SignedIn {
        SignedIn(session: session, token: try await TokenService(key: key).token(for: session, now: now))
    }

    /// Ends the session, everywhere it is used.
    public func signOut(_ session: Session) async throws {
        try await environment.logged(.signOut, by: session) {
            try await environment.store.write { try $0.deleteSession(session.id) }
        }
    }

    /// The session that a token stands for, marked as seen now.
    ///
    /// - Throws: ``ShopError/sessionEnded`` when it does not count, for whatever cause.
    public func resume(token: String) async throws -> Session {
        let now = environment.now()
        guard let key = try await environment.store.read({ try $0.tokenKey() }) else { throw ShopError.notSetUp }
        let claims = try await TokenService(key: key).verify(token, now: now)
        let user = try await environment.store.read { try Authorization.liveUser(of: claims.session, in: $0, now: now) }
        guard user.id == claims.user else { throw ShopError.sessionEnded }
        let session = Session(id: claims.session, user: user)
        try await touch(session)
        return session
    }

    /// The session as the shop knows it now: its user may have been renamed, demoted or disabled.
    ///
    /// - Throws: ``ShopError/sessionEnded``.
    public func refresh(_ session: Session) async throws -> Session {
        let now = environment.now()
        let user = try await environment.store.read { try Authorization.liveUser(of: session.id, in: $0, now: now) }
        return Session(id: session.id, user: user)
    }

    /// Marks the session as seen, for it is being used. Writes at most once a minute.
    ///
    /// - Throws: ``ShopError/sessionEnded``: what has ended does not come to life again.
    public func touch(_ session: Session) async throws {
        let now = environment.now()
        let isDue = try await environment.store.read { transaction in
            try Authorization.isTouchDue(session.id, in: transaction, now: now)
        }
        guard isDue else { return }
        try await environment.store.write { try Authorization.touch(session.id, in: $0, now: now) }
    }

    static func check(name: String, email: String, password: String) throws -> (name: String, email: String) {
        var fields = FieldCheck()
        let name = fields.check(.name) { () throws(FieldError) in try AccountRules.checkedName(name) }
        let email = fields.check(.email) { () throws(FieldError) in try AccountRules.checkedEmail(email) }
        fields.check(.password) { () throws(FieldError) in try AccountRules.checkedPassword(password) }
        guard let name, let email, fields.problems.isEmpty else { throw ShopError.invalid(fields.problems) }
        return (name, email)
    }
}
