import Foundation
import Presentation
import Shop
import SystemPackage

/// A file that is being made: never over another one, never through a symbolic link.
final class NewFile: Sendable {
    /// The outcome of asking for one.
    enum Made {
        case made(NewFile)
        /// The folder for exports holds the very same already.
        case same(String)
    }

    /// Of one name so many files stand beside each other.
    private static let mostNumber = 999

    let path: String
    private let descriptor: Int32

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// - Parameter contents: what a file in the folder for exports is compared with before another one is made; nil where
    ///   it is not known yet.
    /// - Throws: ``ShopError/file(path:why:)``.
    static func make(at place: TargetFile.Place, unless contents: [UInt8]?) throws(ShopError) -> Made {
        switch place {
        case .path(let path):
            let file = open(path, flags, 0o666)
            guard file >= 0 else { throw refused(path, errno) }
            return .made(NewFile(path: path, descriptor: file))
        case .folder(let folder, let name): return try make(in: folder, name, unless: contents)
        }
    }

    private static let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC

    private static func make(
        in folder: String, _ name: ExportName, unless contents: [UInt8]?
    ) throws(ShopError) -> Made {
        let place = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard place >= 0 else {
            throw .file(path: folder, why: "the folder for exports cannot be opened; please tell this machine's owner")
        }
        defer { close(place) }
        for number in 1...mostNumber {
            let name = name.name(number)
            let path = "\(folder)/\(name)"
            let file = openat(place, name, flags, 0o640)
            if file >= 0 { return .made(NewFile(path: path, descriptor: file)) }
            guard errno == EEXIST else { throw refused(path, errno) }
            if let contents, holds(contents, name, in: place) { return .same(path) }
        }
        throw .file(path: "\(folder)/\(name.name(1))", why: "\(mostNumber) of these are there already")
    }

    private static func holds(_ contents: [UInt8], _ name: String, in folder: Int32) -> Bool {
        let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        guard let facts = try? Stat(FileDescriptor(rawValue: file)), facts.type == .regular,
            facts.size == contents.count
        else { return false }
        var bytes = [UInt8](repeating: 0, count: contents.count + 1)
        return read(file, &bytes, bytes.count) == contents.count && bytes.dropLast().elementsEqual(contents)
    }

    /// - Throws: ``ShopError/file(path:why:)``.
    func write(_ text: String) throws(ShopError) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.refused(path, errno) }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Takes it away again.
    func discard() { unlink(path) }

    private static func refused(_ path: String, _ code: Int32) -> ShopError {
        switch code {
        case EEXIST: .file(path: path, why: "it is there already; please choose another name")
        case ENOSPC, EDQUOT, EFBIG: .file(path: path, why: "it cannot be written; the disk may be full")
        default: .file(path: path, why: "it cannot be written (\(String(cString: strerror(code))))")
        }
    }
}
