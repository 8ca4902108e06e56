public import Foundation
import Glibc
public import Shop

/// The file of a shop, whether or not it can be opened.
public struct SQLiteFiles: FileMaintenance {
    private let path: String
    /// The shop as it is open; nil opens it for what needs that.
    private let store: SQLiteStore?

    /// - Parameter store: keep it open for as long as this is used.
    public init(of store: SQLiteStore) {
        path = store.path
        self.store = store
    }

    public init(at path: String) {
        self.path = DatabaseFiles.canonical(path)
        store = nil
    }

    public var isOwn: Bool {
        let facts = try? FileManager.default.attributesOfItem(atPath: path)
        guard let owner = facts?[.ownerAccountID] as? NSNumber else { return false }
        return owner.uint32Value == geteuid() || geteuid() == 0
    }

    public func backup(to place: String, at now: Date) async throws {
        try await opened { try await $0.backup(to: place, at: now) }
    }

    public func copies(among paths: [String]) async throws -> [BackupRecord] {
        try await opened { try await $0.copies(among: paths) }
    }

    public func upgradeCopies() throws -> [String] {
        do {
            return try Upgrade.copies(of: path)
        } catch {
            throw EngineErrors.folded(error, path: path)
        }
    }

    public func restore(_ backup: String, at now: Date) async throws -> String? {
        try await SQLiteStore.restore(backup, to: path, at: now)
    }

    public func remove(if isMeant: @escaping @Sendable (ShopSettings?) -> Bool) async throws -> Bool {
        try await SQLiteStore.remove(path, if: isMeant)
    }

    private func opened<Value>(_ work: (SQLiteStore) async throws -> Value) async throws -> Value {
        if let store { return try await work(store) }
        let own = try await SQLiteStore.open(path)
        do {
            let value = try await work(own)
            await own.close()
            return value
        } catch {
            await own.close()
            throw error
        }
    }
}
