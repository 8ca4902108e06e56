public import Foundation

/// The demo shop: made from the CSV files of a folder, through the same rules as every order.
public struct DemoShop: Sendable {
    /// An account of the demo, password included: it is shown on the sign-in screen.
    public struct Account: Hashable, Sendable {
        public var name: String
        public var email: String
        public var password: String
        public var role: Role
        public var isDisabled: Bool
    }

    /// Why the folder does not make a shop.
    public enum Problem: Error, Hashable, Sendable {
        case missing(folder: String)
        case wrong(file: String, line: Int, what: String)

        public var text: String {
            switch self {
            case .missing(let folder): "The demo's files are not in \(folder)."
            case .wrong(let file, let line, let what): "\(file), line \(line): \(what)."
            }
        }
    }

    /// The demo's passwords are public, so they need not cost 0.3 s each: N = 2^12.
    public static let passwordCost = PasswordHash.Cost(rounds: 1 << 12, blockSize: 8, parallelism: 1)

    let folder: URL

    /// The folder that it is made from.
    package var path: String { folder.path }

    public init(folder: URL) throws {
        guard FileManager.default.fileExists(atPath: folder.appending(path: "shop.csv").path) else {
            throw Problem.missing(folder: folder.path)
        }
        self.folder = folder
    }

    /// The accounts that can sign in.
    public func accounts() throws -> [Account] {
        try table("people").rows.map { row in
            guard let role = Role(rawValue: row["role"]) else { throw wrong("people", row, "role \(row["role"])") }
            return Account(
                name: row["name"], email: row["email"], password: row["password"], role: role,
                isDisabled: row["disabled"] == "yes")
        }
    }

    /// Fills an empty shop: one transaction, all of it or nothing.
    ///
    /// - Throws: ``Problem``, or ``ShopError``: ``ShopError/alreadySetUp`` when there is a shop already.
    public func load(into environment: ShopEnvironment) async throws {
        let story = try DemoStory(demo: self, settings: settings(), now: environment.now())
        try await open(in: environment, at: story.openedAt, netSold: story.netSold, telling: story.tell)
    }

    /// Likewise fills an empty shop, in which nothing has been sold yet.
    package func open(in environment: ShopEnvironment, at start: Date) async throws {
        try await open(in: environment, at: start, netSold: [:]) { _, _, _ in }
    }

    private func open(
        in environment: ShopEnvironment, at start: Date, netSold: [String: Int],
        telling story: @escaping @Sendable ([String: User], [String: ID<Product>], any WriteTransaction) throws -> Void
    ) async throws {
        let hasher = PasswordHasher(cost: Self.passwordCost, randomBytes: environment.randomBytes)
        let people = try accounts().map { (account: $0, hash: try hasher.hash($0.password)) }
        let settings = try settings()
        let products = try products(settings.money)
        let tokenKey = environment.randomBytes(32)
        try await environment.store.write { transaction in
            guard try transaction.settings() == nil, try !transaction.hasUsers() else { throw ShopError.alreadySetUp }
            try transaction.save(settings)
            try transaction.saveTokenKey(tokenKey)
            let users = try Self.insert(people, openedAt: start, in: transaction)
            guard let owner = people.first(where: { $0.account.role == .admin }).flatMap({ users[$0.account.email] })
            else { throw Problem.wrong(file: "people.csv", line: 1, what: "there is no admin") }
            let opener = Actor(user: owner, now: start)
            try transaction.append(opener.event(.shopOpened, .shop, name: settings.name))
            let catalogue = try Self.insert(products, netSold: netSold, by: opener, in: transaction)
            // The story sells nothing of what is off the menu: it went before the first order.
            for entry in products where entry.isArchived {
                guard let id = catalogue[entry.draft.name] else { continue }
                try transaction.setArchived(true, product: id)
                try transaction.append(opener.event(.productArchived, .product(id), name: entry.draft.name))
            }
            try story(users, catalogue, transaction)
        }
    }

    private static func insert(
        _ people: [(account: Account, hash: PasswordHash)], openedAt: Date, in transaction: any WriteTransaction
    ) throws -> [String: User] {
        var users: [String: User] = [:]
        for (account, hash) in people {
            let user = try transaction.insert(
                NewUser(
                    name: account.name, email: account.email, role: account.role, password: hash, createdAt: openedAt))
            users[account.email] = user
            try transaction.append(
                Actor(user: user, now: openedAt).event(
                    .userRegistered(user.role), .user(user.id), name: user.name))
            if account.isDisabled { try transaction.setDisabled(true, user: user.id) }
        }
        return users
    }

    /// Puts on the shelves what is in stock now and everything that the story sells.
    private static func insert(
        _ products: [(draft: ProductDraft, isArchived: Bool)], netSold: [String: Int], by opener: Actor,
        in transaction: any WriteTransaction
    ) throws -> [String: ID<Product>] {
        var catalogue: [String: ID<Product>] = [:]
        for (draft, _) in products {
            var opening = try ProductRules.checked(draft)
            if let stock = opening.stock { opening.stock = stock + (netSold[draft.name] ?? 0) }
            let product = try ProductRules.create(opening, by: opener, movement: .import, in: transaction)
            catalogue[draft.name] = product.id
        }
        return catalogue
    }

    // MARK: the files

    func table(_ name: String) throws -> CSVTable {
        do {
            return try CSVTable(contentsOf: folder.appending(path: name + ".csv"))
        } catch let problem as CSVReader.Problem {
            throw Problem.wrong(file: name + ".csv", line: 1, what: problem.text)
        }
    }

    func wrong(_ file: String, _ row: CSVTable.Row, _ what: String) -> Problem {
        .wrong(file: file + ".csv", line: row.line, what: what)
    }

    package func settings() throws -> ShopSettings {
        let table = try table("shop")
        let values = Dictionary(table.rows.map { ($0["key"], $0["value"]) }) { first, _ in first }
        guard let name = values["name"], let currency = values["currency"].flatMap(Currency.init(code:)),
            let locale = values["locale"], let zone = values["timeZone"].flatMap(TimeZone.init(identifier:))
        else { throw Problem.wrong(file: "shop.csv", line: 1, what: "name, currency, locale or timeZone is missing") }
        return ShopSettings(
            name: name, money: MoneyFormat(currency: currency, locale: locale), locale: locale, timeZone: zone,
            isDemo: true)
    }

    private func products(_ money: MoneyFormat) throws -> [(draft: ProductDraft, isArchived: Bool)] {
        try table("products").rows.map { row in
            // What is made to order has no stock.
            let stock = Int(row["stock"])
            guard stock != nil || row["stock"].isEmpty, let lowStock = Int(row["lowStock"]),
                let price = try? money.minorUnits(from: row["price"], atMost: Product.priceRange.upperBound)
            else { throw wrong("products", row, "price, stock or lowStock is no number") }
            let draft = ProductDraft(
                name: row["name"], price: price, stock: stock, lowStock: lowStock, category: row["category"],
                description: row["description"])
            return (draft, row["archived"] == "yes")
        }
    }
}
