import Foundation
import GRDB
import Shop

extension SQLiteTransaction {
    func hasUsers() throws -> Bool { try exists(SQL.anyUser) }

    func user(_ id: ID<User>) throws -> User? { try row(SQL.user, [id], Self.user) }

    func user(emailKey key: String) throws -> (user: User, password: PasswordHash)? {
        try row(SQL.userByEmail, [key]) { (try Self.user($0), try Self.password($0)) }
    }

    func insert(_ user: NewUser) throws -> User {
        try run(
            SQL.insertUser,
            [
                user.name, user.email, TextRule.key(user.email), user.role.rawValue, user.createdAt.milliseconds,
                TextRule.folded(user.name), Self.searchKey(user.name, user.email),
            ] + Self.columns(user.password), whenTaken: .email)
        return User(
            id: ID(db.lastInsertedRowID), name: user.name, email: user.email, role: user.role, isDisabled: false,
            createdAt: user.createdAt)
    }

    func setName(_ name: String, of user: ID<User>) throws {
        guard let known = try self.user(user) else { return }
        try run(SQL.setName, [name, TextRule.folded(name), Self.searchKey(name, known.email), user])
    }

    func setEmail(_ email: String, of user: ID<User>) throws {
        guard let known = try self.user(user) else { return }
        try run(
            SQL.setEmail, [email, TextRule.key(email), Self.searchKey(known.name, email), user], whenTaken: .email)
    }

    func setPassword(_ password: PasswordHash, of user: ID<User>) throws {
        try run(SQL.setPassword, Self.columns(password) + [user])
    }

    func setDisabled(_ isDisabled: Bool, user: ID<User>) throws { try run(SQL.setDisabled, [isDisabled, user]) }

    func setRole(_ role: Role, of user: ID<User>) throws { try run(SQL.setRole, [role.rawValue, user]) }

    func users(searching words: [String], after last: User?, limit: Int) throws -> [User] {
        let wanted = String(decoding: try JSONEncoder().encode(words), as: UTF8.self)
        let key = last.map { TextRule.folded($0.name) } ?? ""
        return try rows(SQL.users, [key, last?.id ?? 0, words.first ?? "", wanted, limit], Self.user)
    }

    func hasEnabledAdmin(otherThan user: ID<User>) throws -> Bool { try exists(SQL.otherAdmin, [user]) }

    func reset(of user: ID<User>) throws -> PasswordReset? {
        try row(SQL.reset, [user], Self.reset)
    }

    func save(_ reset: PasswordReset) throws {
        try run(SQL.saveReset, [reset.userID, reset.createdAt.milliseconds] + Self.columns(reset.code))
    }

    func deleteReset(of user: ID<User>) throws { try run(SQL.deleteReset, [user]) }

    func session(_ id: String) throws -> SessionRecord? {
        try row(SQL.session, [id], Self.session)
    }

    func insert(_ session: SessionRecord) throws {
        try run(
            SQL.insertSession,
            [session.id, session.userID, session.createdAt.milliseconds, session.seenAt.milliseconds])
    }

    func touchSession(_ id: String, at: Date) throws { try run(SQL.touchSession, [at.milliseconds, id]) }

    func deleteSession(_ id: String) throws { try run(SQL.deleteSession, [id]) }

    func deleteSessions(of user: ID<User>, except kept: String?) throws -> Int {
        try run(SQL.deleteSessions, [user, kept])
        return db.changesCount
    }

    func signInFailures(_ key: String) throws -> SignInFailures? {
        try row(SQL.failures, [key], Self.failures)
    }

    func saveSignInFailures(_ failures: SignInFailures, for key: String) throws {
        try run(SQL.saveFailures, [key, failures.count, failures.lastAt.milliseconds])
    }

    func clearSignInFailures(_ key: String) throws { try run(SQL.clearFailures, [key]) }

    func forgetSignInFailures(outside times: ClosedRange<Date>) throws {
        try run(SQL.forgetFailures, [times.lowerBound.milliseconds, times.upperBound.milliseconds])
    }

    static func user(_ row: StoredRow) throws -> User {
        try User(
            id: row["id"], name: row["name"], email: row["email"], role: row.word("role"),
            isDisabled: row["is_disabled"], createdAt: row.date("created_at"))
    }

