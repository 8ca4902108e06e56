public import Foundation
import GRDB
import Glibc
import Shop

extension SQLiteStore {
    public func backup(to path: String) async throws {
        let target = OpenFiles.canonical(path)
        do {
            try await Self.offMain { [self] in
                try CheckedCopy.checkName(target)
                guard FileFacts.identity(of: target) == nil else { throw StoreFault.exists(path: target) }
                let copy = CheckedCopy(beside: target)
                defer { copy.remove() }
                try shop.pool.read { try copy.make(from: $0, mode: 0o600) }
                try copy.check(copyOf: self.path)
                try copy.flush()
                try copy.name(target)
            }
        } catch {
            throw EngineErrors.folded(error, path: self.path)
        }
    }

    /// Puts the shop of a backup in the place of the shop at `path`, which may be in use, damaged or not there. The file
    /// that was there is kept beside it. Sessions of the backup's time have ended; terminals that have the old file open
    /// notice it, and must be started again.
    ///
    /// - Returns: where the old file is kept; nil when there was none.
    /// - Throws: ``ShopError/store(_:)``; nothing is changed then. A backup that is no shop's, damaged, or of a newer
    ///   program is refused.
    @discardableResult
    public static func restore(
        _ backup: String, to path: String, at now: Date = Date(), writeLimit: Duration = writeLimit
    ) async throws -> String? {
        let restoring = Restoring(
            backup: OpenFiles.canonical(backup), path: OpenFiles.canonical(path), now: now, writeLimit: writeLimit)
        do {
            return try await restoring.run()
        } catch {
            throw EngineErrors.folded(error, path: restoring.backup)
        }
    }
}
