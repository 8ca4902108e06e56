import Glibc
import Terminal

/// Tells a person who waits at a terminal that long work goes on: one line on standard error, with the seconds it has
/// taken, gone when the work is done.
enum Progress {
    private static let isTold = isatty(STDERR_FILENO) == 1
    private static let period: Duration = .milliseconds(500)

    /// - Parameter delay: work that takes no longer is not worth a word.
    static func during<Value: Sendable>(
        _ what: String, after delay: Duration = .zero, _ work: () async throws -> Value
    ) async rethrows -> Value {
        guard isTold else { return try await work() }
        let ticker = Task { await tell(what, after: delay) }
        do {
            let value = try await work()
            await end(ticker)
            return value
        } catch {
            await end(ticker)
            throw error
        }
    }

    private static func tell(_ what: String, after delay: Duration) async {
        let start = ContinuousClock.now
        try? await Task.sleep(for: delay)
        guard !Task.isCancelled else { return }
        while !Task.isCancelled {
            let seconds = (ContinuousClock.now - start).components.seconds
            show("\(what) …" + (seconds > 0 ? " \(seconds) s" : ""))
            try? await Task.sleep(for: period)
        }
        show("")
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
