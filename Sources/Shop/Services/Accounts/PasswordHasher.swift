import Crypto
import CryptoExtras
import Foundation

/// A password as it is stored: never the password itself.
public struct PasswordHash: Hashable, Sendable {
    /// scrypt's parameters, stored with the hash so that they can change.
    public struct Cost: Hashable, Sendable {
        /// N, a power of two.
        public var rounds: Int
        /// r
        public var blockSize: Int
        /// p
        public var parallelism: Int

        public init(rounds: Int, blockSize: Int, parallelism: Int) {
            self.rounds = rounds
            self.blockSize = blockSize
            self.parallelism = parallelism
        }

        /// N = 2^17, r = 8, p = 1: 128 MiB and about 0.3 s.
        public static let standard = Cost(rounds: 1 << 17, blockSize: 8, parallelism: 1)
    }

    public var cost: Cost
    /// 16 bytes.
    public var salt: [UInt8]
    /// 32 bytes.
    public var digest: [UInt8]

    public init(cost: Cost, salt: [UInt8], digest: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.digest = digest
    }
}

/// Hashes passwords with scrypt. Takes long on purpose: never call it inside a transaction or on the UI thread.
public struct PasswordHasher: Sendable {
    /// 32 bytes of a password and its salt, at a cost.
    public typealias Derivation =
        @Sendable (
            _ password: String, _ salt: [UInt8], _ cost: PasswordHash.Cost
        ) throws -> [UInt8]

    public var cost: PasswordHash.Cost
    private let randomBytes: @Sendable (Int) -> [UInt8]
    private let derive: Derivation

    public init(
        cost: PasswordHash.Cost = .standard, randomBytes: @escaping @Sendable (Int) -> [UInt8] = Randomness.system,
        derive: @escaping Derivation = Self.scrypt
    ) {
        self.cost = cost
        self.randomBytes = randomBytes
        self.derive = derive
    }

    public func hash(_ password: String) throws -> PasswordHash {
        let salt = randomBytes(16)
        return PasswordHash(cost: cost, salt: salt, digest: try derive(password, salt, cost))
    }

    /// Compares in constant time, with the parameters the hash was made with.
    public func matches(_ password: String, _ hash: PasswordHash) throws -> Bool {
        let digest = try derive(password, hash.salt, hash.cost)
        guard digest.count == hash.digest.count else { return false }
        return zip(digest, hash.digest).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Spends what checking a password costs, for an email that is not known.
    public func spendCost(_ password: String) throws {
        _ = try derive(password, [UInt8](repeating: 0, count: 16), cost)
    }

    @Sendable public static func scrypt(_ password: String, salt: [UInt8], cost: PasswordHash.Cost) throws -> [UInt8] {
        let normalized = Array(password.precomposedStringWithCompatibilityMapping.utf8)
        let key = try KDF.Scrypt.deriveKey(
            from: normalized, salt: salt, outputByteCount: 32, rounds: cost.rounds, blockSize: cost.blockSize,
            parallelism: cost.parallelism, maxMemory: 256 * cost.rounds * cost.blockSize + (1 << 20))
        return key.withUnsafeBytes { Array($0) }
    }
}

public enum Randomness {
    /// Bytes from the system's secure generator.
    @Sendable public static func system(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// A UUID of version 4 in lower case. (Foundation's opens a file for each, which an order would wait for.)
    @Sendable public static func identifier() -> String {
        var generator = SystemRandomNumberGenerator()
        // RFC 9562, 5.4: the version in bits 48 to 51, the variant in bits 64 and 65.
        let first = generator.next() & ~0xF000 | 0x4000
        let second = generator.next() & ~(0b11 << 62) | 0b10 << 62
        let bytes = [first, second].flatMap { half in withUnsafeBytes(of: half.bigEndian, Array.init) }
        return bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }.uuidString.lowercased()
    }
}
