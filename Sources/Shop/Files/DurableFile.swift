import Foundation
import Glibc
import Synchronization

/// Files and names that a loss of power does not take back. Flushing a file brings its bytes to the disk, not its name:
/// the folder that holds the name is flushed for that.
package enum DurableFile {
    /// What the system refused, by its error number.
    package struct Failure: Error, Hashable {
        package var path: String
        package var number: Int32

        package var why: String { String(cString: strerror(number)) }
    }

    /// Drafts are named by process, so one thread at a time writes one.
    private static let turn = Mutex<Void>(())

    /// Makes durable what was made, renamed or removed in a folder.
    package static func flushFolder(_ folder: String) throws(Failure) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            // A folder that may be entered but not listed has no descriptor to flush; the system flushes all there is.
            if errno == EACCES { return sync() }
            throw Failure(path: folder, number: errno)
        }
        defer { close(descriptor) }
        try flush(descriptor, folder)
    }

    /// Makes durable what was made, renamed or removed beside `path`, or `path` itself.
    package static func flushFolder(of path: String) throws(Failure) { try flushFolder(folder(of: path)) }

    /// Makes a folder, and those above it that are not there, each durable before anything is put into it.
    package static func makeFolder(_ path: String, mode: UInt32 = 0o700) throws(Failure) {
        if mkdir(path, mode) == 0 { return try flushFolder(of: path) }
        switch errno {
        case EEXIST:
            var facts = stat()
            guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else {
                throw Failure(path: path, number: ENOTDIR)
            }
        case ENOENT where folder(of: path) != path:
            try makeFolder(folder(of: path), mode: mode)
            guard mkdir(path, mode) == 0 || errno == EEXIST else { throw Failure(path: path, number: errno) }
            try flushFolder(of: path)
        default: throw Failure(path: path, number: errno)
        }
    }

    /// Makes the names of a folder and of those above it durable, up to where its file system begins: a process that was
    /// killed may have made some of them and flushed none.
    package static func flushPath(to folder: String) throws(Failure) {
        var here = folder
        while true {
            let above = self.folder(of: here)
            var (facts, parent) = (stat(), stat())
            guard above != here, stat(here, &facts) == 0, stat(above, &parent) == 0, facts.st_dev == parent.st_dev
            else { return }
            // A folder that this user may not write to holds no new name of this program's.
            if access(above, W_OK) == 0 { try flushFolder(above) }
            here = above
        }
    }

    /// Gives `path` these bytes: all of them or, whatever happens, those of before.
    ///
    /// - Parameter mode: nil for a file that a person looks after: it keeps its mode, and a link to it stays one.
    package static func replace(_ path: String, with bytes: [UInt8], mode: UInt32?) throws(Failure) {
        let place = mode == nil ? resolved(path) : path
        let draft = "\(place)-new-\(getpid())"
        let failure = turn.withLock { _ -> Failure? in
            do throws(Failure) {
                try write(bytes, to: draft, mode: mode ?? self.mode(of: place))
                guard rename(draft, place) == 0 else { throw Failure(path: place, number: errno) }
                try flushFolder(of: place)
                return nil
            } catch {
                unlink(draft)
                return error
            }
        }
        if let failure { throw failure }
    }

    /// - Parameter mode: nil for what new files have.
    private static func write(_ bytes: [UInt8], to draft: String, mode: UInt32?) throws(Failure) {
        // A process of the same number was killed before it could name its draft.
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode ?? 0o666)
        guard descriptor >= 0 else { throw Failure(path: draft, number: errno) }
        defer { close(descriptor) }
        if let mode { fchmod(descriptor, mode) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { throw Failure(path: draft, number: errno) }
            rest = rest.dropFirst(max(0, count))
        }
        try flush(descriptor, draft)
    }

    private static func flush(_ descriptor: Int32, _ path: String) throws(Failure) {
        while fsync(descriptor) != 0 {
            switch errno {
            case EINTR: continue
            // The file system has no such thing.
            case EINVAL, EROFS, ENOTSUP: return
            default: throw Failure(path: path, number: errno)
            }
        }
    }

    private static func folder(of path: String) -> String {
        let folder = (path as NSString).deletingLastPathComponent
        return folder.isEmpty ? "." : folder
    }

    private static func mode(of path: String) -> mode_t? {
        var facts = stat()
        return stat(path, &facts) == 0 ? facts.st_mode & 0o7777 : nil
    }

    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }
}
