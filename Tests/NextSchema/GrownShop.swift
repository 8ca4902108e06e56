package import GRDB

/// Many orders for a shop that is there, made by the engine alone.
package enum GrownShop {
    /// Adds orders that were just placed, half of them paid, of the first product: with their items, movements and events,
    /// and not filed yet. (A shop of the first schema counts them; its search does not have them.)
    ///
    /// - Parameter count: up to 1,000,000.
    package static func add(_ count: Int, to db: Database) throws {
        let isFiled = try db.columns(in: "orders").contains { $0.name == "is_filed" }
        try db.inTransaction(.immediate) {
            try db.execute(
                sql: """
                    UPDATE products SET stock = stock + \(count) WHERE id = 1;
                    INSERT INTO stock_movements (product_id, delta, kind, reason, at)
                    VALUES (1, \(count), 'restock', 'for the crowd', 0);
                    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
                    INSERT INTO orders (request, business_day, channel, number, customer_name, placed_by, status, payment,
                        note, total, version, created_at, updated_at, status_at \(isFiled ? ", is_filed" : ""))
                    SELECT 'of-a-crowd-' || i, 20260101 + i % 28, 'K', 100000 + i, 'Guest ' || i % 997, 1, 'placed',
                        iif(i % 2, 'paid', 'unpaid'), '', (SELECT price FROM products WHERE id = 1), 1 + i % 2,
                        1767225600000 + i, 1767225600000 + i, 1767225600000 + i \(isFiled ? ", 0" : "")
                    FROM n;
                    INSERT INTO order_items (order_id, line, product_id, name, quantity, price, note)
                    SELECT orders.id, 0, products.id, name, 1, price, '' FROM orders, products
                    WHERE request LIKE 'of-a-crowd-%' AND products.id = 1;
                    INSERT INTO stock_movements (product_id, delta, kind, order_id, actor_id, reason, at)
                    SELECT 1, -1, 'sale', id, 1, '', created_at FROM orders WHERE request LIKE 'of-a-crowd-%';
                    UPDATE products SET stock = stock - \(count) WHERE id = 1;
                    INSERT INTO events (at, actor_id, kind, subject, subject_id, subject_name, from_value, to_value, reason)
                    SELECT created_at, 1, 'orderPlaced', 'order', id, 'K-' || number, '', 'placed', '' FROM orders
                    WHERE request LIKE 'of-a-crowd-%';
                    """)
            return .commit
        }
    }
}
