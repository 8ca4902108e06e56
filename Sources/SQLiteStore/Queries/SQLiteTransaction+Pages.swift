import Foundation
import GRDB
import Shop

/// A whole shop, page by page, as it goes from one engine to another.
extension SQLiteTransaction {
    func page(of kind: ShopPage.Kind, after key: ShopPage.Key?, limit: Int) throws -> ShopPage {
        let (number, text) = Self.start(key)
        return switch kind {
        case .users:
            .users(
                try rows(SQL.pageOfUsers, [number, limit]) { row in
                    StoredUser(user: try Self.user(row), password: try Self.password(row))
                })
        case .resets: .resets(try rows(SQL.pageOfResets, [number, limit], Self.reset))
        case .sessions: .sessions(try rows(SQL.pageOfSessions, [text, limit], Self.session))
        case .failures:
            .failures(
                try rows(SQL.pageOfFailures, [text, limit]) { row in
                    StoredFailures(key: try row["key"], failures: try Self.failures(row))
                })
        case .products: .products(try rows(SQL.pageOfProducts, [number, limit], Self.product))
        case .orders: .orders(try pageOfOrders(after: number, limit: limit))
        case .movements:
            .movements(
                try rows(SQL.pageOfMovements, [number, limit]) { row in
                    StoredMovement(id: try row["id"], movement: try Self.movement(row))
                })
        case .events: .events(try rows(SQL.pageOfEvents, [number, limit], Self.event))
        case .carts: .carts(try rows(SQL.pageOfCarts, [number, limit], Self.storedCart))
        case .shop:
            .shop(
                StoredShop(
                    settings: try settings(), tokenKey: try tokenKey(), lastBackup: try lastBackup(),
                    lastUpgrade: try lastUpgrade()))
        }
    }

    private static func start(_ key: ShopPage.Key?) -> (number: Int64, text: String?) {
        switch key {
        case .number(let number): (number, nil)
        case .text(let text): (0, text)
        case nil: (.min, nil)
        }
    }

    private func pageOfOrders(after number: Int64, limit: Int) throws -> [StoredOrder] {
        let orders = try orders(SQL.pageOfOrders, [number, limit])
        let times = try rows(SQL.pageOfReadyTimes, [number, limit]) { try $0[0] as Int64? }
        return zip(orders, times).map { StoredOrder(order: $0, readyAfter: $1) }
    }

    private static func storedCart(_ row: StoredRow) throws -> StoredCart {
        let lines = Data((try row["lines"] as String).utf8)
        guard let decoded = try? JSONDecoder().decode([OrderDraft.Line].self, from: lines) else {
            throw StoreError.constraint(detail: "the lines of a cart are no lines")
        }
        return try StoredCart(
            userID: row["user_id"], cart: Cart(request: row["request"], lines: decoded, note: row["note"]),
            savedAt: row.date("saved_at"))
    }

    // MARK: writing

    func insert(_ page: ShopPage) throws {
        switch page {
        case .users(let users): try insert(users)
        case .resets(let resets): for reset in resets { try save(reset) }
        case .sessions(let sessions): for session in sessions { try insert(session) }
        case .failures(let failures): for entry in failures { try saveSignInFailures(entry.failures, for: entry.key) }
        case .products(let products): try insert(products)
        case .orders(let orders): try insert(orders)
        case .movements(let movements): try insert(movements)
        case .events(let events): try insert(events)
        case .carts(let carts): for cart in carts { try save(cart.cart, of: cart.userID, at: cart.savedAt) }
        case .shop(let shop):
            if let key = shop.tokenKey { try saveTokenKey(key) }
            if let backup = shop.lastBackup { try save(backup) }
            if let upgrade = shop.lastUpgrade { try save(upgrade) }
            // Last, though it is one transaction: with its settings a shop is set up.
            if let settings = shop.settings { try save(settings) }
        }
    }

    private func insert(_ users: [StoredUser]) throws {
        let statement = try BulkStatement(db, SQL.insertStoredUser)
        for stored in users {
            let (user, hash) = (stored.user, stored.password)
            try statement.run(
                user.id, user.name, user.email, TextRule.key(user.email), user.role.rawValue, user.isDisabled,
                user.createdAt.milliseconds, TextRule.folded(user.name), Self.searchKey(user.name, user.email),
                hash.cost.rounds, hash.cost.blockSize, hash.cost.parallelism, Data(hash.salt), Data(hash.digest))
        }
    }

