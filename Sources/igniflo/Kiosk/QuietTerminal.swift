import Glibc

/// The terminal of a counter while no screen holds it: keys neither interrupt nor stop nor end anything.
struct QuietTerminal {
    private let before: termios?

    init() {
        var settings = termios()
        before = tcgetattr(STDIN_FILENO, &settings) == 0 ? settings : nil
        begin()
    }

    /// - Parameter isAsking: a line is read from it: what is typed is shown.
    func begin(isAsking: Bool = false) {
        guard var settings = before else { return }
        settings.c_lflag &= ~tcflag_t(ISIG | (isAsking ? 0 : ECHO | ICANON))
        settings.c_iflag &= ~tcflag_t(IXON)
        withUnsafeMutableBytes(of: &settings.c_cc) { keys in
            // Ctrl-D is no end of the input.
            if isAsking { keys[Int(VEOF)] = 0 }
        }
        // What was typed for what is gone means nothing to what comes.
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
    }

    /// As it was.
    func end() {
        guard var settings = before else { return }
        tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
    }

    static var isGone: Bool {
        guard isatty(STDIN_FILENO) == 1 else { return true }
        var poll = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        return Glibc.poll(&poll, 1, 0) > 0 && poll.revents & Int16(POLLHUP | POLLERR) != 0
    }
}
