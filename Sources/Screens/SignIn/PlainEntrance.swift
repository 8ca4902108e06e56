import Presentation
import Shop

/// The way in: sign in, register, look only, a new password by a code. Whoever leaves the shop comes back here.
struct PlainEntrance {
    let talk: PlainTalk
    let front: AppContext

    private enum Way { case signIn, register, look, reset, leave }

    /// - Parameter session: of someone who has come in already.
    /// - Throws: ``PlainEnding`` when the person leaves, or the input ends.
    func run(as session: Session?) async throws {
        try welcome()
        var cart: Cart?
        if let session { cart = try await serve(session, bringing: nil) }
        while true {
            let way = try await talk.choose(
                "How would you like to come in?",
                [
                    PlainChoice("Sign in", Way.signIn), PlainChoice("Register", .register),
                    PlainChoice("Look only", .look), PlainChoice("New password by a code from an admin", .reset),
                    PlainChoice("Leave", .leave),
                ], PlainWays(back: nil))
            switch way {
            case .signIn: cart = try await enter(bringing: cart) { try await signIn() }
            case .register: cart = try await enter(bringing: cart) { try await register() }
            case .look: cart = try await serve(nil, bringing: cart)
            case .reset: try await reset()
            case .leave, nil: throw PlainEnding.left
            }
        }
    }

    private func welcome() throws {
        try talk.say("Welcome to \(front.settings.name).")
        for account in front.demoAccounts.prefix(4) {
            try talk.say("Demo, \(account.role.text): \(account.email), password \(account.password)")
        }
    }

    // MARK: who it is

    private func signIn() async throws -> Session? {
        guard let email = try await talk.field("Email", { $0 }) else { return nil }
        let password = try await talk.readSecret("Password:")
        return try await talk.attempt {
            try await front.services.accounts.signIn(email: email, password: password).session
        }
    }

    private func register() async throws -> Session? {
        guard let name = try await talk.text(.name), let email = try await talk.text(.email),
            let password = try await talk.newPassword("Password")
        else { return nil }
        return try await talk.attempt {
            try await front.services.accounts.register(name: name, email: email, password: password).session
        }
    }

    private func reset() async throws {
        guard let email = try await talk.text(.email), let code = try await talk.field("The code", { $0 }),
            let password = try await talk.newPassword()
        else { return }
        let done: Void? = try await talk.attempt {
            try await front.services.users.redeemReset(email: email, code: code, password: password)
        }
        if done != nil { try talk.say("The new password counts now. Please sign in.") }
    }

    // MARK: coming in

    /// - Returns: the cart of someone who has not come in.
    private func enter(bringing cart: Cart?, _ way: () async throws -> Session?) async throws -> Cart? {
        guard let session = try await way() else { return cart }
        return try await serve(session, bringing: cart)
    }

    /// From coming in to going out; the session ends however they go.
    ///
    /// - Returns: what someone who only looked has chosen.
    private func serve(_ session: Session?, bringing cart: Cart?) async throws -> Cart? {
        talk.news.clear()
        let user = await front.userContext(for: session)
        do {
            let chosen = try await rooms(user, bringing: cart)
            await end(session)
            return chosen
        } catch PlainEnding.sessionOver(let why) {
            await end(session)
            if let why { try talk.say(why) }
            return nil
        } catch {
            await end(session)
            throw error
        }
    }

    private func end(_ session: Session?) async {
        front.feed.stop()
        if let session { try? await front.services.accounts.signOut(session) }
    }

    private func rooms(_ user: UserContext, bringing cart: Cart?) async throws -> Cart? {
        var talk = talk
        talk.user = user
        switch user.session?.role {
        case .admin:
            var admin = PlainAdmin(talk: talk, user: user)
            try await admin.run()
        case .kiosk: try talk.say(UserContext.kioskText)
        case .customer, nil:
            var customer = PlainCustomer(talk: talk, user: user)
            try await customer.run(bringing: cart)
            if user.session == nil { return customer.cartState.cart }
        }
        return nil
    }
}
