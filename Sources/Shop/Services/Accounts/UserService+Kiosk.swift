extension UserService {
    /// Makes an account for a counter terminal and signs this device in with it. Nobody knows its password: the session
    /// is the only way in, and disabling the account ends it.
    ///
    /// - Throws: ``ShopError/invalid(_:)`` with `name`.
    public func openKiosk(named name: String, by session: Session) async throws -> AccountService.SignedIn {
        var fields = FieldCheck()
        let accepted = fields.check(.name) { () throws(FieldError) in try AccountRules.checkedName(name) }
        try fields.finish()
        let identifier = environment.makeIdentifier()
        let sessionID = environment.makeIdentifier()
        let password = environment.randomBytes(32).map { String($0, radix: 16) }.joined()
        let hash = try environment.hasher.hash(password)
        let (user, key, now) = try await environment.writing(.createUser, by: session) { transaction, actor in
            let user = try transaction.insert(
                NewUser(
                    name: accepted ?? name, email: "kiosk-\(identifier.prefix(8))@kiosk.invalid", role: .kiosk,
                    password: hash, createdAt: actor.now))
            try transaction.append(
                actor.event(.userRegistered(.kiosk), .user(user.id), name: user.name))
            let key = try AccountService.begin(sessionID, for: user, now: actor.now, in: transaction)
            return (user, key, actor.now)
        }
        let accounts = AccountService(environment: environment)
        return try await accounts.signedIn(Session(id: sessionID, user: user), key: key, now: now)
    }
}
