import Foundation
import Glibc
import Synchronization

/// A file that many processes append lines to, and that is put aside when it has grown large.
///
/// A line is one write to a descriptor that appends, so lines never mix. Who finds the file too large puts it aside under
/// a lock; the others notice that the name stands for another file, and follow.
final class RotatingFile: Sendable {
    private let folder: String
    private let name: String
    private let path: String
    private let limit: Int
    private let kept: Int
    private let descriptor = Mutex<Int32>(-1)

    init(
        folder: URL, name: String, limit: Int = OperationLog.rotationBytes, kept: Int = OperationLog.kept
    ) {
        self.folder = folder.path
        self.name = name
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
            guard reopen(&descriptor) else { return }
            let size = Int(lseek(descriptor, 0, SEEK_END))
            if size > 0, size + bytes.count > limit {
                rotate(adding: bytes.count)
                guard reopen(&descriptor) else { return }
            }
            _ = write(descriptor, bytes, bytes.count)
        }
    }

    /// Makes sure that the descriptor is of the file that the name stands for now.
    private func reopen(_ descriptor: inout Int32) -> Bool {
        if descriptor >= 0, isNamed(descriptor) { return true }
        if descriptor >= 0 { close(descriptor) }
        let flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW
        descriptor = open(path, flags, 0o600)
        if descriptor < 0, errno == ENOENT, Self.makeFolder(folder) { descriptor = open(path, flags, 0o600) }
        return descriptor >= 0
    }

    /// Whether the open file still bears the name: one that was put aside or deleted bears another.
    private func isNamed(_ descriptor: Int32) -> Bool {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/fd/\(descriptor)", &buffer, buffer.count)
        return count > 0 && String(decoding: buffer[..<count], as: UTF8.self).hasSuffix("/" + name)
    }

    private static func makeFolder(_ folder: String) -> Bool {
        let mode: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
        return
            (try? FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: mode)) != nil
    }

    /// Names the file `.1`, the one before it `.2`, and so on; the oldest goes.
    private func rotate(adding count: Int) {
        let lock = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard lock >= 0 else { return }
        defer { close(lock) }
        guard flock(lock, LOCK_EX) == 0 else { return }
        // Another may have done it while this one waited.
        let named = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard named >= 0 else { return }
        defer { close(named) }
        guard Int(lseek(named, 0, SEEK_END)) + count > limit else { return }
        for number in stride(from: kept, to: 1, by: -1) { rename("\(path).\(number - 1)", "\(path).\(number)") }
        rename(path, path + ".1")
    }
}
