import Foundation
import GRDB
import Shop

extension SQLiteTransaction {
    func hasUsers() throws -> Bool { try row(SQL.anyUser) != nil }

    func user(_ id: UserID) throws -> User? { try row(SQL.user, [id]).map(Self.user) }

    func user(emailKey key: String) throws -> (user: User, password: PasswordHash)? {
        try row(SQL.userByEmail, [key]).map { (try Self.user($0), try Self.password($0)) }
    }

    func insert(_ user: NewUser) throws -> User {
        try run(
            SQL.insertUser,
            [
                user.name, user.email, TextRule.key(user.email), user.role.rawValue, user.password.cost.rounds,
                user.password.cost.blockSize, user.password.cost.parallelism, Data(user.password.salt),
                Data(user.password.digest), user.createdAt.milliseconds,
            ], whenTaken: .email)
        return User(
            id: db.lastInsertedRowID, name: user.name, email: user.email, role: user.role, isDisabled: false,
            createdAt: user.createdAt)
    }

    func setPassword(_ password: PasswordHash, of user: UserID) throws {
        try run(
            SQL.setPassword,
            [
                password.cost.rounds, password.cost.blockSize, password.cost.parallelism, Data(password.salt),
                Data(password.digest), user,
            ])
    }

    func setDisabled(_ isDisabled: Bool, user: UserID) throws { try run(SQL.setDisabled, [isDisabled, user]) }

    func session(_ id: String) throws -> SessionRecord? {
        try row(SQL.session, [id]).map { row in
            try SessionRecord(
                id: row["id"], user: row["user_id"], createdAt: row.date("created_at"), seenAt: row.date("seen_at"))
        }
    }

    func insert(_ session: SessionRecord) throws {
        try run(
            SQL.insertSession,
            [session.id, session.user, session.createdAt.milliseconds, session.seenAt.milliseconds])
    }

    func touchSession(_ id: String, at: Date) throws { try run(SQL.touchSession, [at.milliseconds, id]) }

    func deleteSession(_ id: String) throws { try run(SQL.deleteSession, [id]) }

    func signInFailures(_ key: String) throws -> SignInFailures? {
        try row(SQL.failures, [key]).map { try SignInFailures(count: $0["count"], lastAt: $0.date("last_at")) }
    }

    func saveSignInFailures(_ failures: SignInFailures, for key: String) throws {
        try run(SQL.saveFailures, [key, failures.count, failures.lastAt.milliseconds])
    }

    func clearSignInFailures(_ key: String) throws { try run(SQL.clearFailures, [key]) }

    private static func user(_ row: StoredRow) throws -> User {
        try User(
            id: row["id"], name: row["name"], email: row["email"], role: row.word("role"),
            isDisabled: row["is_disabled"], createdAt: row.date("created_at"))
    }

    private static func password(_ row: StoredRow) throws -> PasswordHash {
        try PasswordHash(
            cost: PasswordHash.Cost(
                rounds: row["scrypt_rounds"], blockSize: row["scrypt_block_size"],
                parallelism: row["scrypt_parallelism"]),
            salt: Array(row["password_salt"] as Data), digest: Array(row["password_digest"] as Data))
    }
}

extension SQL {
    static let anyUser = "SELECT 1 FROM users LIMIT 1"
    static let user = "SELECT * FROM users WHERE id = ?"
    static let userByEmail = "SELECT * FROM users WHERE email_key = ?"
    static let insertUser = """
        INSERT INTO users (name, email, email_key, role, scrypt_rounds, scrypt_block_size, scrypt_parallelism,
            password_salt, password_digest, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let setPassword = """
        UPDATE users SET scrypt_rounds = ?, scrypt_block_size = ?, scrypt_parallelism = ?, password_salt = ?,
            password_digest = ? WHERE id = ?
        """
    static let setDisabled = "UPDATE users SET is_disabled = ? WHERE id = ?"
    static let session = "SELECT * FROM sessions WHERE id = ?"
    static let insertSession = "INSERT INTO sessions (id, user_id, created_at, seen_at) VALUES (?, ?, ?, ?)"
    static let touchSession = "UPDATE sessions SET seen_at = ? WHERE id = ?"
    static let deleteSession = "DELETE FROM sessions WHERE id = ?"
    static let failures = "SELECT count, last_at FROM sign_in_failures WHERE key = ?"
    static let saveFailures = """
        INSERT INTO sign_in_failures (key, count, last_at) VALUES (?, ?, ?)
        ON CONFLICT (key) DO UPDATE SET count = excluded.count, last_at = excluded.last_at
        """
    static let clearFailures = "DELETE FROM sign_in_failures WHERE key = ?"
}
