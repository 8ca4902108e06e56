import Foundation
import Glibc
import Shop

extension SQLiteStore {
    /// Takes a shop's file away, for good: while nobody writes to it. Who has it open is told that it was replaced.
    ///
    /// - Throws: ``ShopError/store(_:)``.
    public static func remove(_ path: String, writeLimit: Duration = writeLimit) async throws {
        do {
            _ = try await offMain { try FileFacts.inspect(path) }
            try await WriteGate(database: path).hold(by: .now.advanced(by: writeLimit)) { desk in
                desk?.erase()
                try removeNow(path)
            }
        } catch {
            throw EngineErrors.folded(error, path: path)
        }
    }

    private static func removeNow(_ path: String) throws {
        try FileFacts.inspect(path)
        // The file first: a log without its file says nothing, but a file without its log has lost its last orders.
        for suffix in ["", "-wal", "-shm"] where unlink(path + suffix) != 0 && errno != ENOENT {
            throw StoreFault.readOnly(path: path + suffix)
        }
        LogFlusher.flushFolder(of: path)
    }
}
