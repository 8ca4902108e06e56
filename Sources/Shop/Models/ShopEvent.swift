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
        case productCreated, productChanged, productRestocked, productArchived, productRestored, productOff, productOn
        case orderPlaced, orderStatus, orderPayment
        /// A counter's receipt that nobody there can print again.
        case receiptNotPrinted
    }

    public var kind: Kind { change.kind }

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
    public var subject: Subject
    /// The subject's own name at the time: a ticket, a product's or a user's name.
    public var subjectName: String
    public var change: ShopChange
    public var reason: String

    public init(
        number: EventNumber, at: Date, actorID: ID<User>?, actorName: String, subject: Subject,
        subjectName: String, change: ShopChange, reason: String
    ) {
        self.number = number
        self.at = at
        self.actorID = actorID
        self.actorName = actorName
        self.subject = subject
        self.subjectName = subjectName
        self.change = change
        self.reason = reason
    }
}

/// What a store is given to append to the log; the store gives the number.
public struct NewEvent: Sendable {
    public var at: Date
    public var actorID: ID<User>?
    public var subject: ShopEvent.Subject
    public var subjectName: String
    public var change: ShopChange
    public var reason: String

    public init(
        at: Date, actorID: ID<User>?, subject: ShopEvent.Subject, subjectName: String = "", change: ShopChange,
        reason: String = ""
    ) {
        self.at = at
        self.actorID = actorID
        self.subject = subject
        self.subjectName = subjectName
        self.change = change
        self.reason = reason
    }
}
