import GRDB
package import SQLiteStore

/// A version that no program has: this program's newest, and one more, as a later program might make it. It changes the
/// large tables in each of the ways that are open to them.
package enum NextSchema {
    package static let migrator = migrator(with: version())

    /// The same on top of a version of one's own.
    package static func migrator(with version: Migration) -> Migrator {
        Migrator(Migrator.current.migrations + [version])
    }

    /// - Parameters:
    ///   - rowsPerBatch: of what is filled in.
    ///   - label: is in the text of a step, so that another one makes other steps of it.
    package static func version(rowsPerBatch: Int = 10_000, label: String = "") -> Migration {
        Migration(
            [
                .sql(
                    """
                    ALTER TABLE orders ADD COLUMN tip INTEGER NOT NULL DEFAULT 0 CHECK (tip >= 0);
                    ALTER TABLE orders ADD COLUMN shouted TEXT NOT NULL DEFAULT '\(label)';
                    CREATE TABLE order_payments (
                        order_id INTEGER NOT NULL REFERENCES orders (id),
                        amount INTEGER NOT NULL CHECK (amount > 0),
                        PRIMARY KEY (order_id, amount)
                    ) STRICT, WITHOUT ROWID;
                    """)
            ] + loosenings.map { .loosen($0) } + [
                .backfill(
                    Backfill(
                        of: "orders",
                        "UPDATE orders SET shouted = shout_3(customer_name), tip = total % 10 WHERE id BETWEEN ?1 AND ?2",
                        functions: [shout], rowsPerBatch: rowsPerBatch)),
                .backfill(
                    Backfill(
                        of: "orders",
                        """
                        INSERT INTO order_payments SELECT id, total FROM orders
                        WHERE payment = 'paid' AND id BETWEEN ?1 AND ?2
                        """, rowsPerBatch: rowsPerBatch)),
                .sql(
                    """
                    CREATE INDEX orders_by_shout ON orders (shouted, id) WHERE is_filed = 1;
                    DROP TRIGGER movements_stay;
                    CREATE TRIGGER movements_stay BEFORE UPDATE ON stock_movements
                        BEGIN SELECT RAISE(ABORT, 'movements are not changed'); END;
                    """),
            ])
    }

    package static let loosenings = [
        CheckLoosening(of: "orders", from: "CHECK (length(note) <= 500)", to: "CHECK (length(note) <= 1000)"),
        CheckLoosening(of: "order_items", from: "CHECK (length(note) <= 200)", to: "CHECK (length(note) <= 400)"),
        CheckLoosening(of: "events", from: "CHECK (length(reason) <= 200)", to: "CHECK (length(reason) <= 400)"),
        CheckLoosening(
            of: "stock_movements", from: "reason TEXT NOT NULL CHECK (length(reason) <= 200)", to: "reason TEXT"),
    ]

    private static let shout = DatabaseFunction("shout_3", argumentCount: 1, pure: true) { values in
        String.fromDatabaseValue(values[0])?.uppercased()
    }

    /// What must be so of a file that the version was made of, as questions whose answers are the rows that are wrong.
    package static let questions = [
        "SELECT id FROM orders WHERE tip <> total % 10 OR (customer_name <> '') <> (shouted <> '')",
        "SELECT id FROM orders WHERE (payment = 'paid') <> EXISTS (SELECT 1 FROM order_payments WHERE order_id = id)",
        "SELECT 'orders_by_shout' WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'orders_by_shout')",
    ]
}
