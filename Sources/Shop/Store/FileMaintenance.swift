public import Foundation

/// What only a shop in a file can do. Whoever opens a shop hands it to those who need it; a shop on a server has none.
public protocol FileMaintenance: Sendable {
    /// Whether the file is this user's own: then nobody need be asked who may replace it.
    var isOwn: Bool { get }

    /// Writes a copy of the shop as of one moment, while it is in use, to a new file, and checks the copy before it gets
    /// its name. Takes as long as it takes; nobody waits for it. When its task is cancelled it ends, and leaves nothing.
    ///
    /// - Parameter now: what the copy itself says of when it was made, should it be restored.
    /// - Throws: ``ShopError/store(_:)``: ``StoreError/exists(place:)`` when something is there,
    ///   ``StoreError/damaged(place:lastBackup:)`` when what was copied does not hold; `CancellationError`.
    func backup(to path: String, at now: Date) async throws

    /// Which of the files at `paths` are whole copies of this shop as ``backup(to:at:)`` makes them, each with when it was
    /// made by the clock of then. The newest is the first: by how far the shop's log goes in it, for clocks err.
    ///
    /// - Throws: ``ShopError/store(_:)``.
    func copies(among paths: [String]) async throws -> [BackupRecord]

    /// The copies that upgrades have kept of the file as it was, the newest first.
    func upgradeCopies() throws -> [String]

    /// Puts the shop of a backup in this one's place, which may be in use, damaged or not there. The file that was there is
    /// kept beside it. Sessions of the backup's time have ended; terminals that have the old file open notice it, and must be
    /// started again.
    ///
    /// - Returns: where the old file is kept; nil when there was none.
    /// - Throws: ``ShopError/store(_:)``; nothing is changed then. A backup that is no shop's, damaged, or of a newer
    ///   program is refused.
    func restore(_ backup: String, at now: Date) async throws -> String?

    /// Takes the shop away, for good: while nobody writes to it. Who has it open is told that it was replaced.
    ///
    /// - Parameter isMeant: whether what is there by then is what is to go: another may have put a shop in its place.
    /// - Returns: false when it was not meant, and is as it was.
    /// - Throws: ``ShopError/store(_:)``.
    func remove(if isMeant: @escaping @Sendable (ShopSettings?) -> Bool) async throws -> Bool
}
