import CBench
import Dispatch
import Foundation
import Glibc
import TestSupport

/// A program in a pseudo-terminal, and what it has sent there.
final class Pseudoterminal {
    let process: Int32
    let descriptor: Int32
    /// What has come since it was last forgotten; no more than is looked for.
    private(set) var output: [UInt8] = []
    /// Bytes that have ever come.
    private(set) var received = 0
    /// When the last bytes came.
    private(set) var lastRead: Nanoseconds = 0
    private var isEnded = false
    private static let most = 16_384
    private var buffer = [UInt8](repeating: 0, count: most)

    /// - Throws: ``BenchProblem``.
    init(
        _ program: String, _ arguments: [String], environment: [String: String], columns: Int = 120, rows: Int = 36
    ) throws {
        var variables = environment
        for name in ["PATH", "LD_LIBRARY_PATH"] {
            variables[name] = variables[name] ?? ProcessInfo.processInfo.environment[name]
        }
        var child: Int32 = 0
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
        var settings: [UnsafeMutablePointer<CChar>?] = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + settings { free(text) } }
        descriptor = cbench_open_terminal(program, &words, &settings, Int32(columns), Int32(rows), &child)
        guard descriptor >= 0 else {
            throw BenchProblem(words: "No terminal can be opened: \(String(cString: strerror(errno))).")
        }
        process = child
    }

    deinit { end() }

    func end() {
        guard !isEnded else { return }
        isEnded = true
        kill(process, SIGKILL)
        var status: Int32 = 0
        waitpid(process, &status, 0)
        close(descriptor)
    }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(descriptor, bytes, bytes.count)
    }

    func forget() { output.removeAll(keepingCapacity: true) }

    /// Takes what is there.
    ///
    /// - Returns: how many bytes.
    @discardableResult
    func take() -> Int {
        var taken = 0
        while true {
            let count = read(descriptor, &buffer, Self.most)
            guard count > 0 else { break }
            output += buffer[0..<count]
            taken += count
            // Another call would say that there is no more.
            guard count == Self.most else { break }
        }
        if taken > 0 {
            lastRead = Clock.now
            received += taken
        }
        return taken
    }

    /// Waits for the first bytes.
    ///
    /// - Returns: when they came; nil when none came in time.
    func waitForOutput(milliseconds: Int) -> Nanoseconds? {
        guard !Self.ready([self], milliseconds: milliseconds).isEmpty, take() > 0 else { return nil }
        return lastRead
    }

    /// Waits until nothing has come for so long.
    func waitForQuiet(milliseconds: Int) {
        while waitForOutput(milliseconds: milliseconds) != nil {}
    }

    /// - Returns: when the last of what completes the text came.
    /// - Throws: ``BenchProblem`` when it does not come.
    @discardableResult
    func wait(for text: String, seconds: Int = 60) throws -> Nanoseconds {
        let wanted = Array(text.utf8)
        let deadline = Clock.now + Nanoseconds(seconds) * 1_000_000_000
        while !output.contains(wanted) {
            guard Clock.now < deadline else {
                throw BenchProblem(words: "A terminal never showed “\(text)”.\n\(ProcessReport.ofNow(process))")
            }
            _ = waitForOutput(milliseconds: 100)
        }
        return lastRead
    }

    /// Waits until one of them has something.
    ///
    /// - Returns: those that have.
    static func ready(_ terminals: [Pseudoterminal], milliseconds: Int) -> [Pseudoterminal] {
        var polls = terminals.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        guard poll(&polls, nfds_t(polls.count), Int32(milliseconds)) > 0 else { return [] }
        return zip(terminals, polls).filter { $1.revents & Int16(POLLIN) != 0 }.map(\.0)
    }
}

typealias Nanoseconds = Int64

enum Clock {
    /// By the clock that all processes share and nobody sets.
    static var now: Nanoseconds {
        Nanoseconds(DispatchTime.now().uptimeNanoseconds)
    }

    static func milliseconds(_ time: Nanoseconds) -> Double { Double(time) / 1_000_000 }
}
