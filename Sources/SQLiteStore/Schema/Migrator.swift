import GRDB
import Shop

/// The versions of the schema that a program knows, and how a file is brought from one to the next.
package struct Migrator: Sendable {
    /// Versions up to this one were released before files carried digests.
    private static let lastWithoutDigest = 2

    package let migrations: [Migration]

    /// - Parameter migrations: the first makes version 1 of an empty file.
    package init(_ migrations: [Migration]) { self.migrations = migrations }

    /// The newest version.
    package var version: Int { migrations.count }

    // MARK: what a file has

    /// Looks whether this program may use what the file has. Nothing is written.
    ///
    /// - Throws: ``StoreError/newerSchema(place:found:known:)`` or ``StoreError/otherSteps(place:version:copy:)``.
    func check(_ db: Database, path: String) throws {
        let found = try Schema.version(of: db)
        guard found <= version else { throw StoreError.newerSchema(place: path, found: found, known: version) }
        guard found > Self.lastWithoutDigest else { return }
        let recorded = try Row.fetchAll(db, sql: "SELECT version, digest FROM schema_versions").reduce(into: [:]) {
            $0[$1["version"] as Int] = $1["digest"] as String
        }
        for version in (Self.lastWithoutDigest + 1)...found where recorded[version] != digest(version).hex {
            let upgrade = try SQLiteTransaction(db).lastUpgrade()
            let copy = upgrade.flatMap {
                $0.from < version && FileMetadata.identity(of: $0.path) != nil ? $0.path : nil
            }
            throw StoreError.otherSteps(place: path, version: version, copy: copy)
        }
    }

    /// The same before a file is opened for writing: where it has no log yet, the engine would give it one at once.
    func check(fileAt path: String) throws {
        guard try FileMetadata.inspect(path, known: version).isInOneFile else { return }
        let queue = try DatabaseQueue(path: path, configuration: Connection.configuration(readonly: true))
        defer { try? queue.close() }
        try queue.read { try check($0, path: path) }
    }

    func digest(_ version: Int) -> SchemaDigest { SchemaDigest(of: migrations[version - 1]) }

    // MARK: migrating

    /// Brings the schema from the file's version to the newest, all steps in one transaction: killed at any instant it is
    /// the old file or the new one.
    ///
    /// - Parameters:
    ///   - tell: hears how far it is.
    ///   - finish: what belongs to the transaction, and comes last.
    /// - Throws: what a step, the engine's checks, or `finish` throws; the file is as it was then.
    func migrate(
        _ db: Database, tell: (UpgradeProgress) -> Void = { _ in }, _ finish: (Database) throws -> Void = { _ in }
    ) throws {
        let found = try Schema.version(of: db)
        guard found < version else { return }
        try db.inTransaction(.immediate) {
            for (index, migration) in migrations[found...].enumerated() {
                try migration.run(db) { share in
                    tell(UpgradeProgress(.changing, share: (Double(index) + share) / Double(version - found)))
                }
                try record(found + index + 1, in: db)
            }
            try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
            try db.execute(sql: "PRAGMA user_version = \(version)")
            // Of a new file there is nothing to prove.
            if found > 0 {
                tell(UpgradeProgress(.verifying))
                try verify(db)
            }
            try finish(db)
            return .commit
        }
    }

    private func record(_ version: Int, in db: Database) throws {
        guard version > Self.lastWithoutDigest else { return }
        try db.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS schema_versions (
                    version INTEGER PRIMARY KEY,
                    digest TEXT NOT NULL CHECK (length(digest) = 64)
                ) STRICT
                """)
        try db.execute(
            sql: "INSERT INTO schema_versions (version, digest) VALUES (?, ?)",
            arguments: [version, digest(version).hex])
    }

    /// Proves that what has come of the file is what a new file is, and that its rows fit.
    private func verify(_ db: Database) throws {
        let differences = try SchemaText(db).differences(from: newSchema())
        guard differences.isEmpty else { throw StoreError.alteredSchema(objects: differences) }
        let damages = try String.fetchAll(db, sql: "PRAGMA quick_check(1)").filter { $0 != "ok" }
        if let damage = damages.first { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: damage) }
        if let row = try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") {
            throw StoreError.constraint(detail: "a row of \(row["table"] as String) names another that is not there")
        }
    }

    /// The schema of a new file.
    func newSchema() throws -> SchemaText {
        let queue = try DatabaseQueue(configuration: Connection.configuration())
        defer { try? queue.close() }
        return try queue.inDatabase { db in
            try migrate(db)
            return try SchemaText(db)
        }
    }
}
