import Glibc
import Synchronization

/// The terminal of standard input while what is typed cannot be seen.
enum Echo {
    /// The terminal as it was; nil while its echo is on.
    private static let before = Mutex<termios?>(nil)

    /// Makes ``giveBack()`` ready to be called by any thread.
    static func prepare() { before.withLock { _ in } }

    /// Does `work` with the echo off, and switches it on again whatever comes of it. What signals do meanwhile is up to
    /// whoever watches them: the echo is to be given back before the process ends.
    static func off<Value>(_ work: () throws -> Value) rethrows -> Value {
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return try work() }
        before.withLock { [settings] in $0 = settings }
        settings.c_lflag &= ~tcflag_t(ECHO)
        // A stopped process would leave its terminal without an echo.
        signal(SIGTSTP, SIG_IGN)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
        defer { giveBack() }
        return try work()
    }

    /// Switches it on again where it is off, and ends the line of which nothing was seen. A terminal whose output is held
    /// up is not waited for.
    static func giveBack() {
        let before = before.withLock { before in
            defer { before = nil }
            return before
        }
        guard var settings = before else { return }
        tcsetattr(STDIN_FILENO, TCSANOW, &settings)
        tcflush(STDIN_FILENO, TCIFLUSH)
        signal(SIGTSTP, SIG_DFL)
        Console.endQuestion()
    }
}
