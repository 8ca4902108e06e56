import Foundation
import Presentation
import SQLiteStore
import Shop

/// Places orders with the very statements of the store, on SQLite's own interface, each flushed by the engine
/// (`synchronous=FULL`): what no program on this engine can be faster than.
final class FloorTerminal {
    private static let patience: Int32 = 5_000

    private struct Wanted {
        var id: Int64
        var name: String
        var price: Int64
    }

    private let engine: Engine
    private let session, user, settings, request, product, ticket, order, item, fresh, search, stock,
        movement, event: EngineStatement
    private let indexing: [EngineStatement]
    private let sessionID = UUID().uuidString.lowercased()
    private let admin: Int64
    private let products: [Wanted]

    init(_ path: String) throws {
        let engine = try Engine(path)
        self.engine = engine
        engine.setBusyTimeout(milliseconds: Self.patience)
        try engine.execute("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON")
        session = try engine.prepare(SQL.session)
        user = try engine.prepare(SQL.user)
        settings = try engine.prepare(SQL.settingsText)
        request = try engine.prepare(SQL.orderByRequest)
        product = try engine.prepare(SQL.product)
        ticket = try engine.prepare(SQL.lastTicket)
        order = try engine.prepare(SQL.insertOrder)
        item = try engine.prepare(SQL.insertItem)
        fresh = try engine.prepare(SQL.unindexedEntries)
        search = try engine.prepare(SQL.insertSearch)
        indexing = try SQL.indexing.map(engine.prepare)
        stock = try engine.prepare(SQL.moveStock)
        movement = try engine.prepare(SQL.insertMovement)
        event = try engine.prepare(SQL.insertEvent)
        admin = try engine.prepare("SELECT min(id) FROM users WHERE role = 'admin'").first() ?? 0
        products = try engine.texts("SELECT id FROM products WHERE stock > 10000 AND is_archived = 0").map { id in
            let price = try engine.texts("SELECT price FROM products WHERE id = \(id)").first ?? ""
            let text = try engine.texts("SELECT name FROM products WHERE id = \(id)").first ?? ""
            return Wanted(id: Int64(id) ?? 0, name: text, price: Int64(price) ?? 0)
        }
        guard products.count >= 3 else { throw BenchProblem(words: "The shop has too little in stock.") }
        let now = EngineValue.integer(Self.now)
        try engine.prepare(SQL.insertSession).run(.text(sessionID), .integer(admin), now, now)
    }

    private static var now: Int64 { Int64(Date().timeIntervalSince1970 * 1_000) }

    func place(_ number: Int) throws {
        try engine.execute("BEGIN IMMEDIATE")
        do {
            try write((0..<3).map { products[(number + $0) % products.count] })
            try engine.execute("COMMIT")
        } catch {
            try? engine.execute("ROLLBACK")
            throw error
        }
    }

    private func write(_ wanted: [Wanted]) throws {
        let now = Self.now
        let (admin, day) = (EngineValue.integer(admin), EngineValue.integer(BusinessDay(Date(), in: .gmt).number))
        let asked = EngineValue.text(UUID().uuidString.lowercased())
        // Who asks, and the settings.
        try session.run(.text(sessionID))
        try user.run(admin)
        try settings.run()
        try request.run(asked)
        for line in wanted { try product.run(.integer(line.id)) }
        let next = Ticket(channel: .kiosk, number: Int(try ticket.first(day, .text("K")) ?? 0) + 1)
        try order.run(
            asked, day, .text("K"), .integer(next.number), .null, .text("Sam"), admin, .text("placed"),
            .text("unpaid"), .text(""), .integer(wanted.reduce(0) { $0 + $1.price }), .integer(1), .integer(now),
            .integer(now), .integer(now))
        let id = EngineValue.integer(engine.lastID)
        for (index, line) in wanted.enumerated() {
            try item.run(
                id, .integer(index), .integer(line.id), .text(line.name), .integer(1), .integer(line.price), .text(""),
                .integer(1))
        }
        if engine.lastID.isMultiple(of: SQL.indexingBatch) { try file() }
        for line in wanted {
            let (piece, product) = (EngineValue.integer(-1), EngineValue.integer(line.id))
            try stock.run(piece, product, piece, piece)
            try movement.run(product, piece, .text("sale"), id, admin, .text(""), .integer(now))
        }
        try event.run(
            .integer(now), admin, .text("orderPlaced"), .text("order"), id, .text(next.description), .text(""),
            .text("placed"), .text(""))
    }

    private func file() throws {
        var names = OrderSearch.KnownNames()
        for row in try fresh.rows() {
            let ticket = Ticket(channel: Ticket.Channel(rawValue: row[1]) ?? .kiosk, number: Int(row[2]) ?? 0)
            let entry = OrderSearch.Entry(
                ticket, owner: ID<User>(row[3]), customerName: row[4], products: row[5], &names)
            try search.run([.integer(Int64(row[0]) ?? 0)] + entry.columns.map(EngineValue.text))
        }
        for statement in indexing { try statement.run() }
    }
}
