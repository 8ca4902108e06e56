import Foundation
import Presentation
import SQLiteStore
import SeamRecorder
import Shop
import Testing

/// An engine under the seam, as the story below needs it: a fresh shop's data, opened as often as asked.
struct Engine: Sendable, CustomTestStringConvertible {
    let name: String
    /// Makes the data of a new shop; each call of what it returns opens it once more, as another terminal would.
    let make: @Sendable () async throws -> @Sendable () async throws -> any Store

    var testDescription: String { name }

    static let all = [sqlite]

    /// The same engine, with a note of what is asked of it.
    func recorded(in record: CallRecord) -> Engine {
        Engine(name: name) {
            let open = try await make()
            return { RecordingStore(try await open(), in: record) }
        }
    }

    static let sqlite = Engine(name: "SQLite") {
        let path = try Folder().path("shop.db")
        // Beside all other tests even a short turn may be long.
        return { try await SQLiteStore.open(path, create: true, writeLimit: .seconds(60)) }
    }
}

/// A fresh folder of the system's temporary ones.
struct Folder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "igniflo-test-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    func path(_ name: String) -> String { url.appending(path: name).path }
}

/// What the stories write.
enum Sample {
    static let now = Date(timeIntervalSince1970: 1_795_000_000)
    static let settings = ShopSettings(
        name: "Corner Café", money: MoneyFormat(currency: .euro, locale: "de_DE"), locale: "de_DE", timeZone: .gmt,
        isDemo: true, amberMinutes: 7, redMinutes: 21, bell: false)

    static func user(_ name: String, role: Role = .customer) -> NewUser {
        let password = PasswordHash(
            cost: PasswordHash.Cost(rounds: 2, blockSize: 1, parallelism: 1), salt: Array(repeating: 7, count: 16),
            digest: Array(repeating: 9, count: 32))
        return NewUser(name: name, email: "\(name)@Example.com", role: role, password: password, createdAt: now)
    }

    static func order(_ request: String, by user: ID<User>, of product: ID<Product>, number: Int = 1) -> Order {
        Order(
            id: 0, request: request, ticket: Ticket(channel: .customer, number: number),
            businessDay: BusinessDay(number: 20_261_118), customerID: user, customerName: "Ada", placedByID: user,
            status: .placed, payment: .unpaid, note: "for two", total: 700, version: 1, createdAt: now, updatedAt: now,
            statusAt: now, items: [OrderItem(productID: product, name: "Tea", quantity: 2, price: 350, note: "hot")])
    }

    static func event(_ text: String) -> NewEvent {
        NewEvent(at: now, actorID: nil, subject: .shop, change: .setting(from: "", to: text))
    }
}

extension WriteTransaction {
    /// Writes an order that takes nothing off the shelves.
    func insert(_ order: Order) throws -> ID<Order> {
        let event = NewEvent(
            at: order.createdAt, actorID: order.placedByID, subject: .order(0),
            subjectName: order.ticket.description, change: .orderPlaced)
        guard case .inserted(let id) = try insert(NewOrder(order, taking: [], event: event)) else { return 0 }
        return id
    }
}

extension Store {
    /// Appends one event for each text, each in a transaction of its own.
    func append(_ texts: [String]) async throws {
        for text in texts { try await write { _ = try $0.append(Sample.event(text)) } }
    }

    /// What happens after the event of this number.
    func feed(
        after number: EventNumber, through filter: @escaping FeedFilter = { events, _ in events }
    ) async throws -> AsyncStream<FeedSignal> {
        changes(after: try await read { try $0.feedPosition(after: number) }, through: filter)
    }

    /// All of them in one transaction.
    func appendAtOnce(_ texts: [String]) async throws {
        try await write { transaction in
            for text in texts { try transaction.append(Sample.event(text)) }
        }
    }
}
