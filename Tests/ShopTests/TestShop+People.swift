import Presentation
import Shop

extension TestShop {
    /// The shop's first admin in a session of its own.
    func freshAdmin() async throws -> Session {
        try await services.accounts.signIn(email: "grace@example.com", password: Self.password).session
    }

    /// Another admin, signed in.
    func admin(named name: String) async throws -> Session {
        let email = "\(name.lowercased())@example.com"
        _ = try await services.users.create(
            name: name, email: email, password: Self.password, role: .admin, by: admin)
        return try await services.accounts.signIn(email: email, password: Self.password).session
    }
}

extension TestShop {
    /// The same shop as another terminal, or another program, sees it.
    func services(
        terminal: String = "test", hasher: PasswordHasher = PasswordHasher(cost: TestShop.cheap),
        store: (any Store)? = nil
    ) -> ShopServices {
        var environment = services.environment
        if let store { environment.store = store }
        environment.terminal = terminal
        environment.hasher = hasher
        return ShopServices(environment)
    }
}
