/// A line of the table of rights: what one role may do, how far that goes, and who may let it go further.
public struct Right: Hashable, Sendable {
    public var operation: ShopOperation
    /// Nil for someone who has not signed in.
    public var role: Role?
    public var limit: Limit
    /// The role of whoever may let this one go beyond the limit, on the spot and for once.
    public var overrideRole: Role?

    public init(_ operation: ShopOperation, _ role: Role?, _ limit: Limit = .unlimited, overrideRole: Role? = nil) {
        self.operation = operation
        self.role = role
        self.limit = limit
        self.overrideRole = overrideRole
    }

    /// How far a right goes.
    public enum Limit: Hashable, Sendable {
        case unlimited
        /// One's own orders only.
        case own
        /// One's own orders only, while they are placed and nothing is paid.
        case ownUnpaidWhilePlaced
        /// What this counter has placed, until the shop takes it up.
        case placedHere
        /// What this counter has placed, until the shop takes it up, and in any case for so many seconds.
        case placedHereOrWithin(seconds: Int)
    }
}

extension Right {
    /// The same right to several operations, for several roles.
    static func of(_ roles: [Role?], to operations: [ShopOperation]) -> [Right] {
        operations.flatMap { operation in roles.map { Right(operation, $0) } }
    }
}
