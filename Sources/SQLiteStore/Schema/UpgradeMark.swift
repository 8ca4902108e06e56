import CStore
import Glibc

/// Tells those who wait for the lock that its holder brings the shop to a newer schema, which may take minutes: a
/// byte of the lock file that is locked, far beyond what is written there. It goes with the process. Programs that do not
/// know of it say that the shop is busy.
final class UpgradeMark {
    private static let byte: Int64 = 1 << 33

    private let file: LockFile

    /// - Parameter lockFile: the path of the lock file.
    init(at lockFile: String, mode: mode_t) throws {
        file = try LockFile(path: lockFile, mode: mode)
        // Only who holds the writer lock sets it. Were it set already, the others would be told the same.
        _ = cstore_lock_byte(file.descriptor, Self.byte)
    }

    static func isSet(at lockFile: String) -> Bool {
        let descriptor = open(lockFile, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return cstore_is_byte_locked(descriptor, byte) == 1
    }
}
