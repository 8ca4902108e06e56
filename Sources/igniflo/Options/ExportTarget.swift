import ArgumentParser
import Screens

/// Where an export goes: to a new file, or to standard output.
struct ExportTarget: ParsableArguments {
    @Argument(
        help: "A new file; what is there stays as it is. (default: standard output)", completion: .file())
    var file: String?

    func write(_ text: String, _ output: Output) throws {
        guard let file else { return try Console.write(text) }
        try output.written(TextFile.write(text, to: file))
    }

    /// Piece after piece, for what may be larger than memory should be.
    func write<Pieces: AsyncSequence & Sendable>(
        _ pieces: Pieces, _ output: Output
    ) async throws where Pieces.Element == String {
        guard let file else {
            for try await piece in pieces { try Console.write(piece) }
            return
        }
        Console.progress("Writing \(file) …")
        try output.written(await TextFile.write(pieces, to: file))
    }
}

extension Output {
    fileprivate func written(_ path: String) throws {
        if isJSON { return try json(FileJSON(path: path)) }
        try line("Written: \(path)")
    }
}
