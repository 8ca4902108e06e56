import ArgumentParser
import Foundation
import Glibc
import Screens
import Synchronization
import Terminal

/// Runs the kiosk's screens in a process of its own and starts them again when they end otherwise than by an admin.
struct Supervisor {
    /// An ending this soon after the start counts as a failure to start, and is waited for a little.
    private static let soon: Duration = .seconds(2)

    /// - Returns: the code with which the screens were left: 0, or what ended the terminal itself.
    func run(_ arguments: [String]) throws -> Int32 {
        let terminal = QuietTerminal()
        defer { terminal.end() }
        TerminalLoop.ignoreSignals()
        let termination = Termination()
        while true {
            let start = ContinuousClock.now
            let child = try Self.spawn(arguments)
            termination.watch(child)
            let status = Self.wait(for: child)
            termination.watch(0)
            terminal.begin()
            if termination.isAsked { return 128 + SIGTERM }
            if let code = Self.finalCode(status) { return code }
            // The terminal is gone: whoever owns it starts the kiosk anew.
            guard !QuietTerminal.isGone else { return 128 + SIGHUP }
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

    private static func spawn(_ arguments: [String]) throws -> pid_t {
        let argv = ([CommandLine.arguments[0]] + arguments).map { strdup($0) } + [nil]
        defer { for word in argv { free(word) } }
        // This thread blocks signals and ignores what ends the kiosk; the screens have to hear both.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var heard = sigset_t()
        sigemptyset(&none)
        sigemptyset(&heard)
        for number in [SIGTERM, SIGCHLD, SIGWINCH, SIGCONT] { sigaddset(&heard, number) }
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &heard)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var child: pid_t = 0
        let failure = posix_spawn(&child, "/proc/self/exe", nil, &attributes, argv, environ)
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
private struct Termination {
    // The handler of a signal can reach nothing else.
    private static let child = Atomic<pid_t>(0)
    private static let wasAsked = Atomic(false)

    init() {
        Self.child.store(0, ordering: .sequentiallyConsistent)
        Self.wasAsked.store(false, ordering: .sequentiallyConsistent)
        signal(SIGTERM) { _ in
            Termination.wasAsked.store(true, ordering: .sequentiallyConsistent)
            Termination.pass()
        }
        // The threads of a pool take no signals; this one, which waits for the screens, does.
        var termination = sigset_t()
        sigemptyset(&termination)
        sigaddset(&termination, SIGTERM)
        pthread_sigmask(SIG_UNBLOCK, &termination, nil)
    }

    var isAsked: Bool { Self.wasAsked.load(ordering: .sequentiallyConsistent) }

    /// - Parameter child: 0 when there is none.
    func watch(_ child: pid_t) {
        Self.child.store(child, ordering: .sequentiallyConsistent)
        if isAsked { Self.pass() }
    }

    /// Does only what may be done while a signal is handled.
    private static func pass() {
        let child = child.load(ordering: .sequentiallyConsistent)
        if child > 0 { kill(child, SIGTERM) }
    }
}