    private func insert(_ products: [Product]) throws {
        let statement = try BulkStatement(db, SQL.insertStoredProduct)
        for product in products {
            try statement.run(
                product.id, product.name, TextRule.key(product.name), product.price, product.stock ?? 0,
                product.lowStock,
                product.category, product.description, product.isArchived, product.isCounted, product.code,
                product.off?.lastDay.number)
        }
    }

    private func insert(_ orders: [StoredOrder]) throws {
        let statement = try BulkStatement(db, SQL.insertStoredOrder)
        for stored in orders {
            let order = stored.order
            try statement.run(
                order.id, order.request, order.businessDay.number, order.ticket.channel.rawValue, order.ticket.number,
                order.customerID, order.customerName, order.placedByID, order.status.rawValue, order.payment.rawValue,
                order.note, order.total, order.version, order.createdAt.milliseconds, order.updatedAt.milliseconds,
                order.statusAt.milliseconds, stored.readyAfter)
            try insert(order.items, of: order.id)
        }
        try indexNewOrders()
    }

    private func insert(_ movements: [StoredMovement]) throws {
        let statement = try BulkStatement(db, SQL.insertStoredMovement)
        for stored in movements {
            let movement = stored.movement
            try statement.run(
                stored.id, movement.productID, movement.delta, movement.kind.rawValue, movement.orderID,
                movement.actorID,
                movement.reason, movement.at.milliseconds)
        }
    }

    private func insert(_ events: [ShopEvent]) throws {
        let statement = try BulkStatement(db, SQL.insertStoredEvent)
        for event in events {
            let (subject, id) = event.subject.columns
            let (kind, from, to) = event.change.columns
            try statement.run(
                event.number, event.at.milliseconds, event.actorID, kind.rawValue, subject, id, event.subjectName, from,
                to, event.reason)
        }
    }
}

extension SQL {
    static let pageOfUsers = "SELECT * FROM users WHERE id > ? ORDER BY id LIMIT ?"
    static let pageOfResets = "SELECT * FROM password_resets WHERE user_id > ? ORDER BY user_id LIMIT ?"
    static let pageOfSessions = "SELECT * FROM sessions WHERE ?1 IS NULL OR id > ?1 ORDER BY id LIMIT ?2"
    static let pageOfFailures = "SELECT * FROM sign_in_failures WHERE ?1 IS NULL OR key > ?1 ORDER BY key LIMIT ?2"
    static let pageOfProducts = "SELECT * FROM products WHERE id > ? ORDER BY id LIMIT ?"
    static let pageOfOrders = "SELECT * FROM orders WHERE id > ? ORDER BY id LIMIT ?"
    static let pageOfReadyTimes = "SELECT ready_after FROM orders WHERE id > ? ORDER BY id LIMIT ?"
    static let pageOfMovements = "SELECT * FROM stock_movements WHERE id > ? ORDER BY id LIMIT ?"
    static let pageOfEvents = "SELECT *, '' AS actor_name FROM events WHERE number > ? ORDER BY number LIMIT ?"
    static let pageOfCarts = "SELECT * FROM carts WHERE user_id > ? ORDER BY user_id LIMIT ?"

    static let insertStoredUser = """
        INSERT INTO users (id, name, email, email_key, role, is_disabled, created_at, name_key, search_key,
            scrypt_rounds, scrypt_block_size, scrypt_parallelism, password_salt, password_digest)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let insertStoredProduct = """
        INSERT INTO products (id, name, name_key, price, stock, low_stock, category, description, is_archived, is_counted,
            code, off_through)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let insertStoredOrder = """
        INSERT INTO orders (id, request, business_day, channel, number, customer_id, customer_name, placed_by, status,
            payment, note, total, version, created_at, updated_at, status_at, ready_after, is_filed)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
        """
    static let insertStoredMovement = """
        INSERT INTO stock_movements (id, product_id, delta, kind, order_id, actor_id, reason, at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let insertStoredEvent = """
        INSERT INTO events (number, at, actor_id, kind, subject, subject_id, subject_name, from_value, to_value, reason)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
}
