import Foundation
import Glibc
import Shop
import Synchronization

/// Brings the write-ahead log to the disk, outside the gate, before an answer is given. With `synchronous=NORMAL`
/// inside the gate this makes a commit as durable as FULL would, and the flushes of many processes overlap.
final class LogFlusher: Sendable {
    private let path: String
    private let descriptor = Mutex<Int32>(-1)

    /// - Parameter database: the database's path; its log is `-wal` beside it.
    init(database: String) {
        path = database + "-wal"
    }

    deinit {
        let open = descriptor.withLock { $0 }
        if open >= 0 { close(open) }
    }

    /// - Throws: ``StoreFault`` when the disk does not take it: then nothing was promised.
    func flush() throws {
        let current = try currentDescriptor()
        guard fdatasync(current) == 0 else {
            throw errno == ENOSPC || errno == EDQUOT
                ? StoreFault.noSpace(path: path)
                : StoreFault.other("\(path) could not be flushed: \(String(cString: strerror(errno)))")
        }
    }

    /// A descriptor of the log that is there now. The engine keeps no lock on the log itself, so closing an old one is
    /// safe.
    private func currentDescriptor() throws -> Int32 {
        guard let named = FileFacts.identity(of: path) else { throw StoreFault.replaced(path: path) }
        return try descriptor.withLock { open in
            if open >= 0, FileFacts(descriptor: open)?.identity == named { return open }
            if open >= 0 { close(open) }
            open = Glibc.open(path, O_RDWR | O_CLOEXEC)
            guard open >= 0 else { throw StoreFault.cannotOpen(path: path, why: String(cString: strerror(errno))) }
            return open
        }
    }

    /// Makes new files' names durable.
    static func flushFolder(of path: String) {
        let folder = Glibc.open((path as NSString).deletingLastPathComponent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }
}
