import Foundation
import Glibc
import Terminal

/// The kiosk's screens in a process of their own, and the sign of life that they give to what watches over them.
enum ScreensProcess {
    /// How the process ended.
    struct ExitStatus {
        /// As waitpid(2) gives it.
        var status: Int32
        /// Whether its screens were ever there.
        var hasShown: Bool

        /// Nil when a signal has ended it.
        var code: Int32? { status & 0x7F == 0 ? status >> 8 & 0xFF : nil }
    }

    /// Where the screens write a byte with each beat.
    private static let pulse: Int32 = 3
    private static let interval = 2.0
    /// Screens that say nothing for so long are stuck, in milliseconds. Their thread never waits for the shop, so a busy
    /// shop does not silence them; leaving may, for up to 10 seconds, while what is under way ends.
    private static let patience: Int32 = 15_000
    /// Until the first beat the shop is being opened, which waits for others.
    private static let patienceAtStart: Int32 = 60_000

    // MARK: of the screens

    /// The sign of life, of a process that was started by ``run(_:)``.
    static func livingPulse() -> TerminalLoop.Pulse {
        // Nothing that the screens start is to speak for them, and a reader who sleeps does not hold them up.
        _ = fcntl(pulse, F_SETFD, FD_CLOEXEC)
        _ = fcntl(pulse, F_SETFL, O_NONBLOCK)
        return TerminalLoop.Pulse(interval: interval) {
            var beat: UInt8 = 0
            // A signal at the parent's end would not do: it is asked for by a thread, and forgotten with it.
            return write(pulse, &beat, 1) >= 0 || errno != EPIPE
        }
    }

    // MARK: of what watches over them

    /// Runs this program with `arguments`, to its end; when it is stuck it is killed.
    static func run(_ arguments: [String]) throws -> ExitStatus {
        let ends = PipeEnds()
        defer { close(ends.read) }
        let child: pid_t
        do {
            defer { close(ends.write) }
            child = try spawn(arguments, pulse: ends.write)
        }
        let hasShown = listen(to: ends.read, of: child)
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        return ExitStatus(status: status, hasShown: hasShown)
    }

    /// Listens to the screens until they end. When this process is asked to end, so are they.
    ///
    /// - Returns: whether its screens were ever there.
    private static func listen(to pulse: Int32, of child: pid_t) -> Bool {
        var hasShown = false
        var isToldToEnd = false
        var beats = [UInt8](repeating: 0, count: 256)
        while true {
            var waiting = [
                pollfd(fd: pulse, events: Int16(POLLIN), revents: 0),
                pollfd(fd: isToldToEnd ? -1 : EndRequest.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            let ready = poll(&waiting, 2, hasShown ? patience : patienceAtStart)
            if ready < 0, errno == EINTR { continue }
            if ready == 0 { kill(child, SIGKILL) }
            if ready > 0, waiting[1].revents != 0 {
                isToldToEnd = true
                kill(child, SIGTERM)
                continue
            }
            guard ready > 0, read(pulse, &beats, beats.count) > 0 else { return hasShown }
            hasShown = true
        }
    }

    private static func spawn(_ arguments: [String], pulse end: Int32) throws -> pid_t {
        let argv = ([CommandLine.arguments[0]] + arguments).map { strdup($0) } + [nil]
        defer { for word in argv { free(word) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, end, pulse)
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
        let failure = posix_spawn(&child, "/proc/self/exe", &actions, &attributes, argv, environ)
        guard failure == 0 else {
            throw CommandFailure.unreachable("The kiosk cannot be started: \(String(cString: strerror(failure))).")
        }
        return child
    }
}
