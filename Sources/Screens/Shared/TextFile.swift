public import Foundation
import Shop
import Terminal

/// Files that a person names: what goes wrong with one is said with its path.
public enum TextFile {
    /// More than any catalogue takes.
    static let limit = 64 << 20

    /// - Returns: the path that was written.
    /// - Throws: ``ShopError/file(path:why:)``.
    @discardableResult
    public static func write(_ text: String, to typed: String) throws -> String {
        let path = expanded(typed)
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
            return path
        } catch CocoaError.fileWriteFileExists {
            throw ShopError.file(path: path, why: "it is there already; please choose another name")
        } catch {
            throw ShopError.file(path: path, why: "it cannot be written")
        }
    }

    /// Writes piece after piece, for what may be larger than memory should be. Half of a file is never left.
    @discardableResult
    public static func write<Pieces: AsyncSequence & Sendable>(
        _ pieces: Pieces, to typed: String
    ) async throws -> String
    where Pieces.Element == String {
        let path = try write("", to: typed)
        do {
            guard let file = FileHandle(forWritingAtPath: path) else {
                throw ShopError.file(path: path, why: "it cannot be written")
            }
            for try await piece in pieces { try file.write(contentsOf: Data(piece.utf8)) }
            // Cancelled, a sequence may just end.
            try Task.checkCancellation()
            try file.close()
            return path
        } catch {
            try? FileManager.default.removeItem(atPath: path)
            if error is ShopError || error is CancellationError { throw error }
            throw ShopError.file(path: path, why: "it cannot be written; the disk may be full")
        }
    }

    /// - Throws: ``ShopError/file(path:why:)``.
    public static func read(_ typed: String) throws -> Data {
        let path = expanded(typed)
        guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int else {
            throw ShopError.file(path: path, why: "it is not there, or may not be read")
        }
        guard size <= limit else { throw ShopError.file(path: path, why: "it is larger than 64 MB") }
        do {
            return try Data(contentsOf: URL(filePath: path))
        } catch {
            throw ShopError.file(path: path, why: "it cannot be read")
        }
    }

    private static func expanded(_ typed: String) -> String {
        (typed.trimmingCharacters(in: .whitespaces) as NSString).expandingTildeInPath
    }
}

/// Asks for a file's name.
enum FileDialog {
    static func screen(
        _ title: String, _ words: String, _ suggestion: String, answer: @escaping @Sendable (String) -> any Message
    ) -> DialogScreen {
        DialogScreen(
            title: title, lines: [words], choices: [.init("Go on", answer)],
            input: TextFieldState(suggestion, limit: 1_000)
        ) { $0.isEmpty ? FieldProblem.empty.words : nil }
    }
}
