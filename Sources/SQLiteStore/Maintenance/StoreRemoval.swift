import Foundation
import GRDB
import Glibc
public import Shop

extension SQLiteStore {
    /// Takes a shop's file away, for good: while nobody writes to it. Who has it open is told that it was replaced.
    ///
    /// - Parameter isMeant: whether what is there by then is what is to go: another may have put a shop in its place.
    /// - Returns: false when it was not meant, and is as it was.
    /// - Throws: ``ShopError/store(_:)``.
    public static func remove(
        _ path: String, writeLimit: Duration = writeLimit, if isMeant: @escaping @Sendable (ShopSettings?) -> Bool
    ) async throws -> Bool {
        do {
            try await offMain { _ = try FileMetadata.inspect(path) }
            return try await WriterLock(database: path).hold(by: .now.advanced(by: writeLimit)) { queue in
                guard try isMeant(settings(of: path)) else { return false }
                queue?.erase()
                try removeNow(path)
                return true
            }
        } catch {
            throw EngineErrors.folded(error, path: path)
        }
    }

    private static func settings(of path: String) throws -> ShopSettings? {
        try FileMetadata.inspect(path)
        let queue = try DatabaseQueue(path: path, configuration: Connection.configuration(readonly: true))
        defer { try? queue.close() }
        return try queue.read { try SQLiteTransaction($0).settings() }
    }

    private static func removeNow(_ path: String) throws {
        // The file first, and for good: a log without its file says nothing, but a file without its log has lost its last
        // orders.
        for suffix in ["", "-wal", "-shm"] {
            guard unlink(path + suffix) == 0 || errno == ENOENT else { throw StoreError.readOnly(place: path + suffix) }
            if suffix.isEmpty { try WALSync.flushFolder(of: path) }
        }
        try WALSync.flushFolder(of: path)
    }
}
