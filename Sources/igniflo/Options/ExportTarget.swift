import ArgumentParser
import Local
import Presentation
import Screens
import Shop

/// Where an export goes: to a new file, or to standard output.
struct ExportTarget: ParsableArguments {
    @Argument(
        help: "A new file; what is there stays as it is. (default: standard output)", completion: .file())
    var file: String?

    /// - Throws: `ValidationError`.
    func validate(_ print: PrintOption) throws {
        guard file == nil, print.json else { return }
        throw ValidationError("An export is CSV; --json tells of the FILE that it is written to")
    }

    /// Before anything is read for it.
    func check(_ files: FileAccess) throws {
        if let file { _ = try files.target(file).path() }
    }

    func write(_ text: String, to files: FileAccess, _ output: Output) throws {
        guard let file else { return try Console.write(text) }
        try output.written(TextFile.write(text, to: files.target(file)))
    }

    /// Piece after piece, for what may be larger than memory should be.
    func write<Pieces: AsyncSequence & Sendable>(
        _ pieces: Pieces, to files: FileAccess, _ output: Output
    ) async throws where Pieces.Element == String {
        guard let file else {
            for try await piece in pieces { try Console.write(piece) }
            return
        }
        let path = try await Progress.during("Writing \(file)") {
            try await Interruptible.run { try await TextFile.write(pieces, to: files.target(file)) }
        }
        try output.written(path)
    }
}

extension Output {
    fileprivate func written(_ path: String) throws {
        if isJSON { return try json(FileJSON(path: path)) }
        try line("Written: \(path)")
    }
}
