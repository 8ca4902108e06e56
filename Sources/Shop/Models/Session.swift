public import Foundation

/// A signed-in user at one terminal. It counts only while its row lives in the shop.
public struct Session: Hashable, Sendable {
    /// The token's `jti`.
    public let id: String
    public let user: User

    public init(id: String, user: User) {
        self.id = id
        self.user = user
    }

    public var role: Role { user.role }
}

/// A session as the shop keeps it.
public struct SessionRecord: Hashable, Sendable {
    public var id: String
    public var userID: ID<User>
    public var createdAt: Date
    public var seenAt: Date

    public init(id: String, userID: ID<User>, createdAt: Date, seenAt: Date) {
        self.id = id
        self.userID = userID
        self.createdAt = createdAt
        self.seenAt = seenAt
    }
}

extension Role {
    /// How long a session may idle, in seconds; nil when it does not idle out (<doc:TheRulesOfAShop>).
    public var idleLimit: TimeInterval? {
        switch self {
        case .customer: 8 * 3_600
        case .admin: 12 * 3_600
        case .kiosk: nil
        }
    }
}
