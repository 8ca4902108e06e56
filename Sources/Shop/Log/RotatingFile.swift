import Foundation
import Glibc
import Synchronization

/// A file that many processes append lines to, and that is put aside when it has grown large.
///
/// A line is one write to a descriptor that appends, so lines never mix. Who finds the file too large puts it aside under
/// a lock; the others notice that the name stands for another file, and follow.
final class RotatingFile: Sendable {
    private let folder: String
    private let path: String
    private let limit: Int
    private let kept: Int
    private let descriptor = Mutex<Int32>(-1)

    init(
        folder: URL, name: String, limit: Int = OperationLog.rotationBytes, kept: Int = OperationLog.kept
    ) {
        self.folder = folder.path
        path = folder.appending(path: name).path
        self.limit = limit
        self.kept = kept
    }

    deinit {
        let open = descriptor.withLock { $0 }
        if open >= 0 { close(open) }
    }

    func append(_ line: String) {
        let bytes = Array(line.utf8)
        descriptor.withLock { descriptor in
            guard Self.reopen(&descriptor, path: path, folder: folder) else { return }
            if let size = Self.facts(descriptor)?.st_size, size > 0, Int(size) + bytes.count > limit {
                rotate(adding: bytes.count)
                guard Self.reopen(&descriptor, path: path, folder: folder) else { return }
            }
            _ = write(descriptor, bytes, bytes.count)
        }
    }

    /// Makes sure that the descriptor is of the file that the name stands for now.
    private static func reopen(_ descriptor: inout Int32, path: String, folder: String) -> Bool {
        var named = stat()
        if descriptor >= 0, stat(path, &named) == 0, let own = facts(descriptor),
            own.st_ino == named.st_ino, own.st_dev == named.st_dev
        {
            return true
        }
        if descriptor >= 0 { close(descriptor) }
        let flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW
        descriptor = open(path, flags, 0o600)
        if descriptor < 0, errno == ENOENT, makeFolder(folder) { descriptor = open(path, flags, 0o600) }
        return descriptor >= 0
    }

    private static func makeFolder(_ folder: String) -> Bool {
        let mode: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
        return
            (try? FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: mode)) != nil
    }

    private static func facts(_ descriptor: Int32) -> stat? {
        var facts = stat()
        return fstat(descriptor, &facts) == 0 ? facts : nil
    }

    /// Names the file `.1`, the one before it `.2`, and so on; the oldest goes.
    private func rotate(adding count: Int) {
        let lock = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard lock >= 0 else { return }
        defer { close(lock) }
        guard flock(lock, LOCK_EX) == 0 else { return }
        // Another may have done it while this one waited.
        var named = stat()
        guard stat(path, &named) == 0, Int(named.st_size) + count > limit else { return }
        for number in stride(from: kept, to: 1, by: -1) { rename("\(path).\(number - 1)", "\(path).\(number)") }
        rename(path, path + ".1")
    }
}
