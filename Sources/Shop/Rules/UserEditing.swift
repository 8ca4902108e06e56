/// Changes what people may do, inside one write transaction.
struct UserEditing {
    let transaction: any WriteTransaction
    let actor: Actor

    init(_ transaction: any WriteTransaction, _ actor: Actor) {
        self.transaction = transaction
        self.actor = actor
    }

    func user(_ id: ID<User>) throws -> User {
        guard let user = try transaction.user(id) else { throw ShopError.noSuchUser(String(id)) }
        return user
    }

    /// - Throws: ``ShopError/lastAdmin(_:)``.
    func setRole(_ user: User, _ role: Role) throws -> User {
        guard role != user.role else { return user }
        if user.role == .admin { try checkAnotherAdmin(than: user) }
        try transaction.setRole(role, of: user.id)
        // A counter terminal's session never idles out and stands where anyone may touch it: it must not become a
        // person's, and a person's must not become a counter's.
        if user.role == .kiosk || role == .kiosk { _ = try transaction.deleteSessions(of: user.id, except: nil) }
        try transaction.append(
            actor.event(
                .userRole(from: user.role, to: role), .user(user.id), name: user.name))
        var changed = user
        changed.role = role
        return changed
    }

    /// - Throws: ``ShopError/lastAdmin(_:)``.
    func setDisabled(_ user: User, _ isDisabled: Bool) throws -> User {
        guard isDisabled != user.isDisabled else { return user }
        if isDisabled {
            if user.role == .admin { try checkAnotherAdmin(than: user) }
            _ = try transaction.deleteSessions(of: user.id, except: nil)
            try transaction.deleteReset(of: user.id)
        }
        try transaction.setDisabled(isDisabled, user: user.id)
        try transaction.append(
            actor.event(isDisabled ? .userDisabled : .userEnabled, .user(user.id), name: user.name))
        var changed = user
        changed.isDisabled = isDisabled
        return changed
    }

    /// A shop that nobody can run any more could not be helped from inside.
    private func checkAnotherAdmin(than user: User) throws {
        guard !user.isDisabled else { return }
        guard try transaction.hasEnabledAdmin(otherThan: user.id) else { throw ShopError.lastAdmin(user.name) }
    }
}
