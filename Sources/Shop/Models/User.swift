public import Foundation

/// What a user may do: <doc:WhoMayDoWhat>.
public enum Role: String, Codable, CaseIterable, Sendable {
    case customer
    case admin
    /// A counter terminal: lists products and places orders for walk-in customers, nothing else.
    case kiosk
}

/// A person, or a counter's terminal, that signs in by its email.
public struct User: Hashable, Sendable {
    public var id: ID<User>
    public var name: String
    public var email: String
    public var role: Role
    public var isDisabled: Bool
    public var createdAt: Date

    public init(id: ID<User>, name: String, email: String, role: Role, isDisabled: Bool, createdAt: Date) {
        self.id = id
        self.name = name
        self.email = email
        self.role = role
        self.isDisabled = isDisabled
        self.createdAt = createdAt
    }
}

/// What a store is given to make a user; the store gives the number.
public struct NewUser: Sendable {
    public var name: String
    public var email: String
    public var role: Role
    public var password: PasswordHash
    public var createdAt: Date

    public init(name: String, email: String, role: Role, password: PasswordHash, createdAt: Date) {
        self.name = name
        self.email = email
        self.role = role
        self.password = password
        self.createdAt = createdAt
    }
}
