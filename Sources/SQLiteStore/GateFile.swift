import Glibc
import Shop

/// The lock file of the write gate, open for as long as anybody uses it.
final class GateFile: Sendable {
    let descriptor: Int32
    private let identity: FileFacts.Identity

    /// Makes the file where it is not there.
    init(path: String, mode: mode_t) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw NewShop.fault(path) }
        guard let facts = FileFacts(descriptor: descriptor) else {
            close(descriptor)
            throw NewShop.fault(path)
        }
        identity = facts.identity
        fchmod(descriptor, mode)
    }

    deinit { close(descriptor) }

    /// False when someone deleted it, for others would hold another gate; or cut it short.
    ///
    /// - Parameter size: bytes that it must have.
    func isStill(at path: String, size: Int64) -> Bool {
        FileFacts(path: path).map { $0.identity == identity && $0.size >= size } ?? false
    }
}
