import Glibc

/// The terminal of standard input while what is typed cannot be seen.
struct Echo {
    private let before: termios

    /// Switches the echo off.
    ///
    /// - Returns: nil where standard input is no terminal.
    static func off() -> Echo? {
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { return nil }
        let echo = Echo(before: before)
        before.c_lflag &= ~tcflag_t(ECHO)
        // A stopped process would leave its terminal without an echo.
        signal(SIGTSTP, SIG_IGN)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
        return echo
    }

    /// Switches it on again, and ends the line of which nothing was seen.
    func restore() {
        var settings = before
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
        Console.ask("\n")
        signal(SIGTSTP, SIG_DFL)
    }
}
