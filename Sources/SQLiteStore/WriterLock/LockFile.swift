import Glibc
import Shop

/// The file that the writers of a shop lock, open for as long as this process uses it.
final class LockFile: Sendable {
    let descriptor: Int32
    private let identity: FileMetadata.Identity

    /// Makes the file where it is not there.
    init(path: String, mode: mode_t) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw DatabaseCreation.fault(path) }
        guard let facts = FileMetadata(descriptor: descriptor) else {
            close(descriptor)
            throw DatabaseCreation.fault(path)
        }
        identity = facts.identity
        fchmod(descriptor, mode)
    }

    deinit { close(descriptor) }

    /// False when someone deleted the file, for others would lock another one; or cut it short.
    ///
    /// - Parameter size: bytes that it must have.
    func isStill(at path: String, size: Int64) -> Bool {
        FileMetadata(path: path).map { $0.identity == identity && $0.size >= size } ?? false
    }
}
