public import Foundation

/// The number of an event. What orders events is this number, never a clock.
public typealias EventNumber = Int64

/// One row of the append-only log: who changed what, from what, to what, when.
/// It is the audit trail, and the live feed reads it.
public struct ShopEvent: Hashable, Sendable {
    public enum Kind: String, Codable, CaseIterable, Sendable {
        case shopOpened, settingsChanged, shopBackedUp, shopRestored, shopUpgraded
        case userRegistered, userRenamed, userEmail, userPassword, userRole, userDisabled, userEnabled
        case userResetStarted, sessionsEnded
        case productCreated, productChanged, productRestocked, productArchived, productRestored
        case orderPlaced, orderStatus, orderPayment
        /// A counter's receipt that nobody there can print again.
        case receiptNotPrinted
    }

    /// What the event is about.
    public enum Subject: Hashable, Sendable {
        case shop
        case user(ID<User>)
        case product(ID<Product>)
        case order(ID<Order>)
    }

    public var number: EventNumber
    public var at: Date
    /// Nil when the shop itself did it.
    public var actorID: ID<User>?
    public var actorName: String
    public var kind: Kind
    public var subject: Subject
    /// The subject's own name at the time: a ticket, a product's or a user's name.
    public var subjectName: String
    public var from: String
    public var to: String
    public var reason: String

    public init(
        number: EventNumber, at: Date, actorID: ID<User>?, actorName: String, kind: Kind, subject: Subject,
        subjectName: String, from: String, to: String, reason: String
    ) {
        self.number = number
        self.at = at
        self.actorID = actorID
        self.actorName = actorName
        self.kind = kind
        self.subject = subject
        self.subjectName = subjectName
        self.from = from
        self.to = to
        self.reason = reason
    }
}

/// What a store is given to append to the log; the store gives the number.
public struct NewEvent: Sendable {
    public var at: Date
    public var actorID: ID<User>?
    public var kind: ShopEvent.Kind
    public var subject: ShopEvent.Subject
    public var subjectName: String
    public var from: String
    public var to: String
    public var reason: String

    public init(
        at: Date, actorID: ID<User>?, kind: ShopEvent.Kind, subject: ShopEvent.Subject, subjectName: String = "",
        from: String = "", to: String = "", reason: String = ""
    ) {
        self.at = at
        self.actorID = actorID
        self.kind = kind
        self.subject = subject
        self.subjectName = subjectName
        self.from = from
        self.to = to
        self.reason = reason
    }
}
