import Foundation
import GRDB
public import Shop
import Synchronization

extension SQLiteStore {
    public func copies(among paths: [String]) async throws -> [BackupRecord] {
        do {
            return try await Self.offMain { [shop] in
                try shop.pool.read { live in
                    let key = try SQLiteTransaction(live).tokenKey()
                    let progress = try LogProgress(live)
                    return paths.compactMap(ShopCopy.at).filter { $0.key == key }
                        .compactMap { try? RankedCopy($0, in: progress) }.sorted { $1.isOlder(than: $0) }.map(\.record)
                }
            }
        } catch {
            throw EngineErrors.folded(error, path: path)
        }
    }
}

/// A copy by its place in the shop's history.
private struct RankedCopy {
    let record: BackupRecord
    /// The last of the shop's events that it has.
    private let shared: EventNumber
    /// It goes on with events that the shop does not have, for a backup of before was restored since.
    private let isLeftBehind: Bool
    private let last: EventNumber

    init(_ copy: ShopCopy, in live: LogProgress) throws {
        record = copy.record
        (shared, last) = try copy.queue.read { db in
            let progress = try LogProgress(db)
            return (try live.shared(with: progress), progress.last)
        }
        isLeftBehind = shared < last
    }

    func isOlder(than other: RankedCopy) -> Bool {
        guard shared == other.shared else { return shared < other.shared }
        guard isLeftBehind == other.isLeftBehind else { return other.isLeftBehind }
        return (record.at, last) < (other.record.at, other.last)
    }
}

/// The backups that are known of a shop which may be damaged itself.
enum KnownBackups {
    private static let looked = Mutex<[String: (folder: Date?, newest: String?)]>([:])

    /// Where the newest copy of the shop is, of those in its folder of backups and the one that the shop tells of.
    static func newest(of path: String) -> String? {
        let folder = BackupFolder(of: path)
        let facts = try? FileManager.default.attributesOfItem(atPath: folder.url.path)
        let changed = facts?[.modificationDate] as? Date
        // A damaged shop is met again and again.
        if let known = looked.withLock({ $0[path] }), known.folder == changed { return known.newest }
        let newest = find(of: path, in: folder)
        looked.withLock { $0[path] = (changed, newest) }
        return newest
    }

    private static func find(of path: String, in folder: BackupFolder) -> String? {
        let shop = try? DatabaseQueue(path: path, configuration: Connection.configuration(readonly: true))
        defer { try? shop?.close() }
        let key = (try? shop?.read { try SQLiteTransaction($0).tokenKey() }) ?? nil
        let last = (try? shop?.read { try SQLiteTransaction($0).lastBackup()?.path }) ?? nil
        let paths = folder.candidates.map(\.path) + [last].compactMap(\.self)
        let copies = paths.compactMap(ShopCopy.at).filter { key == nil || $0.key == key }
        // Where the shop does not say any more which it is, the folder may be that of two.
        guard Set(copies.map(\.key)).count == 1 else { return nil }
        return copies.reduce(nil as ShopCopy?) { newest, copy in
            newest.map { isOlder($0, copy) ? copy : $0 } ?? copy
        }?.record.path
    }

    private static func isOlder(_ one: ShopCopy, _ other: ShopCopy) -> Bool {
        let isOlder = try? one.queue.read { first in
            try other.queue.read { second in try LogProgress(first).isOlder(than: LogProgress(second)) }
        }
        return (isOlder ?? nil) ?? (one.record.at < other.record.at)
    }
}
