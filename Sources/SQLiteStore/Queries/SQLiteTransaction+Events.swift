import Foundation
import GRDB
import Shop

extension SQLiteTransaction {
    func lastEventNumber() throws -> EventNumber { try row(SQL.lastEvent) { try $0[0] ?? 0 } ?? 0 }

    func feedPosition() throws -> FeedPosition { FeedPosition(after: try lastEventNumber()) }

    func feedPosition(after number: EventNumber) throws -> FeedPosition { FeedPosition(after: number) }

    func events(after position: FeedPosition, limit: Int) throws -> [ShopEvent] {
        try events(after: position.lastKnown, limit: limit)
    }

    func events(after number: EventNumber, limit: Int) throws -> [ShopEvent] {
        try rows(SQL.eventsAfter, [number, limit], Self.event)
    }

    func events(before number: EventNumber, limit: Int) throws -> [ShopEvent] {
        try rows(SQL.eventsBefore, [number, limit], Self.event)
    }

    func events(ofOrder id: ID<Order>) throws -> [ShopEvent] { try rows(SQL.eventsOfOrder, [id], Self.event) }

    func append(_ event: NewEvent) throws -> EventNumber {
        try Self.insert(event, with: BulkStatement(db, SQL.insertEvent))
        return db.lastInsertedRowID
    }

    func append(_ events: [NewEvent]) throws {
        guard !events.isEmpty else { return }
        let statement = try BulkStatement(db, SQL.insertEvent)
        for event in events { try Self.insert(event, with: statement) }
    }

    private static func insert(_ event: NewEvent, with statement: BulkStatement) throws {
        let (subject, id) = event.subject.columns
        let (kind, from, to) = event.change.columns
        try statement.run(
            event.at.milliseconds, event.actorID, kind.rawValue, subject, id, event.subjectName, from, to, event.reason)
    }

    static func event(_ row: StoredRow) throws -> ShopEvent {
        try ShopEvent(
            number: row["number"], at: row.date("at"), actorID: row["actor_id"], actorName: row["actor_name"] ?? "",
            subject: ShopEvent.Subject(row["subject"], id: row["subject_id"]), subjectName: row["subject_name"],
            change: ShopChange((kind: row.word("kind"), from: row["from_value"], to: row["to_value"])),
            reason: row["reason"])
    }
}

extension ShopEvent.Subject {
    var columns: (name: String, id: Int64) {
        switch self {
        case .shop: ("shop", 0)
        case .user(let id): ("user", id.rawValue)
        case .product(let id): ("product", id.rawValue)
        case .order(let id): ("order", id.rawValue)
        }
    }

    fileprivate init(_ name: String, id: Int64) throws {
        switch name {
        case "shop": self = .shop
        case "user": self = .user(ID(id))
        case "product": self = .product(ID(id))
        case "order": self = .order(ID(id))
        default: throw StoreError.constraint(detail: "subject reads \(name)")
        }
    }
}

/// Every statement that the store runs, by name.
package enum SQL {
    static let lastEvent = "SELECT max(number) FROM events"
    static let eventsAfter = """
        SELECT events.*, users.name AS actor_name FROM events LEFT JOIN users ON users.id = events.actor_id
        WHERE number > ? ORDER BY number LIMIT ?
        """
    static let eventsBefore = """
        SELECT events.*, users.name AS actor_name FROM events LEFT JOIN users ON users.id = events.actor_id
        WHERE number < ? ORDER BY number DESC LIMIT ?
        """
    static let eventsOfOrder = """
        SELECT events.*, users.name AS actor_name FROM events LEFT JOIN users ON users.id = events.actor_id
        WHERE subject = 'order' AND subject_id = ? ORDER BY number
        """
    package static let insertEvent = """
        INSERT INTO events (at, actor_id, kind, subject, subject_id, subject_name, from_value, to_value, reason)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    /// The statements that read orders or events: none may scan the table.
    static let readsOfHistory =
        [
            order, ordersByNumber, orderByRequest, orderByTicket, openOrders, completedOrders, completedTotals, items,
            lastTicket, lastEvent, eventsAfter, eventsBefore, eventsOfOrder, updateOrder, movements, orderDays, pickups,
            totalsOfCustomer, salesSlots, productSales, readyTimes, touchedProducts, lastMovement, unindexedEntries,
        ] + indexing
}
