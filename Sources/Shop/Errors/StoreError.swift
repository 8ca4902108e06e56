/// Why the shop's data cannot be reached, or not written.
///
/// Any engine returns these: facts, and the engine's own words as `detail` for whoever looks into it, never a sentence for a
/// person. A `place` is a path, or an address without its password.
public enum StoreError: Error, Hashable, Sendable {
    // Now, and perhaps not later
    /// Others held the shop for longer than a writer waits.
    case busy
    /// The file cannot be opened, or the server does not answer.
    case unreachable(place: String, detail: String)
    case noSpace(place: String)
    /// Written, but the disk did not say that it keeps it: it may be there, or not.
    case unconfirmed(place: String, detail: String)
    /// Another terminal is bringing the data to a newer schema just now.
    case upgrading(place: String)

    // What stands at the place
    /// An address for which this program has no engine.
    case noEngine(place: String)
    /// What was asked for can be done of a shop in a file only.
    case noFile
    case missing(place: String)
    /// Something is there where a new file was to be written.
    case exists(place: String)
    case readOnly(place: String)
    case cannotOpen(place: String, why: OpeningRefusal)
    case notADatabase(place: String)
    /// A database of another program.
    case foreign(place: String)
    /// With the newest backup that is known of.
    case damaged(place: String, lastBackup: String? = nil)
    /// Deleted, renamed or replaced while it was open.
    case replaced(place: String)
    case networkFileSystem(place: String, kind: String)

    // Schemas
    case newerSchema(place: String, found: Int, known: Int)
    /// Older data that could not be brought to this program's schema.
    case notUpgraded(place: String, found: Int, known: Int, why: UpgradeRefusal)
    /// A newer program has brought the data to its own schema while they were open here.
    case upgradedMeanwhile(place: String, found: Int, known: Int)
    /// Data of a version that was not final when they were made, by other steps than this program's. With the copy that was
    /// kept of them as they were before, where there is one.
    case otherSteps(place: String, version: Int, copy: String?)
    /// Tables, indexes or triggers that are not as any program of the shop makes them, such as `table orders`.
    case alteredSchema(objects: [String])
    /// Bytes that an upgrade needs on the disk, and those that are free.
    case noRoom(place: String, needed: Int64, free: Int64)

    // The engine
    /// The engine would not take a setting that the shop relies on, and holds another value; empty where none can be read.
    case setting(name: String, found: String)
    /// The data says no where the rules should have said it before.
    case constraint(detail: String)
    /// Anything else that the engine met.
    case other(detail: String)

    /// Whether the shop stays out of reach until this program is started again.
    public var lasts: Bool {
        switch self {
        case .replaced, .upgradedMeanwhile: true
        default: false
        }
    }
}

/// Why what is at a place is not opened as a shop, or nothing is made there.
public enum OpeningRefusal: Hashable, Sendable {
    case notAFile
    /// Whoever restores a backup named the shop as its own backup.
    case theShopItself
    case pathTooLong(mostBytes: Int)
    /// The file is gone, and what was written last lies beside it still.
    case remains
    case folderNotMade(detail: String)
}

/// Why older data were left as they are.
public indirect enum UpgradeRefusal: Hashable, Sendable {
    /// Whoever opened them had no time for it.
    case notNow
    case failed(StoreError)
}
