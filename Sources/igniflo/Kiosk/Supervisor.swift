import ArgumentParser
import Foundation
import Glibc
import Screens
import Synchronization

/// Runs the kiosk's screens in a process of its own and starts them again when they end otherwise than by an admin.
struct Supervisor {
    /// An ending this soon after the start counts as a failure to start, and is waited for a little.
    private static let soon: Duration = .seconds(2)

    /// - Returns: the code with which the screens were left: 0, or what ended the terminal itself.
    func run(_ arguments: [String]) throws -> Int32 {
        var saved = termios()
        tcgetattr(STDIN_FILENO, &saved)
        for number in [SIGINT, SIGQUIT, SIGTSTP, SIGHUP, SIGTTIN, SIGTTOU] { signal(number, SIG_IGN) }
        let termination = Termination()
        while true {
            let start = ContinuousClock.now
            let child = try Self.spawn(arguments)
            termination.watch(child)
            let status = Self.wait(for: child)
            termination.watch(0)
            tcsetattr(STDIN_FILENO, TCSANOW, &saved)
            if termination.isAsked { return 128 + SIGTERM }
            if let code = Self.finalCode(status) { return code }
            // The terminal is gone: whoever owns it starts the kiosk anew.
            guard isatty(STDIN_FILENO) == 1, !Self.hasHungUp else { return 128 + SIGHUP }
            if ContinuousClock.now - start < Self.soon { usleep(500_000) }
        }
    }

    /// - Returns: nil when the screens are to be started again.
    private static func finalCode(_ status: Int32) -> Int32? {
        let signal = status & 0x7F
        guard signal == 0 else { return nil }
        let code = status >> 8 & 0xFF
        return code == 0 || code == Int32(KioskExit.signedOut) || code == ExitCode.unreachable.rawValue
            || code == 128 + SIGHUP ? code : nil
    }

    private static var hasHungUp: Bool {
        var poll = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        return Glibc.poll(&poll, 1, 0) > 0 && poll.revents & Int16(POLLHUP | POLLERR) != 0
    }

    private static func spawn(_ arguments: [String]) throws -> pid_t {
        let argv = ([CommandLine.arguments[0]] + arguments).map { strdup($0) } + [nil]
        defer { for word in argv { free(word) } }
        var child: pid_t = 0
        let failure = posix_spawn(&child, "/proc/self/exe", nil, nil, argv, environ)
        guard failure == 0 else {
            throw CommandFailure.unreachable("The kiosk cannot be started: \(String(cString: strerror(failure))).")
        }
        return child
    }

    /// Waits for the child's end.
    private static func wait(for child: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        return status
    }
}

/// SIGTERM ends the kiosk for good: the screens first, so that they give the terminal back.
private final class Termination {
    private final class State: Sendable {
        let child = Mutex<pid_t>(0)
        let isAsked = Atomic(false)

        func ask() {
            isAsked.store(true, ordering: .sequentiallyConsistent)
            pass()
        }

        func pass() {
            let child = child.withLock { $0 }
            if child > 0, isAsked.load(ordering: .sequentiallyConsistent) { kill(child, SIGTERM) }
        }
    }

    private let state = State()
    private let source: any DispatchSourceSignal

    init() {
        signal(SIGTERM, SIG_IGN)
        source = DispatchSource.makeSignalSource(signal: SIGTERM, queue: .global())
        source.setEventHandler { [state] in state.ask() }
        source.resume()
    }

    var isAsked: Bool { state.isAsked.load(ordering: .sequentiallyConsistent) }

    /// - Parameter child: 0 when there is none.
    func watch(_ child: pid_t) {
        state.child.withLock { $0 = child }
        state.pass()
    }
}
