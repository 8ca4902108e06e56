import Foundation
import Glibc
import TestSupport

/// A program that was started. Its input and output are files: what it prints can be read while it runs.
final class RunningProgram: Sendable {
    private let words: String
    private let files: (input: URL, output: URL, errors: URL)
    private let process: ChildProcess

    init(
        _ program: String, _ arguments: [String], input: String, environment: [String: String], folder: URL
    ) throws {
        let name = UUID().uuidString
        files = (
            folder.appending(path: name + ".in"), folder.appending(path: name + ".out"),
            folder.appending(path: name + ".err")
        )
        try Data(input.utf8).write(to: files.input)
        for file in [files.output, files.errors] { try Data().write(to: file) }
        words = arguments.joined(separator: " ")
        process = try ChildProcess(
            ["/usr/bin/env", "-C", folder.path, program] + arguments, name: words, environment: environment,
            input: .reading(files.input.path), output: .appending(files.output.path),
            errors: .appending(files.errors.path))
    }

    deinit {
        for file in [files.input, files.output, files.errors] { try? FileManager.default.removeItem(at: file) }
    }

    var output: String { Self.text(files.output) }

    func signal(_ number: Int32) { process.signal(number) }

    /// Whether it hears a signal by itself, and is not ended by it at once (`SigCgt` of proc(5)).
    func hears(_ signal: Int32) -> Bool {
        let status = (try? String(contentsOfFile: "/proc/\(process.id)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("SigCgt:") }
        let mask = line?.split(whereSeparator: \.isWhitespace).last.flatMap { UInt64($0, radix: 16) } ?? 0
        return mask >> UInt64(signal - 1) & 1 == 1
    }

    var hasEnded: Bool { !process.isRunning }

    /// Waits until it has printed `text`.
    func waitFor(_ text: String) async throws {
        try await waitUntil("“\(text)” printed by `\(words)`") { $0.contains(text) }
    }

    /// Waits for something in what it has printed so far.
    func waitUntil(_ what: String, _ isSo: (String) throws -> Bool) async throws {
        try await process.until(what) {
            let hasEnded = hasEnded
            if try isSo(output) { return true }
            guard hasEnded else { return false }
            throw NeverHappened(what: what, report: "`\(words)` has ended: \(output)\(Self.text(files.errors))")
        }
    }

    /// Waits for the end.
    func outcome(within limit: Duration = Patience.limit) async throws -> Outcome {
        let ending = try await process.end(within: limit)
        return Outcome(
            words: words, code: ending.code, signal: ending.signal, output: output, errors: Self.text(files.errors),
            isText: [files.output, files.errors].allSatisfy(Self.isText))
    }

    /// Likewise; where the shop was busy it is tried `again`, as a person would.
    func outcome(whileBusy again: () throws -> RunningProgram) async throws -> Outcome {
        var outcome = try await outcome()
        for _ in 1...20 where outcome.isBusy { outcome = try await again().outcome() }
        return outcome
    }

    private static func isText(_ file: URL) -> Bool {
        (try? Data(contentsOf: file)).map { String(validating: $0, as: UTF8.self) != nil } ?? false
    }

    private static func text(_ file: URL) -> String {
        (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}

/// How a program ended, and what it said.
struct Outcome: Sendable {
    var words: String
    var code: Int32
    /// The signal that killed it.
    var signal: Int32?
    var output: String
    var errors: String
    /// Whether every byte of both is UTF-8.
    var isText: Bool

    var lines: [String] { output.split(separator: "\n").map(String.init) }

    /// The one line on standard error; nil when there is none, or more.
    var complaint: String? {
        let lines = errors.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.count == 2 && lines[1].isEmpty ? String(lines[0]) : nil
    }

    /// The objects of the output, one a line.
    func objects() throws -> [[String: any Sendable]] {
        try lines.map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
            guard let object = object as? [String: any Sendable] else { throw unexpected }
            return object
        }
    }

    func object() throws -> [String: any Sendable] {
        let objects = try objects()
        guard objects.count == 1 else { throw unexpected }
        return objects[0]
    }

    var unexpected: Unexpected { Unexpected(outcome: self) }

    /// Others were at the shop for longer than a writer waits, as they may on a slow machine: it is to be tried again.
    var isBusy: Bool { code == 69 && complaint?.contains("The shop is busy") == true }
}

struct Unexpected: Error, CustomStringConvertible {
    var outcome: Outcome
    var description: String {
        "`\(outcome.words)` ended with \(outcome.code)\(outcome.signal == nil ? "" : ", killed"): \(outcome.output)\(outcome.errors)"
    }
}
