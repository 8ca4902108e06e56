import Foundation
import Glibc
import Synchronization
import Testing

/// A `FaultWriter` process, and what it has said so far.
final class Writer: Sendable {
    private struct State {
        var lines: [String] = []
        var hasEnded = false
    }

    let pid: pid_t
    private let process: Process
    private let state = Mutex(State())

    /// - Parameter through: a command that runs the writer, such as `unshare`; the writer's own words are added to it.
    init(
        _ words: [String], environment: [String: String] = [:], through command: [String] = []
    ) throws {
        process = Process()
        let all = command + [Self.executable] + words
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = all
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        pid = process.processIdentifier
        Thread { [self] in read(output.fileHandleForReading) }.start()
    }

    private static let executable: String = {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let own = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
        return (own as NSString).deletingLastPathComponent + "/FaultWriter"
    }()

    private func read(_ output: FileHandle) {
        var rest = Data()
        while true {
            let data = output.availableData
            guard !data.isEmpty else { break }
            rest += data
            while let end = rest.firstIndex(of: 10) {
                let line = String(decoding: rest[rest.startIndex..<end], as: UTF8.self)
                state.withLock { $0.lines.append(line) }
                rest = Data(rest[(end + 1)...])
            }
        }
        try? output.close()
        state.withLock { $0.hasEnded = true }
    }

    var lines: [String] { state.withLock { $0.lines } }

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
        try await Patience.until("\(word) said \(count) times; it said \(lines.suffix(3))") {
            said(word).count >= count || state.withLock { $0.hasEnded }
        }
    }

    /// The kernel's word that every thread stands still.
    var isStopped: Bool {
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task")) ?? []
        return !tasks.isEmpty
            && tasks.allSatisfy { task in
                let line = (try? String(contentsOfFile: "/proc/\(pid)/task/\(task)/stat", encoding: .utf8)) ?? ""
                return line[(line.lastIndex(of: ")") ?? line.startIndex)...].hasPrefix(") T")
            }
    }

    var hasEnded: Bool { state.withLock { $0.hasEnded } }

    /// What the kernel knows of the process: resident memory in KiB, and open descriptors; nil once it has ended.
    var use: (memory: Int, descriptors: Int)? {
        let status = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        guard let memory = line?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }),
            let descriptors = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd").count
        else { return nil }
        return (memory, descriptors)
    }

    func signal(_ signal: Int32) { kill(pid, signal) }

    /// Waits for the end.
    ///
    /// - Returns: the exit status; negative when a signal ended it.
    @discardableResult
    func end() async throws -> Int {
        try await Patience.until("the end of a writer that said \(lines.suffix(3))") {
            !process.isRunning && state.withLock { $0.hasEnded }
        }
        let status = Int(process.terminationStatus)
        return process.terminationReason == .uncaughtSignal ? -status : status
    }
}

/// Waiting for what is expected, up to a generous limit.
enum Patience {
    struct Lost: Error, CustomStringConvertible {
        var description: String
    }

    static func until(_ what: @autoclosure () -> String, _ isSo: () async throws -> Bool) async throws {
        let limit = ContinuousClock.now.advanced(by: .seconds(120))
        while try await !isSo() {
            guard ContinuousClock.now < limit else { throw Lost(description: "waited in vain for \(what())") }
            try await Task.sleep(for: .milliseconds(2))
        }
    }
}
