public import Foundation

/// A password reset as the shop keeps it: the code only by its hash.
public struct PasswordReset: Hashable, Sendable {
    /// How long a code counts: 30 minutes, in seconds.
    public static let lifetime: TimeInterval = 1_800

    public var userID: ID<User>
    public var code: PasswordHash
    public var createdAt: Date

    public init(userID: ID<User>, code: PasswordHash, createdAt: Date) {
        self.userID = userID
        self.code = code
        self.createdAt = createdAt
    }

    /// A clock that was set back must not keep a code alive for ever.
    func counts(at now: Date) -> Bool { abs(now.timeIntervalSince(createdAt)) <= Self.lifetime }
}

/// A one-time code for a new password, to be shown once and told to its person.
public struct ResetCode: Hashable, Sendable {
    /// Ten letters and digits that are not mistaken for one another: `7KQ2M-XV4PD`.
    public let text: String
    public let expiresAt: Date

    /// Crockford's 32 symbols, without I, L, O and U: ten of them are 50 bits.
    private static let symbols = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    private static let length = 10

    init(randomBytes: (Int) -> [UInt8], now: Date) {
        let symbols = randomBytes(Self.length).map { Self.symbols[Int($0 & 31)] }
        text = String(symbols.prefix(5)) + "-" + String(symbols.dropFirst(5))
        expiresAt = now.addingTimeInterval(PasswordReset.lifetime)
    }

    /// A typed code as it was hashed: without blanks and dashes, O read as 0, I and L as 1 (Crockford's base 32).
    static func normalized(_ typed: String) -> String {
        let kept = typed.prefix(64).uppercased().filter { !$0.isWhitespace && $0 != "-" }
        return String(kept.map { $0 == "O" ? "0" : $0 == "I" || $0 == "L" ? "1" : $0 })
    }
}
