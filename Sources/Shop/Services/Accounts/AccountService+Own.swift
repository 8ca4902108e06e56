/// What people change about their own account. Orders keep the name they were placed under.
extension AccountService {
    /// - Returns: the session as it is now.
    /// - Throws: ``ShopError/invalid(_:)`` with `name`.
    public func rename(to name: String, by session: Session) async throws -> Session {
        var fields = FieldCheck()
        let accepted = fields.check(.name) { () throws(FieldError) in try AccountRules.checkedName(name) }
        try fields.finish()
        return try await environment.writing(.changeOwnAccount, by: session) { transaction, actor in
            var user = actor.user
            guard let accepted, accepted != user.name else { return Session(id: session.id, user: user) }
            try transaction.setName(accepted, of: user.id)
            try transaction.append(
                actor.event(.userName(from: user.name, to: accepted), .user(user.id), name: accepted))
            user.name = accepted
            return Session(id: session.id, user: user)
        }
    }

    /// Changes what one signs in with, so the password is asked.
    ///
    /// - Throws: ``ShopError/invalid(_:)`` (`email`, `currentPassword`), ``ShopError/waitBeforeSignIn(seconds:)``.
    public func changeEmail(to email: String, password: String, by session: Session) async throws -> Session {
        var fields = FieldCheck()
        let accepted = fields.check(.email) { () throws(FieldError) in try AccountRules.checkedEmail(email) }
        try fields.finish()
        let proven = try await prove(password, for: .changeOwnAccount, by: session)
        return try await environment.writing(.changeOwnAccount, by: session) { transaction, actor in
            try Self.check(proven, of: actor.user, in: transaction)
            var user = actor.user
            guard let accepted, accepted != user.email else { return Session(id: session.id, user: user) }
            try transaction.setEmail(accepted, of: user.id)
            try transaction.append(
                actor.event(.userEmail(from: user.email, to: accepted), .user(user.id), name: user.name))
            user.email = accepted
            return Session(id: session.id, user: user)
        }
    }

    /// Ends all of the user's other sessions with it: whoever knew the old password is out.
    ///
    /// - Throws: ``ShopError/invalid(_:)`` (`password`, `currentPassword`), ``ShopError/waitBeforeSignIn(seconds:)``.
    public func changePassword(from current: String, to password: String, by session: Session) async throws {
        var fields = FieldCheck()
        fields.check(.password) { () throws(FieldError) in try AccountRules.checkedPassword(password) }
        try fields.finish()
        let proven = try await prove(current, for: .changeOwnAccount, by: session)
        let hash = try environment.hasher.hash(password)
        try await environment.writing(.changeOwnAccount, by: session) { transaction, actor in
            try Self.check(proven, of: actor.user, in: transaction)
            try transaction.setPassword(hash, of: actor.user.id)
            _ = try transaction.deleteSessions(of: actor.user.id, except: session.id)
            try transaction.append(actor.event(.userPassword, .user(actor.user.id), name: actor.user.name))
        }
    }

    /// Signs the user out everywhere but here.
    ///
    /// - Returns: how many sessions were ended.
    public func endOtherSessions(by session: Session) async throws -> Int {
        try await environment.writing(.changeOwnAccount, by: session) { transaction, actor in
            let count = try transaction.deleteSessions(of: actor.user.id, except: session.id)
            if count > 0 {
                try transaction.append(
                    actor.event(.sessionsEnded(count), .user(actor.user.id), name: actor.user.name))
            }
            return count
        }
    }

    /// Checks the password of a session's user, outside any transaction, throttled like signing in.
    ///
    /// - Returns: the hash that the password matched.
    private func prove(
        _ password: String, for operation: ShopOperation, by session: Session
    ) async throws -> PasswordHash {
        let stored = try await environment.reading(operation, by: session) { transaction, user in
            guard let user, let stored = try transaction.user(emailKey: TextRule.key(user.email)) else {
                throw ShopError.sessionEnded
            }
            return stored
        }
        let throttle = SignInThrottle(email: stored.user.email, terminal: environment.terminal)
        return try await environment.slowed(by: throttle) {
            try await environment.store.read { [now = environment.now()] in try throttle.check(in: $0, now: now) }
            guard try check(password, of: stored.password) else {
                try await environment.store.write { [now = environment.now()] in try throttle.fail(in: $0, now: now) }
                throw ShopError.invalid([.currentPassword: .wrongPassword])
            }
            try await environment.store.write { [now = environment.now()] in try throttle.succeed(in: $0, now: now) }
            return stored.password
        }
    }

    /// What was proven is already stale: the password may have been changed at another terminal since.
    private static func check(_ proven: PasswordHash, of user: User, in transaction: any ReadTransaction) throws {
        guard let stored = try transaction.user(emailKey: TextRule.key(user.email)), stored.password == proven else {
            throw ShopError.invalid([.currentPassword: .wrongPassword])
        }
    }
}
