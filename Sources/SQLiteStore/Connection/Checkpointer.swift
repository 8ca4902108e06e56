import CStore
import GRDB

/// Keeps the write-ahead log short: carries it over into the database, always under the writer's lock.
///
/// Used on the writer's queue only; the engine's hook writes the count there.
final class Checkpointer: @unchecked Sendable {
    // Never touched by two threads at once: the class says where it is used.
    private let pages = UnsafeMutablePointer<Int32>.allocate(capacity: 1)

    init() { pages.initialize(to: 0) }

    deinit { pages.deallocate() }

    func follow(_ db: Database) {
        cstore_count_log_pages(db.sqliteConnection, pages)
        _ = cstore_take_written_pages(db.sqliteConnection)
    }

    enum Outcome { case short, done, later }

    /// Checkpoints when the last commit carried the log's length over a multiple of the limit: so one process of many
    /// does it, and a reader in the way puts it off for a while and not until the next commit.
    ///
    /// - Returns: `later` when the commit alone was so large that the lock is to be released, and the commit flushed, before it is
    ///   carried over.
    func checkpointIfLong(_ db: Database) -> Outcome {
        let length = Int(pages.pointee)
        let written = Int(cstore_take_written_pages(db.sqliteConnection))
        guard length / Connection.checkpointPages > max(0, length - written) / Connection.checkpointPages else {
            return .short
        }
        guard written < Connection.largeCommitPages else { return .later }
        // Should it fail, the log is as good as it was, and only longer.
        try? checkpoint(db, length >= Connection.restartPages ? .restart : .passive)
        return .done
    }

    /// Checkpoints whatever the log's length; the longest wait for a reader in the way is short, for the lock is held.
    func checkpoint(_ db: Database, _ kind: Database.CheckpointMode) throws {
        try db.execute(sql: "PRAGMA busy_timeout = \(Connection.readerPatience)")
        defer { try? db.execute(sql: "PRAGMA busy_timeout = \(Connection.busyTimeout)") }
        try db.checkpoint(kind)
    }

    /// The log's length is long enough to be worth a checkpoint by whoever leaves.
    var isLong: Bool { Int(pages.pointee) >= Connection.checkpointPages }
}
