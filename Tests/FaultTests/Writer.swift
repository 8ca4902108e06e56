import Foundation
import Glibc
import Soaking
import Synchronization
import TestSupport

/// A `FaultWriter` process, and what it has said so far.
final class Writer: Sendable {
    /// What it says, which is read for as long as anybody may say more, whether or not the writer is still wanted.
    private final class Said: Sendable {
        private struct State {
            var lines: [String] = []
            var hasEnded = false
        }

        private let state = Mutex(State())

        var lines: [String] { state.withLock { $0.lines } }
        var hasEnded: Bool { state.withLock { $0.hasEnded } }

        func read(_ output: Int32) {
            var rest: [UInt8] = []
            var bytes = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = Glibc.read(output, &bytes, bytes.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { break }
                rest += bytes[..<count]
                let parts = rest.split(separator: 10, omittingEmptySubsequences: false)
                let lines = parts.dropLast().map { String(decoding: $0, as: UTF8.self) }
                rest = parts.last.map(Array.init) ?? []
                state.withLock { $0.lines += lines }
            }
            close(output)
            state.withLock { $0.hasEnded = true }
        }
    }

    private let process: ChildProcess
    private let output = Said()

    var pid: Int32 { process.id }

    /// - Parameter through: a command that runs the writer, such as `unshare`; the writer's own words are added to it.
    init(
        _ words: [String], environment: [String: String] = [:], through command: [String] = []
    ) throws {
        let pipe = try ChildProcess.pipe()
        defer { close(pipe.write) }
        // Beside all other tests even a short turn may be long; the long form holds the writers to the program's own limit.
        let patience = Soak.isOn ? [:] : ["FAULT_LIMIT": "60"]
        do {
            process = try ChildProcess(
                ["/usr/bin/env"] + command + [Self.executable] + words,
                name: "FaultWriter " + words.joined(separator: " "),
                environment: ProcessInfo.processInfo.environment.merging(patience) { $1 }.merging(environment) { $1 },
                output: .descriptor(pipe.write))
        } catch {
            close(pipe.read)
            throw error
        }
        Thread { [output] in output.read(pipe.read) }.start()
    }

    private static let executable: String = {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let own = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
        return (own as NSString).deletingLastPathComponent + "/FaultWriter"
    }()

    var lines: [String] { output.lines }

    /// What follows `word` in the lines that begin with it.
    func said(_ word: String) -> [String] {
        lines.filter { $0 == word || $0.hasPrefix(word + " ") }.map { String($0.dropFirst(word.count + 1)) }
    }

    /// Order numbers by request.
    var placed: [String: Int64] {
        said("placed").reduce(into: [:]) { placed, line in
            let parts = line.split(separator: " ")
            if parts.count == 2 { placed[String(parts[0])] = Int64(parts[1]) }
        }
    }

    /// Waits until the writer has said `word` at least `count` times, or has ended.
    func wait(_ word: String, _ count: Int = 1) async throws {
        try await until("\(word) said \(count) times") { said(word).count >= count || hasEnded }
    }

    /// Waits for something that the writer is to bring about. In vain, it is killed, and the failure tells what it was at.
    func until(_ what: String, _ isSo: () async throws -> Bool) async throws {
        try await process.until("\(what); it said \(lines.suffix(3))", every: .milliseconds(2), isSo)
    }

    /// The kernel's word that every thread stands still.
    var isStopped: Bool {
        let place = "/proc/\(process.id)/task"
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        return !tasks.isEmpty
            && tasks.allSatisfy { task in
                let line = (try? String(contentsOfFile: "\(place)/\(task)/stat", encoding: .utf8)) ?? ""
                return line[(line.lastIndex(of: ")") ?? line.startIndex)...].hasPrefix(") T")
            }
    }

    var hasEnded: Bool { output.hasEnded }

    /// What the kernel knows of the process: resident memory in KiB, and open descriptors; nil once it has ended.
    var use: (memory: Int, descriptors: Int)? {
        let status = (try? String(contentsOfFile: "/proc/\(process.id)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        guard let memory = line?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }),
            let descriptors = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process.id)/fd").count
        else { return nil }
        return (memory, descriptors)
    }

    func signal(_ signal: Int32) { process.signal(signal) }

    /// Waits for the end.
    ///
    /// - Returns: the exit status; negative when a signal ended it.
    @discardableResult
    func end() async throws -> Int {
        var ending: ChildProcess.Ending?
        try await until("the end of a writer") {
            ending = try process.ending
            return ending != nil && hasEnded
        }
        return Int(ending?.signal.map { -$0 } ?? ending?.code ?? 0)
    }
}
