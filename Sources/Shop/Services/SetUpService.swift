public import Foundation

/// Sets a shop up: its name and money, and its first admin. Once.
public struct SetUpService: Sendable {
    let environment: ShopEnvironment

    public struct Request: Sendable {
        public var name: String
        public var currency: String
        public var locale: String
        public var timeZone: String
        public var adminName: String
        public var adminEmail: String
        public var password: String

        public init(
            name: String, currency: String, locale: String = MachineLocale.identifier(),
            timeZone: String = TimeZone.current.identifier, adminName: String, adminEmail: String, password: String
        ) {
            self.name = name
            self.currency = currency
            self.locale = locale
            self.timeZone = timeZone
            self.adminName = adminName
            self.adminEmail = adminEmail
            self.password = password
        }
    }

    /// The shop's settings; nil while there is no shop yet. Anyone may read them.
    public func settings() async throws -> ShopSettings? {
        try await environment.store.read { try $0.settings() }
    }

    /// - Throws: ``ShopError/invalid(_:)``, ``ShopError/alreadySetUp``, or ``ShopError/store(_:)``.
    public func open(_ request: Request) async throws {
        let accepted = try Self.check(request)
        let password = try environment.hasher.hash(request.password)
        let now = environment.now()
        let tokenKey = environment.randomBytes(32)
        try await environment.store.write { transaction in
            guard try transaction.settings() == nil, try !transaction.hasUsers() else { throw ShopError.alreadySetUp }
            try transaction.save(accepted.settings)
            try transaction.saveTokenKey(tokenKey)
            let admin = try transaction.insert(
                NewUser(
                    name: accepted.name, email: accepted.email, role: .admin, password: password, createdAt: now))
            let actor = Actor(user: admin, now: now)
            try transaction.append(actor.event(.shopOpened, .shop, name: accepted.settings.name))
            try transaction.append(
                actor.event(.userRegistered(.admin), .user(admin.id), name: admin.name))
        }
    }

    /// Checks what was typed before anything is made.
    ///
    /// - Throws: ``ShopError/invalid(_:)`` naming each field that is not right.
    public static func validate(_ request: Request) throws { _ = try check(request) }

    private static func check(
        _ request: Request
    ) throws -> (settings: ShopSettings, name: String, email: String) {
        var fields = FieldCheck()
        let shopName = fields.check(.shopName) { () throws(FieldError) in
            try TextRule.checked(request.name, length: ShopSettings.nameLength)
        }
        let currency = fields.check(.currency) { () throws(FieldError) in
            try Currency.checked(request.currency)
        }
        let locale = fields.check(.locale) { () throws(FieldError) in
            let locale = try TextRule.checked(request.locale, length: 1...60)
            guard MachineLocale.isLocale(locale) else { throw .notALocale }
            return locale
        }
        let zone = fields.check(.timeZone) { () throws(FieldError) in
            guard let zone = TimeZone(identifier: request.timeZone) else { throw .notATimeZone }
            return zone
        }
        let name = fields.check(.name) { () throws(FieldError) in try AccountRules.checkedName(request.adminName) }
        let email = fields.check(.email) { () throws(FieldError) in
            try AccountRules.checkedEmail(request.adminEmail)
        }
        fields.check(.password) { () throws(FieldError) in try AccountRules.checkedPassword(request.password) }
        guard let shopName, let currency, let locale, let zone, let name, let email, fields.problems.isEmpty else {
            throw ShopError.invalid(fields.problems)
        }
        let settings = ShopSettings(
            name: shopName, money: MoneyFormat(currency: currency, locale: locale), locale: locale, timeZone: zone)
        return (settings, name, email)
    }
}
