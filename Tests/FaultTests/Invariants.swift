import Foundation
import GRDB
import Testing

/// What must hold of a shop's file after every fault (TheRulesOfAShop, "Faults"), asked with SQL of its own.
enum Invariants {
    /// What does not hold, in words.
    ///
    /// - Parameter placed: what terminals said was placed: order numbers by request.
    static func broken(_ path: String, placed: [String: Int64] = [:]) throws -> [String] {
        let queue = try look(path)
        defer { try? queue.close() }
        return try queue.inDatabase { db in
            var broken = try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
            for (words, sql) in questions {
                broken += try Row.fetchAll(db, sql: sql).map { "\(words): \($0)" }
            }
            let stored = try Row.fetchAll(db, sql: "SELECT request, id FROM orders").reduce(into: [:]) {
                $0[$1["request"] as String] = $1["id"] as Int64
            }
            for (request, id) in placed where stored[request] != id {
                broken.append("lost: order \(id) of request \(request) was said to be placed")
            }
            return broken
        }
    }

    /// The file, open to be asked by the tests alone: what closing it carries over need not wait for the disk.
    static func look(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = OFF") }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    private static let questions = [
        ("a row names one that is not there", "PRAGMA foreign_key_check"),
        (
            "stock is not the sum of its movements",
            """
            SELECT name, stock, sum(delta) FROM products LEFT JOIN stock_movements ON product_id = products.id
            GROUP BY products.id HAVING stock <> coalesce(sum(delta), 0) OR stock < 0
            """
        ),
        (
            "stock was below zero at some time",
            """
            SELECT product_id, id FROM (
                SELECT id, product_id, sum(delta) OVER (PARTITION BY product_id ORDER BY id) AS level
                FROM stock_movements) WHERE level < 0
            """
        ),
        (
            "the total is not that of the items",
            """
            SELECT id, total FROM orders WHERE total <>
                coalesce((SELECT sum(quantity * price) FROM order_items WHERE order_id = orders.id), 0)
            """
        ),
        (
            "what was sold did not leave the shelf, once",
            """
            SELECT id FROM orders LEFT JOIN (
                SELECT order_id, -sum(delta) AS pieces FROM stock_movements WHERE kind = 'sale' GROUP BY order_id) AS sold
                ON sold.order_id = orders.id
            WHERE coalesce((SELECT sum(quantity) FROM order_items WHERE order_id = orders.id), 0) <>
                coalesce(sold.pieces, 0)
            """
        ),
        (
            "an order is neither filed nor fresh, or both",
            """
            SELECT id FROM orders WHERE is_filed <> (id <= (SELECT last_order FROM order_filing))
                OR is_filed <> (id IN (SELECT order_id FROM order_products))
            """
        ),
        (
            "the days do not count the orders that are filed",
            "SELECT sum(orders) FROM order_days HAVING sum(orders) <> (SELECT sum(is_filed) FROM orders)"
        ),
        ("two orders of a request", "SELECT request FROM orders GROUP BY request HAVING count(*) > 1"),
        (
            "replaying the log does not give the status",
            """
            SELECT id, status FROM orders WHERE status <> coalesce((SELECT to_value FROM events
                WHERE subject = 'order' AND subject_id = orders.id AND kind IN ('orderPlaced', 'orderStatus')
                ORDER BY number DESC LIMIT 1), '')
            """
        ),
        (
            "a step does not begin where the one before it ended",
            """
            SELECT number FROM (
                SELECT number, kind, from_value, lag(to_value) OVER (PARTITION BY subject_id ORDER BY number) AS ended
                FROM events WHERE subject = 'order' AND kind IN ('orderPlaced', 'orderStatus'))
            WHERE kind = 'orderStatus' AND from_value IS NOT ended
            """
        ),
        (
            "the version does not count the steps",
            """
            SELECT id, version FROM orders WHERE version <> (SELECT count(*) FROM events
                WHERE subject = 'order' AND subject_id = orders.id AND kind IN ('orderPlaced', 'orderStatus')) AND payment = 'unpaid'
            """
        ),
    ]
}