    static func reset(_ row: StoredRow) throws -> PasswordReset {
        try PasswordReset(userID: row["user_id"], code: password(row), createdAt: row.date("created_at"))
    }

    static func session(_ row: StoredRow) throws -> SessionRecord {
        try SessionRecord(
            id: row["id"], userID: row["user_id"], createdAt: row.date("created_at"), seenAt: row.date("seen_at"))
    }

    static func failures(_ row: StoredRow) throws -> SignInFailures {
        try SignInFailures(count: row["count"], lastAt: row.date("last_at"))
    }

    static func searchKey(_ name: String, _ email: String) -> String { TextRule.folded(name + " " + email) }

    /// The five columns of a hash, in the order of the statements.
    private static func columns(_ hash: PasswordHash) -> StoredArguments {
        [
            hash.cost.rounds, hash.cost.blockSize, hash.cost.parallelism, Data(hash.salt), Data(hash.digest),
        ]
    }

    static func password(_ row: StoredRow) throws -> PasswordHash {
        try PasswordHash(
            cost: PasswordHash.Cost(
                rounds: row["scrypt_rounds"], blockSize: row["scrypt_block_size"],
                parallelism: row["scrypt_parallelism"]),
            salt: Array(row["password_salt"] as Data), digest: Array(row["password_digest"] as Data))
    }
}

extension SQL {
    static let anyUser = "SELECT 1 FROM users LIMIT 1"
    package static let user = "SELECT * FROM users WHERE id = ?"
    static let userByEmail = "SELECT * FROM users WHERE email_key = ?"
    static let insertUser = """
        INSERT INTO users (name, email, email_key, role, created_at, name_key, search_key, scrypt_rounds,
            scrypt_block_size, scrypt_parallelism, password_salt, password_digest)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let setName = "UPDATE users SET name = ?, name_key = ?, search_key = ? WHERE id = ?"
    static let setEmail = "UPDATE users SET email = ?, email_key = ?, search_key = ? WHERE id = ?"
    static let setRole = "UPDATE users SET role = ? WHERE id = ?"
    static let users = """
        SELECT * FROM users WHERE (name_key, id) > (?, ?) AND instr(search_key, ?) > 0
            AND NOT EXISTS (SELECT 1 FROM json_each(?) WHERE instr(search_key, value) = 0)
        ORDER BY name_key, id LIMIT ?
        """
    static let otherAdmin = "SELECT 1 FROM users WHERE role = 'admin' AND is_disabled = 0 AND id <> ? LIMIT 1"
    static let reset = "SELECT * FROM password_resets WHERE user_id = ?"
    static let saveReset = """
        INSERT OR REPLACE INTO password_resets (user_id, created_at, scrypt_rounds, scrypt_block_size,
            scrypt_parallelism, password_salt, password_digest)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    static let deleteReset = "DELETE FROM password_resets WHERE user_id = ?"
    static let setPassword = """
        UPDATE users SET scrypt_rounds = ?, scrypt_block_size = ?, scrypt_parallelism = ?, password_salt = ?,
            password_digest = ? WHERE id = ?
        """
    static let setDisabled = "UPDATE users SET is_disabled = ? WHERE id = ?"
    package static let session = "SELECT * FROM sessions WHERE id = ?"
    package static let insertSession = "INSERT INTO sessions (id, user_id, created_at, seen_at) VALUES (?, ?, ?, ?)"
    static let touchSession = "UPDATE sessions SET seen_at = ? WHERE id = ?"
    static let deleteSession = "DELETE FROM sessions WHERE id = ?"
    static let deleteSessions = "DELETE FROM sessions WHERE user_id = ? AND id IS NOT ?"
    static let failures = "SELECT count, last_at FROM sign_in_failures WHERE key = ?"
    static let saveFailures = """
        INSERT INTO sign_in_failures (key, count, last_at) VALUES (?, ?, ?)
        ON CONFLICT (key) DO UPDATE SET count = excluded.count, last_at = excluded.last_at
        """
    static let clearFailures = "DELETE FROM sign_in_failures WHERE key = ?"
    static let forgetFailures = "DELETE FROM sign_in_failures WHERE last_at NOT BETWEEN ? AND ?"
}
