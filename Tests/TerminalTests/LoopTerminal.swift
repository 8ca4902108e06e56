import Foundation
import Glibc
import TestSupport
import Testing

/// A `LoopScene` in a pseudo-terminal: what is typed there, what comes out of it, and what the program notes meanwhile.
final class LoopTerminal {
    private let ours: Int32
    private let process: ChildProcess
    private let file: URL
    /// Everything that has come to the terminal.
    private var output: [UInt8] = []
    /// So many notes are told already.
    private var told = 0

    /// Opens it, and waits for the first frame.
    ///
    /// - Parameter words: more for the program's command line.
    init(_ words: String...) async throws {
        let terminal = try PseudoTerminal(columns: 80, rows: 24)
        defer { close(terminal.theirs) }
        ours = terminal.ours
        file = FileManager.default.temporaryDirectory.appending(path: "loop-" + UUID().uuidString)
        let end = ChildProcess.Stream.descriptor(terminal.theirs)
        process = try ChildProcess(
            [Self.program().path, file.path] + words, environment: ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8"],
            input: end,
            output: end, errors: end)
        _ = try await notes(until: "wrote", after: "drawn")
    }

    deinit {
        close(ours)
        try? FileManager.default.removeItem(at: file)
    }

    /// It is built beside the tests themselves.
    private static func program() throws -> URL {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(filePath: tests).deletingLastPathComponent().appending(path: "LoopScene")
    }

    /// Types keys, and waits for a note.
    ///
    /// - Parameter first: another note that has to come before it.
    /// - Returns: all notes since the last call, to that one.
    func notes(typing keys: String = "", until last: String, after first: String? = nil) async throws -> [Note] {
        type(keys)
        return try await wait(for: "“\(last)”") {
            var isBegun = first == nil
            let end = $0.firstIndex { note in
                defer { isBegun = isBegun || note.words == first }
                return isBegun && note.words == last
            }
            return end.map { $0 + 1 }
        }
    }

    /// Leaves the program, and waits for its end.
    ///
    /// - Returns: all notes since the last call.
    func end() async throws -> [Note] {
        type("q")
        return try await wait(for: "the end") { [process] in process.isRunning ? nil : $0.count }
    }

    /// Everything that was sent to the terminal until now.
    var text: String { String(decoding: output, as: UTF8.self) }

    /// What a write has sent to the terminal.
    func text(_ write: Note.Write) -> String { String(decoding: output[write.bytes], as: UTF8.self) }

    private func type(_ keys: String) {
        #expect(write(ours, keys, keys.utf8.count) == keys.utf8.count)
    }

    /// - Parameter count: of the notes that are new, how many are to be told; nil when what is waited for is not there yet.
    private func wait(for what: String, _ count: ([Note]) -> Int?) async throws -> [Note] {
        var found: [Note] = []
        try await process.until("\(what) in \(found)", every: .milliseconds(2)) {
            found = Array(try allNotes().dropFirst(told))
            let count = count(found)
            read()
            let sent = found.prefix(count ?? 0).last { $0.write != nil }?.write?.bytes.upperBound ?? 0
            guard let count, sent <= output.count else { return false }
            found = Array(found.prefix(count))
            return true
        }
        told += found.count
        return found
    }

    private func read() {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        while case let count = Glibc.read(ours, &bytes, bytes.count), count > 0 { output += bytes[0..<count] }
    }

    /// All whole lines.
    private func allNotes() throws -> [Note] {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        var sent = 0
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { line in
            let note = Note(line, after: sent)
            sent = note.write?.bytes.upperBound ?? sent
            return note
        }
    }
}

/// A line of a scene's notes.
struct Note: CustomStringConvertible {
    /// A call that wrote to the terminal.
    struct Write {
        var time: Duration
        /// What the terminal took, among all that it was ever sent.
        var bytes: Range<Int>
        var isWhole: Bool
    }

    /// What has happened; just “wrote” of a write.
    let words: String
    let write: Write?

    /// - Parameter sent: bytes that the terminal had before.
    init(_ line: Substring, after sent: Int) {
        let numbers = line.split(separator: " ").dropFirst().compactMap { Int($0) }
        guard line.hasPrefix("wrote "), numbers.count == 3 else {
            words = String(line)
            write = nil
            return
        }
        words = "wrote"
        write = Write(
            time: .nanoseconds(numbers[0]), bytes: sent..<sent + max(0, numbers[1]), isWhole: numbers[1] == numbers[2])
    }

    var description: String { words }
}
