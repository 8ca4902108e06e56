import Foundation
import Glibc
import Shop
import Synchronization

/// Brings the write-ahead log to the disk, outside the lock, before an answer is given. With `synchronous=NORMAL`
/// under the lock this makes a commit as durable as FULL would, and the flushes of many processes overlap.
///
/// Another process may have checkpointed the commit, and begun the log anew, before it is flushed here: then the
/// checkpoint has flushed the log before it wrote to the database, and the database before the log began anew.
final class WALSync: Sendable {
    private let path: String
    private let descriptor: Int32
    private let isEnabled: Bool
    private let doubt = Atomic(false)

    /// - Parameters:
    ///   - database: the database's path; its log is `-wal` beside it, and stays the same file while the shop is open.
    ///   - isEnabled: false only to show what would be lost without it.
    init(database: String, isEnabled: Bool) throws {
        path = database + "-wal"
        self.isEnabled = isEnabled
        descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw StoreError.unreachable(place: path, detail: String(cString: strerror(errno)))
        }
    }

    deinit { close(descriptor) }

    /// The system tells of a failed flush once, and may then forget what it could not write: flushing again proves
    /// nothing. From then on a commit counts only when the log has been carried over into the database.
    var isInDoubt: Bool { doubt.load(ordering: .acquiring) }

    func settle() { doubt.store(false, ordering: .releasing) }

    /// - Throws: ``StoreError/unconfirmed(place:detail:)`` when the disk does not take it: then nothing was promised.
    func flush() throws {
        guard isEnabled, fdatasync(descriptor) != 0 else { return }
        let why = String(cString: strerror(errno))
        doubt.store(true, ordering: .releasing)
        throw StoreError.unconfirmed(place: path, detail: why)
    }

    /// Makes durable what was made, renamed or removed in the folder of `path`: the files' names, and not only their bytes.
    ///
    /// - Throws: ``StoreError/unconfirmed(place:detail:)``: a loss of power may take it back.
    static func flushFolder(of path: String) throws {
        do {
            try DurableFile.flushFolder(of: path)
        } catch {
            throw StoreError.unconfirmed(place: error.path, detail: error.why)
        }
    }
}
