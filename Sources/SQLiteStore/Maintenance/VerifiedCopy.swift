import Foundation
import GRDB
import Glibc
import Shop

/// A copy of a shop in a file of its own, which is checked before it gets the name that others know.
struct VerifiedCopy {
    /// Pages that are copied at a time.
    private static let step: CInt = 1_000

    /// Bytes of the longest path that the engine opens, less those of what stands beside it.
    private static let longestPath = 480

    /// Seconds that nobody has written to a draft which is nobody's any more.
    private static let abandonedAfter: TimeInterval = 3_600

    /// Where it is made: beside its place, and no other process's.
    let draft: String

    init(beside path: String) { draft = path + ".igniflo-draft-\(getpid())" }

    /// Removes from the folder of `path` the drafts of processes that were killed. The folder may be shared with another
    /// machine, whose processes cannot be seen here; so a draft must be old, too.
    static func removeAbandoned(beside path: String) {
        let files = FileManager.default
        let folder = (path as NSString).deletingLastPathComponent
        for name in (try? files.contentsOfDirectory(atPath: folder)) ?? [] {
            guard let match = name.firstMatch(of: /\.igniflo-draft-(\d+)(-journal|-wal|-shm)?$/),
                let owner = pid_t(match.1), kill(owner, 0) != 0, errno == ESRCH,
                let facts = try? files.attributesOfItem(atPath: folder + "/" + name),
                let written = facts[.modificationDate] as? Date, -written.timeIntervalSinceNow > abandonedAfter
            else { continue }
            unlink(folder + "/" + name)
        }
    }

    /// - Throws: ``StoreError/cannotOpen(place:why:)`` where the engine could not open a file of that name.
    static func checkName(_ path: String) throws {
        guard path.utf8.count > longestPath else { return }
        throw StoreError.cannotOpen(
            place: (path as NSString).lastPathComponent, why: .pathTooLong(mostBytes: longestPath))
    }

    func remove() { for suffix in ["", "-journal", "-wal", "-shm"] { unlink(draft + suffix) } }

    /// Copies what `source` sees; the copy is one file, with no log beside it.
    ///
    /// - Parameters:
    ///   - change: what is changed in the copy.
    ///   - progress: hears how much is copied, from 0 to 1.
    func make(
        from source: Database, mode: mode_t, _ cancellation: Cancellation = Cancellation(),
        _ change: (Database) throws -> Void = { _ in }, progress: @escaping (Double) -> Void = { _ in }
    ) throws {
        remove()
        try DatabaseCreation.makeEmptyFile(draft, mode: mode)
        let queue = try DatabaseQueue(path: draft, configuration: Connection.configuration())
        defer { try? queue.close() }
        // One look before the first page keeps the picture still for as long as the copying takes.
        _ = try SQLiteTransaction(source).lastEventNumber()
        do {
            try queue.inDatabase { db in
                do {
                    try source.backup(to: db, pagesPerStep: Self.step) { pages in
                        try cancellation.check()
                        progress(Double(pages.completedPageCount) / Double(max(1, pages.totalPageCount)))
                    }
                    try db.execute(sql: "PRAGMA journal_mode = DELETE")
                    try change(db)
                } catch let error as DatabaseError where error.resultCode == .SQLITE_IOERR {
                    throw EngineErrors.ioFault(error, on: db, path: draft)
                }
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
            throw StoreError.noSpace(place: draft)
        }
    }

    /// - Throws: ``StoreError/damaged(place:lastBackup:)`` naming `source` when the copy is not whole or not right.
    func check(copyOf source: String, _ cancellation: Cancellation = Cancellation()) throws {
        let queue = try DatabaseQueue(path: draft, configuration: Connection.configuration(readonly: true))
        defer { try? queue.close() }
        let broken = try cancellation.during(queue) { db in
            try Connection.withLargeCache(db) { try HealthCheck.brokenInvariants(db, full: true) }
        }
        guard broken.isEmpty else { throw StoreError.damaged(place: source) }
    }

    /// Gives the copy the name that others know, where nothing has it yet. A name that may not last is taken back.
    func name(_ place: String) throws {
        guard link(draft, place) == 0 else {
            throw errno == EEXIST ? StoreError.exists(place: place) : DatabaseCreation.fault(place)
        }
        do {
            try WALSync.flushFolder(of: place)
        } catch {
            unlink(place)
            throw error
        }
    }

    /// Brings the copy to the disk.
    func flush() throws {
        let descriptor = open(draft, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw DatabaseCreation.fault(draft) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw StoreError.unconfirmed(place: draft, detail: String(cString: strerror(errno)))
        }
    }
}
