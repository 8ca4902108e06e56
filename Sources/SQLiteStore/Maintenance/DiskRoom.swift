import CStore
import Foundation
import Shop

/// Whether the shop's disk has room for what is written next.
enum DiskRoom {
    /// Bytes that one order and the carrying over of the log may ask for, generously.
    private static let needed: Int64 = 256 << 10
    /// With fewer bytes free than this the shop is worth a warning, and the disk a closer look.
    static let short: Int64 = 16 << 20

    static func isShort(_ path: String) -> Bool {
        guard let free = try? FileMetadata.freeBytes(at: path) else { return false }
        return free < short
    }

    /// Tries whether the log could grow, by a file of its size that has no name: bytes that are free may be another
    /// user's, or beyond a limit of this one's.
    ///
    /// - Returns: nil when it could.
    static func refusal(_ path: String) -> StoreError? {
        let folder = (path as NSString).deletingLastPathComponent
        let hasRoom: Bool =
            switch cstore_has_room(folder, FileMetadata.size(of: path + "-wal"), needed) {
            case 0: false
            case 1: true
            // A file system that cannot be asked that way tells only what is free.
            default: (try? FileMetadata.freeBytes(at: path)).map { $0 >= needed } ?? true
            }
        return hasRoom ? nil : .noSpace(place: path)
    }
}
