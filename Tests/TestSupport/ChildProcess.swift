import CTestSupport
public import Foundation
import Glibc
import Synchronization

/// A program that was started.
///
/// It inherits nothing but what it is given. A pipe of another test in its hands would keep that one waiting for an end
/// that does not come.
public final class ChildProcess: Sendable {
    /// What stands behind standard input, output or error.
    public enum Stream: Sendable {
        case reading(String), appending(String)
        /// An open one of this process.
        case descriptor(Int32)

        public static let nothing = Stream.reading("/dev/null")
        public static let nowhere = Stream.appending("/dev/null")
    }

    /// How it ended.
    public struct Ending: Sendable {
        /// As waitpid(2) gives it.
        public var status: Int32

        /// The signal that has ended it.
        public var signal: Int32? { status & 0x7F == 0 ? nil : status & 0x7F }
        /// As shells have it: a program that was killed did not end with 0.
        public var code: Int32 { signal.map { 128 + $0 } ?? status >> 8 & 0xFF }
    }

    private enum State {
        case running, ended(Ending)
        /// Another has waited for it, and has how it ended.
        case lost
    }

    public let id: Int32
    private let words: String
    private let state = Mutex(State.running)

    /// - Parameters:
    ///   - words: the path of the program, and its arguments.
    ///   - name: what a failure calls it.
    public init(
        _ words: [String], name: String? = nil, environment: [String: String] = ProcessInfo.processInfo.environment,
        input: Stream = .nothing, output: Stream = .nowhere, errors: Stream = .nowhere
    ) throws {
        self.words = name ?? words.joined(separator: " ")
        id = try Self.spawn(words, environment, [input, output, errors])
    }

    /// What a test leaves behind must not keep the machine busy for the others.
    deinit {
        guard isRunning else { return }
        kill()
        var status: Int32 = 0
        waitpid(id, &status, 0)
    }

    /// A pipe that no program inherits unless it is given one of its ends.
    public static func pipe() throws -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        guard ctest_open_pipe(&ends) == 0 else {
            throw NeverHappened(what: "a pipe: \(String(cString: strerror(errno)))")
        }
        return (ends[0], ends[1])
    }

    private static func spawn(
        _ words: [String], _ environment: [String: String], _ streams: [Stream]
    ) throws -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, stream) in zip(Int32(0)..., streams) {
            switch stream {
            case .reading(let path): posix_spawn_file_actions_addopen(&actions, number, path, O_RDONLY, 0)
            case .appending(let path):
                posix_spawn_file_actions_addopen(&actions, number, path, O_WRONLY | O_APPEND, 0)
            case .descriptor(let descriptor): posix_spawn_file_actions_adddup2(&actions, descriptor, number)
            }
        }
        _ = ctest_close_from(&actions, Int32(streams.count))

        // The threads of the tests block signals, which the program would inherit.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        let argv = words.map { strdup($0) } + [nil]
        let envp = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for word in argv + envp { free(word) } }
        var id: Int32 = 0
        let failure = posix_spawn(&id, words[0], &actions, &attributes, argv, envp)
        guard failure == 0 else { throw NotStarted(program: words[0], why: String(cString: strerror(failure))) }
        return id
    }

    public struct NotStarted: Error {
        var program: String
        var why: String
    }

    // MARK: its end

    /// Nil while it runs.
    ///
    /// - Throws: ``NeverHappened`` when how it ended can never be known.
    public var ending: Ending? {
        get throws {
            switch look() {
            case .running: nil
            case .ended(let ending): ending
            case .lost: throw NeverHappened(what: "the end of `\(words)`: another part of this process has taken it")
            }
        }
    }

    public var isRunning: Bool { if case .running = look() { true } else { false } }

    private func look() -> State {
        state.withLock { state in
            guard case .running = state else { return state }
            var status: Int32 = 0
            let found = waitpid(id, &status, WNOHANG)
            if found == id { state = .ended(Ending(status: status)) }
            if found < 0, errno == ECHILD { state = .lost }
            return state
        }
    }

    /// Waits for its end. One that does not come in time is killed, and the failure tells what the program was at.
    @discardableResult
    public func end(
        within limit: Duration = Patience.limit, every pause: Duration = .milliseconds(20)
    ) async throws -> Ending {
        try await until("the end of `\(words)`", within: limit, every: pause) { try ending != nil }
        return try ending ?? Ending(status: 0)
    }

    /// Waits until `isSo`. When that does not come in time the program is killed, and the failure tells what it was at.
    public func until(
        _ what: @autoclosure () -> String, within limit: Duration = Patience.limit,
        every pause: Duration = .milliseconds(20), _ isSo: () async throws -> Bool
    ) async throws {
        do {
            try await Patience.until(what(), within: limit, every: pause, isSo)
        } catch var failure as NeverHappened {
            if isRunning, failure.report.isEmpty { failure.report = await ProcessReport.of(id) }
            kill()
            throw failure
        }
    }

    // MARK: signals

    public func signal(_ number: Int32) {
        state.withLock { state in
            // A number that has ended may be another's already.
            if case .running = state { Glibc.kill(id, number) }
        }
    }

    /// Kills it with all that it has started.
    public func kill() {
        let others = state.withLock { state in
            if case .running = state { ProcessReport.descendants(of: id) } else { [Int32]() }
        }
        signal(SIGKILL)
        for other in others { Glibc.kill(other, SIGKILL) }
    }

    /// Runs a program to its end, on the thread of whoever asks.
    ///
    /// - Returns: nil where it could not be started, or had to be killed.
    public static func run(
        _ words: [String], input: Stream = .nothing, output: Stream = .nowhere, seconds: Double
    ) -> Ending? {
        guard let child = try? ChildProcess(words, input: input, output: output, errors: .nowhere) else { return nil }
        let deadline = ContinuousClock.now.advanced(by: .seconds(seconds))
        while child.isRunning, .now < deadline { usleep(5_000) }
        return try? child.ending
    }
}
