import CStore
import Foundation
import GRDB
import Glibc
import Shop

/// Opens a shop's file, or makes it, with the writer's lock around everything that could race.
struct StoreOpener {
    let path: String
    let writeLimit: Duration
    let flushes: Bool
    /// Whether an older file is brought to the newest version of `schema`, or refused.
    let upgrades: Bool
    let schema: Migrator
    /// Hears how far that is.
    let progress: @Sendable (UpgradeProgress) -> Void

    init(
        path: String, writeLimit: Duration, flushes: Bool = true, upgrades: Bool = true, schema: Migrator = .current,
        progress: @escaping @Sendable (UpgradeProgress) -> Void = { _ in }
    ) {
        self.path = DatabaseFiles.canonical(path)
        self.writeLimit = writeLimit
        self.flushes = flushes
        self.upgrades = upgrades
        self.schema = schema
        self.progress = progress
    }

    struct Opened: Sendable {
        var pool: DatabasePool
        var lock: WriterLock
        var files: DatabaseFiles
        var log: Checkpointer
        /// Nil where the file can only be read.
        var flusher: WALSync?
        var state: StoreState
        /// What opening it did to an older file.
        var upgrade: UpgradeRecord?
    }

    func open(create: Bool) async throws -> Opened {
        try await SQLiteStore.offMain { try look(create: create) }
        do {
            guard FileMetadata.identity(of: path) == nil || access(path, W_OK) == 0 else {
                throw StoreError.readOnly(place: path)
            }
            let lock = WriterLock(database: path)
            return try await lock.hold(by: .now.advanced(by: writeLimit)) { _ in try openForWriting(lock) }
        } catch let fault as StoreError {
            guard case .readOnly = fault else { throw fault }
            do {
                return try await SQLiteStore.offMain { try openForReading(fault) }
            } catch let refusal as StoreError {
                switch refusal {
                case .notUpgraded, .otherSteps, .newerSchema: throw refusal
                default: throw fault
                }
            } catch {
                throw fault
            }
        }
    }

    private func look(create: Bool) throws {
        cstore_configure()
        cstore_survive_file_limit()
        try FileMetadata.refuseNetworkFileSystem(path)
        if FileMetadata.identity(of: path) == nil {
            guard create else { throw StoreError.missing(place: path) }
            try DatabaseCreation(path: path).makeFolder()
        } else {
            try FileMetadata.inspect(path, known: schema.version)
        }
    }

    private func openForWriting(_ lock: WriterLock) throws -> Opened {
        let new = DatabaseCreation(path: path, schema: schema)
        if FileMetadata.identity(of: path) == nil {
            try new.make()
        } else {
            new.removeDraft()
            try schema.check(fileAt: path)
        }
        let before = FileMetadata.identity(of: path)
        let pool = try DatabasePool(path: path, configuration: Connection.configuration())
        do {
            return try setUp(pool, lock, opened: before)
        } catch {
            // Whatever this process shares between its connections is to be opened anew by the next attempt.
            try? pool.close()
            throw error
        }
    }

    private func setUp(_ pool: DatabasePool, _ lock: WriterLock, opened before: FileMetadata.Identity?) throws -> Opened
    {
        let log = Checkpointer()
        let upgrade = try pool.writeWithoutTransaction { db in
            let upgrade = try upgraded(db, lock)
            try Connection.setUpWriter(db, schemaVersion: schema.version)
            log.follow(db)
            return upgrade
        }
        let files = try DatabaseFiles(path: path, schemaVersion: schema.version)
        guard FileMetadata.identity(of: path) == before else { throw StoreError.replaced(place: path) }
        let flusher = try WALSync(database: path, isEnabled: flushes)
        // What a terminal that died had committed but not flushed is about to be read, and shown as placed.
        try flusher.flush()
        // Nor does an order last whose log has no name: whoever made the log may have died before this.
        try WALSync.flushFolder(of: path)
        return Opened(
            pool: pool, lock: lock, files: files, log: log, flusher: flusher, state: StoreState(nil), upgrade: upgrade)
    }

    private func upgraded(_ db: Database, _ lock: WriterLock) throws -> UpgradeRecord? {
        try schema.check(db, path: path)
        let found = try Schema.version(of: db)
        guard upgrades || found >= schema.version else {
            throw StoreError.notUpgraded(place: path, found: found, known: schema.version, why: .notNow)
        }
        return try Upgrade(path: path, schema: schema, now: Date(), tell: progress).run(db) { try lock.markUpgrade() }
    }

    /// A shop that can be seen but not changed: its disk, its folder or its file is read-only.
    private func openForReading(_ fault: StoreError) throws -> Opened {
        let pool = try DatabasePool(path: path, configuration: Connection.configuration(readonly: true))
        try pool.read { db in
            try schema.check(db, path: path)
            let found = try Schema.version(of: db)
            guard found == schema.version else {
                throw StoreError.notUpgraded(place: path, found: found, known: schema.version, why: .failed(fault))
            }
            _ = try SQLiteTransaction(db).lastEventNumber()
        }
        return Opened(
            pool: pool, lock: WriterLock(database: path),
            files: try DatabaseFiles(path: path, schemaVersion: schema.version),
            log: Checkpointer(), flusher: nil, state: StoreState(fault))
    }
}
