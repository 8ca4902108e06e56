import Foundation
import GRDB
import Shop

/// A file of products, which may be a very large one: nobody else writes until it is done, so nothing is done here that
/// could be done before, and every statement is prepared once.
extension SQLiteTransaction {
    func insert(_ arrivals: [ProductArrival], by actor: ID<User>, at: Date) throws {
        guard !arrivals.isEmpty else { return }
        try withRoom {
            let statement = try BulkStatement(db, SQL.insertArrival)
            var first: ID<Product>?
            do {
                for arrival in arrivals {
                    let draft = arrival.draft
                    try statement.run(
                        draft.name, arrival.nameKey, draft.price, draft.stock ?? 0, draft.lowStock,
                        draft.category, draft.description, arrival.isArchived, draft.stock != nil, draft.code,
                        arrival.off?.lastDay.number)
                    first = first ?? ID(db.lastInsertedRowID)
                }
            } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE {
                throw ShopError.invalid([.productName: .taken])
            }
            let facts: StoredArguments = [actor, at.milliseconds, first]
            for sql in SQL.arrivalsFollow { try run(sql, facts) }
        }
    }

    func apply(_ changes: [ProductChange], by actor: ID<User>, at: Date) throws {
        guard !changes.isEmpty else { return }
        try withRoom {
            // Two products may change codes with each other.
            let forget = try BulkStatement(db, SQL.forgetCode)
            for change in changes where change.old.code != change.new.code && !change.old.code.isEmpty {
                try forget.run(change.new.id)
            }
            let update = try BulkStatement(db, SQL.updateListed)
            let tell = try BulkStatement(db, SQL.tellChange)
            let move = try BulkStatement(db, SQL.moveListed)
            // In the order of their numbers, so that table and index are gone through once.
            for index in changes.indices.sorted(by: { changes[$0].new.id < changes[$1].new.id }) {
                let change = changes[index]
                let (old, new) = (change.old, change.new)
                try update.run(
                    new.name, new.price, new.stock ?? 0, new.lowStock, new.category,
                    new.description, new.isArchived, new.stock != nil, new.code, new.off?.lastDay.number, new.id)
                for (kind, from, to) in change.told.map(\.columns) {
                    try tell.run(at.milliseconds, actor, kind.rawValue, new.id, new.name, from, to)
                }
                let delta = (new.stock ?? 0) - (old.stock ?? 0)
                if delta != 0 { try move.run(new.id, delta, actor, at.milliseconds) }
            }
        }
    }

    /// Indexes that are written here and there need room to be fast.
    private func withRoom(_ body: () throws -> Void) throws {
        let room = try Int.fetchOne(db, sql: "PRAGMA cache_size") ?? 0
        try db.execute(sql: "PRAGMA cache_size = -65536")
        defer { try? db.execute(sql: "PRAGMA cache_size = \(room)") }
        try body()
    }
}

extension SQL {
    static let insertArrival = """
        INSERT INTO products (name, name_key, price, stock, low_stock, category, description, is_archived, is_counted, code,
            off_through)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    /// What comes with each product from number ?3 on that has just been inserted with its stock.
    static let arrivalsFollow = [
        """
        INSERT INTO stock_movements (product_id, delta, kind, actor_id, reason, at)
        SELECT id, stock, 'import', ?1, '', ?2 FROM products WHERE id >= ?3 AND stock > 0 ORDER BY id
        """,
        """
        INSERT INTO events (at, actor_id, kind, subject, subject_id, subject_name, from_value, to_value, reason)
        SELECT ?2, ?1, 'productCreated', 'product', id, name, '', price, '' FROM products WHERE id >= ?3 ORDER BY id
        """,
        """
        INSERT INTO events (at, actor_id, kind, subject, subject_id, subject_name, from_value, to_value, reason)
        SELECT ?2, ?1, 'productArchived', 'product', id, name, '', '', '' FROM products
        WHERE id >= ?3 AND is_archived = 1 ORDER BY id
        """,
        """
        INSERT INTO events (at, actor_id, kind, subject, subject_id, subject_name, from_value, to_value, reason)
        SELECT ?2, ?1, 'productOff', 'product', id, name, '', iif(off_through = 99991231, '',
            format('%04d-%02d-%02d', off_through / 10000, off_through / 100 % 100, off_through % 100)), '' FROM products
        WHERE id >= ?3 AND off_through IS NOT NULL ORDER BY id
        """,
    ]
    static let forgetCode = "UPDATE products SET code = '' WHERE id = ?"
    /// A listed product keeps its name's key, by which it was found.
    static let updateListed = """
        UPDATE products
        SET name = ?, price = ?, stock = ?, low_stock = ?, category = ?, description = ?, is_archived = ?,
            is_counted = ?, code = ?, off_through = ?
        WHERE id = ?
        """
    static let moveListed = """
        INSERT INTO stock_movements (product_id, delta, kind, actor_id, reason, at) VALUES (?, ?, 'import', ?, 'import', ?)
        """
    static let tellChange = """
        INSERT INTO events (at, actor_id, kind, subject, subject_id, subject_name, from_value, to_value, reason)
        VALUES (?, ?, ?, 'product', ?, ?, ?, ?, 'import')
        """
}
