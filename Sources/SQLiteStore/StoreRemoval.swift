import Foundation
import Glibc
import Shop

extension SQLiteStore {
    /// Takes a shop's file away, for good: while nobody writes to it. Who has it open is told that it was replaced.
    ///
    /// - Throws: ``ShopError/store(_:)``.
    public static func remove(_ path: String, writeLimit: Duration = writeLimit) async throws {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(
                    with: Result { try removeNow(path, writeLimit) }.mapError { EngineErrors.folded($0, path: path) })
            }
        }
    }

    private static func removeNow(_ path: String, _ writeLimit: Duration) throws {
        try FileFacts.inspect(path)
        let gate = WriteGate(database: path)
        try gate.acquire(by: .now.advanced(by: writeLimit))
        defer { gate.release() }
        // The file first: a log without its file says nothing, but a file without its log has lost its last orders.
        for suffix in ["", "-wal", "-shm"] where unlink(path + suffix) != 0 && errno != ENOENT {
            throw StoreFault.readOnly(path: path + suffix)
        }
        LogFlusher.flushFolder(of: path)
    }
}
