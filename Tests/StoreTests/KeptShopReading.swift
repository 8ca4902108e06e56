import Foundation
import GRDB
import Presentation
import Shop

@testable import SQLiteStore

/// What a part of a shop reads as: once by a question to the file of the first or second schema, as it is kept, and once
/// by what the program says of it today.
struct KeptShopReading: Sendable {
    let name: String
    /// One column of text, in order.
    let sql: String
    /// Gets what identifies the rows, where the program must be asked for each.
    let read: @Sendable (any ReadTransaction, _ keys: [String]) throws -> [String]
    var keys = "SELECT ''"

    func old(_ db: Database) throws -> (lines: [String], keys: [String]) {
        (try String.fetchAll(db, sql: sql), try String.fetchAll(db, sql: keys))
    }

    private static func line(_ values: Any?...) -> String {
        values.map { value in
            switch value {
            case let date as Date: String(date.milliseconds)
            case let flag as Bool: flag ? "1" : "0"
            case let value?: "\(value)"
            case nil: ""
            }
        }.joined(separator: "|")
    }

    static let all = [events, orders, items, products, movements, users, carts, resets, sessions, failures, settings]

    private static let events = KeptShopReading(
        name: "events",
        sql: """
            SELECT number || '|' || at || '|' || coalesce(actor_id, '') || '|' || kind || '|' || subject_name || '|'
                || from_value || '|' || to_value || '|' || reason FROM events ORDER BY number
            """
    ) { transaction, _ in
        try transaction.events(after: 0, limit: 10_000).map {
            line(
                $0.number, $0.at, $0.actorID, $0.kind.rawValue, $0.subjectName, $0.change.columns.from,
                $0.change.columns.to, $0.reason)
        }
    }

    private static func allOrders(_ transaction: any ReadTransaction) throws -> [Order] {
        try transaction.orders(matching: OrderQuery(), sortedBy: .newestFirst, after: nil, limit: 10_000)
    }

    private static let orders = KeptShopReading(
        name: "orders",
        sql: """
            SELECT id || '|' || request || '|' || business_day || '|' || channel || '|' || number || '|'
                || coalesce(customer_id, '') || '|' || customer_name || '|' || placed_by || '|' || status || '|' || payment
                || '|' || note || '|' || total || '|' || version || '|' || created_at || '|' || updated_at || '|' || status_at
            FROM orders ORDER BY id DESC
            """
    ) { transaction, _ in
        try allOrders(transaction).map { order in
            line(
                order.id, order.request, order.businessDay.number, order.ticket.channel.rawValue, order.ticket.number,
                order.customerID, order.customerName, order.placedByID, order.status.rawValue, order.payment.rawValue,
                order.note, order.total, order.version, order.createdAt, order.updatedAt, order.statusAt)
        }
    }

    private static let items = KeptShopReading(
        name: "items",
        sql: """
            SELECT order_id || '|' || product_id || '|' || name || '|' || quantity || '|' || price || '|' || note
            FROM order_items ORDER BY order_id DESC, line
            """
    ) { transaction, _ in
        try allOrders(transaction).flatMap { order in
            order.items.map { line(order.id, $0.productID, $0.name, $0.quantity, $0.price, $0.note) }
        }
    }

    private static let products = KeptShopReading(
        name: "products",
        sql: """
            SELECT id || '|' || name || '|' || price || '|' || stock || '|' || low_stock || '|' || category || '|'
                || description || '|' || is_archived FROM products ORDER BY id
            """
    ) { transaction, _ in
        try transaction.products(includingArchived: true).sorted { $0.id < $1.id }.map {
            line($0.id, $0.name, $0.price, $0.stock, $0.lowStock, $0.category, $0.description, $0.isArchived)
        }
    }

    private static let movements = KeptShopReading(
        name: "movements",
        sql: """
            SELECT product_id || '|' || id || '|' || delta || '|' || kind || '|' || reason || '|' || at
            FROM stock_movements ORDER BY product_id, id DESC
            """,
        read: { transaction, keys in
            try keys.compactMap(ID<Product>.init).flatMap { product in
                try transaction.movements(of: product, before: nil, limit: 10_000).map {
                    line(
                        product, $0.id, $0.movement.delta, $0.movement.kind.rawValue, $0.movement.reason, $0.movement.at
                    )
                }
            }
        }, keys: "SELECT id FROM products ORDER BY id")

    private static let users = KeptShopReading(
        name: "users",
        sql: """
            SELECT id || '|' || name || '|' || email || '|' || role || '|' || is_disabled || '|' || created_at FROM users
            ORDER BY id
            """
    ) { transaction, _ in
        try transaction.users(searching: [], after: nil, limit: 10_000).sorted { $0.id < $1.id }.map {
            line($0.id, $0.name, $0.email, $0.role.rawValue, $0.isDisabled, $0.createdAt)
        }
    }

    private static let carts = KeptShopReading(
        name: "carts",
        sql: """
            SELECT user_id || '|' || request || '|' || carts.note || '|'
                || coalesce((SELECT group_concat(json_extract(value, '$.product') || ' '
                    || json_extract(value, '$.quantity') || ' ' || json_extract(value, '$.note')) FROM json_each(lines)), '')
            FROM carts ORDER BY user_id
            """,
        read: { transaction, keys in
            try keys.compactMap { key in
                try ID<User>(key).flatMap { try transaction.cart(of: $0) }.map { cart in
                    let lines = cart.lines.map { "\($0.productID) \($0.quantity) \($0.note)" }.joined(separator: ",")
                    return line(key, cart.request, cart.note, lines)
                }
            }
        }, keys: "SELECT user_id FROM carts ORDER BY user_id")

    private static let resets = KeptShopReading(
        name: "resets", sql: "SELECT user_id || '|' || created_at FROM password_resets ORDER BY user_id",
        read: { transaction, keys in
            try keys.compactMap { key in
                try ID<User>(key).flatMap { try transaction.reset(of: $0) }.map { line($0.userID, $0.createdAt) }
            }
        }, keys: "SELECT user_id FROM password_resets ORDER BY user_id")

    private static let sessions = KeptShopReading(
        name: "sessions", sql: "SELECT id || '|' || user_id || '|' || seen_at FROM sessions ORDER BY id",
        read: { transaction, keys in
            try keys.compactMap { try transaction.session($0) }.map { line($0.id, $0.userID, $0.seenAt) }
        }, keys: "SELECT id FROM sessions ORDER BY id")

    private static let failures = KeptShopReading(
        name: "failures", sql: "SELECT key || '|' || count || '|' || last_at FROM sign_in_failures ORDER BY key",
        read: { transaction, keys in
            try keys.compactMap { key in
                try transaction.signInFailures(key).map { line(key, $0.count, $0.lastAt) }
            }
        }, keys: "SELECT key FROM sign_in_failures ORDER BY key")

    private static let settings = KeptShopReading(
        name: "settings",
        sql: """
            SELECT (SELECT value FROM settings WHERE key = 'name') || '|'
                || (SELECT value FROM settings WHERE key = 'currency') || '|'
                || (SELECT value FROM settings WHERE key = 'amberMinutes') || '|'
                || coalesce((SELECT value FROM settings WHERE key = 'lastBackupPath'), '')
            """
    ) { transaction, _ in
        let settings = try transaction.settings()
        return [
            line(settings?.name, settings?.currency.code, settings?.amberMinutes, try transaction.lastBackup()?.path)
        ]
    }
}
