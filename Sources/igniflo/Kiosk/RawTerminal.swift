import Glibc

/// The terminal of a counter while no screen holds it.
struct RawTerminal {
    private let before: termios?

    init() {
        var settings = termios()
        before = tcgetattr(STDIN_FILENO, &settings) == 0 ? settings : nil
    }

    /// Keys neither interrupt nor stop nor end anything, and nothing of them is shown.
    func silence() {
        set {
            Self.lock(&$0)
            $0.c_lflag &= ~tcflag_t(ECHO | ICANON)
        }
    }

    /// A line is read from it.
    ///
    /// - Parameter isLocked: keys neither interrupt nor stop nor end anything.
    func ask(isSeen: Bool, isLocked: Bool) {
        set {
            if isLocked { Self.lock(&$0) }
            if !isSeen { $0.c_lflag &= ~tcflag_t(ECHO) }
        }
    }

    /// As it was.
    func end() { set { _ in } }

    private func set(_ change: (inout termios) -> Void) {
        guard var settings = before else { return }
        change(&settings)
        // What was typed for what is gone means nothing to what comes.
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
    }

    private static func lock(_ settings: inout termios) {
        settings.c_lflag &= ~tcflag_t(ISIG)
        settings.c_iflag &= ~tcflag_t(IXON)
        // Ctrl-D is no end of the input.
        withUnsafeMutableBytes(of: &settings.c_cc) { $0[Int(VEOF)] = 0 }
    }

    static var isGone: Bool {
        guard isatty(STDIN_FILENO) == 1 else { return true }
        var poll = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        return Glibc.poll(&poll, 1, 0) > 0 && poll.revents & Int16(POLLHUP | POLLERR) != 0
    }
}
