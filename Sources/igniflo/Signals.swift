import ArgumentParser
import Dispatch
import Glibc
import Synchronization

/// Hears the signals that ask a process to end, in place of its ending at once.
final class SignalWatch {
    private static let numbers = [SIGINT, SIGTERM, SIGHUP]
    private let sources: [any DispatchSourceSignal]

    /// - Parameter action: gets the signal's number, on a thread of its own.
    init(_ action: @escaping @Sendable (Int32) -> Void) {
        sources = Self.numbers.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { action(number) }
            source.resume()
            return source
        }
    }

    /// From here on they end the process again.
    func stop() {
        for source in sources { source.cancel() }
        for number in Self.numbers { signal(number, SIG_DFL) }
    }
}

/// Work that has no end of its own.
enum Endless {
    private final class Asked: Sendable {
        let signal = Mutex<Int32?>(nil)
    }

    /// Runs `work`, and cancels it at an interrupt, a termination or a hang-up.
    ///
    /// - Throws: what `work` throws; the exit code 128 and the signal's number when it was asked to end.
    static func run(_ work: @escaping @Sendable () async throws -> Void) async throws {
        let asked = Asked()
        let task = Task { try await work() }
        let signals = SignalWatch { number in
            asked.signal.withLock { $0 = $0 ?? number }
            task.cancel()
        }
        defer { signals.stop() }
        let result = await task.result
        if let number = asked.signal.withLock({ $0 }) { throw ExitCode(128 + number) }
        try result.get()
    }
}
