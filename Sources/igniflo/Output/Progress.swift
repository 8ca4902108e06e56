import Glibc
import Synchronization
import Terminal

/// Tells a person who waits at a terminal that long work goes on: one line on standard error, with the seconds it has
/// taken, gone when the work is done.
enum Progress {
    private static let isTold = isatty(STDERR_FILENO) == 1
    /// How soon the line says what the work has come to.
    private static let period: Duration = .milliseconds(50)

    /// What the work is at now, for whoever does it to say.
    final class Line: Sendable {
        private let text: Mutex<String>

        init(_ text: String) { self.text = Mutex(text) }

        var now: String { text.withLock { $0 } }
        func say(_ words: String) { text.withLock { $0 = words } }
    }

    /// - Parameter delay: work that takes no longer is not worth a word.
    static func during<Value: Sendable>(
        _ what: String, after delay: Duration = .zero, _ work: () async throws -> Value
    ) async rethrows -> Value {
        try await during(Line(what), after: delay, work)
    }

    /// The same of work that says how far it is.
    static func during<Value: Sendable>(
        _ line: Line, after delay: Duration = .zero, _ work: () async throws -> Value
    ) async rethrows -> Value {
        guard isTold else { return try await work() }
        // Before the work begins: a task of its own may come too late for it.
        if delay == .zero { show("\(line.now) …") }
        let ticker = Task { await tell(line, after: delay) }
        do {
            let value = try await work()
            await end(ticker)
            return value
        } catch {
            await end(ticker)
            throw error
        }
    }

    private static func tell(_ line: Line, after delay: Duration) async {
        let start = ContinuousClock.now
        var shown = delay == .zero ? "\(line.now) …" : ""
        try? await Task.sleep(for: delay == .zero ? period : delay)
        while !Task.isCancelled {
            let seconds = (ContinuousClock.now - start).components.seconds
            let text = "\(line.now) …" + (seconds > 0 ? " \(seconds) s" : "")
            if text != shown { show(text) }
            shown = text
            try? await Task.sleep(for: period)
        }
        if !shown.isEmpty { show("") }
    }

    private static func end(_ ticker: Task<Void, Never>) async {
        ticker.cancel()
        await ticker.value
    }

    /// Puts `line` in the place of the one before.
    private static func show(_ line: String) {
        let room = max(1, (Console.columns(of: STDERR_FILENO) ?? 80) - 1)
        let shown = TextWidth.padded(
            Console.safe(line), to: room, alignment: .leading, ellipsis: Console.glyphs.ellipsis)
        Console.ask("\r\(shown)\r")
    }
}
