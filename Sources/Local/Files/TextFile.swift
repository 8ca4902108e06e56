public import Foundation
import Presentation
public import Shop
import SystemPackage

/// Files that people read from and write into: what goes wrong with one is said with its path.
public enum TextFile {
    /// More than any catalogue takes.
    static let limit = 64 << 20
    /// For which a pipe may say nothing, in milliseconds.
    private static let patience: Int32 = 60_000

    /// - Returns: where it is. In the folder for exports a file that holds the very same is as good.
    /// - Throws: ``ShopError/file(path:why:)``, ``ShopError/filesClosed(_:)``.
    @discardableResult
    public static func write(_ text: String, to target: TargetFile) throws(ShopError) -> String {
        var file: NewFile
        switch try NewFile.make(at: target.place(), unless: Array(text.utf8)) {
        case .same(let path): return path
        case .made(let made): file = made
        }
        do throws(ShopError) {
            try file.write(text)
            return file.path
        } catch {
            file.discard()
            throw error
        }
    }

    /// Writes piece after piece, for what may be larger than memory should be. Half of a file is never left.
    @discardableResult
    public static func write<Pieces: AsyncSequence & Sendable>(
        _ pieces: Pieces, to target: TargetFile
    ) async throws -> String
    where Pieces.Element == String {
        guard case .made(let file) = try NewFile.make(at: target.place(), unless: nil) else { return "" }
        do {
            for try await piece in pieces { try file.write(piece) }
            // Cancelled, a sequence may just end.
            try Task.checkCancellation()
            return file.path
        } catch {
            file.discard()
            throw error
        }
    }

    /// - Throws: ``ShopError/file(path:why:)``, ``ShopError/filesClosed(_:)``.
    public static func read(_ source: SourceFile) throws(ShopError) -> Data {
        let path = try source.path()
        func refused(_ why: String) -> ShopError { .file(path: path, why: why) }
        // A pipe without a writer, or a line that is silent, is no reason to wait.
        let file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard file >= 0 else { throw refused("it is not there, or may not be read") }
        defer { close(file) }
        guard let facts = try? Stat(FileDescriptor(rawValue: file)), [.regular, .fifo].contains(facts.type) else {
            throw refused("it is no file that can be read")
        }
        guard facts.size <= limit else { throw refused("it is larger than 64 MB") }
        var data = Data()
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Foundation.read(file, &bytes, bytes.count)
            if count == 0 { return data }
            if count < 0 {
                if errno == EINTR { continue }
                guard errno == EAGAIN, isReady(file) else { throw refused("it cannot be read") }
                continue
            }
            data.append(contentsOf: bytes[..<count])
            guard data.count <= limit else { throw refused("it is larger than 64 MB") }
        }
    }

    private static func isReady(_ pipe: Int32) -> Bool {
        var reader = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
        return poll(&reader, 1, patience) > 0
    }
}
