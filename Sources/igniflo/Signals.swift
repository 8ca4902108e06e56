import ArgumentParser
import Dispatch
import Glibc
import Synchronization

/// Hears the signals that ask a process to end, in place of its ending at once.
final class SignalWatch {
    private static let numbers = [SIGINT, SIGTERM, SIGHUP]
    private let sources: [any DispatchSourceSignal]

    /// Returns when they are heard: until then each ends the process, and none is lost.
    ///
    /// - Parameter action: gets the signal's number, on a thread of its own.
    init(_ action: @escaping @Sendable (Int32) -> Void) {
        let isHeard = DispatchSemaphore(value: 0)
        sources = Self.numbers.map { number in
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { action(number) }
            source.setRegistrationHandler { isHeard.signal() }
            source.resume()
            return source
        }
        for _ in sources { isHeard.wait() }
    }

    /// From here on they end the process again.
    func stop() {
        for source in sources { source.cancel() }
        for number in Self.numbers { signal(number, SIG_DFL) }
    }
}

/// Work that a person may break off.
enum Interruptible {
    private final class Interruption: Sendable {
        private let state = Mutex<(signal: Int32?, cancel: (@Sendable () -> Void)?)>((nil, nil))

        var signal: Int32? { state.withLock { $0.signal } }

        /// From the signal on, or from here on when it came before.
        func cancels(_ task: Task<some Sendable, any Error>) {
            let isLate = state.withLock { state in
                state.cancel = { task.cancel() }
                return state.signal != nil
            }
            if isLate { task.cancel() }
        }

        func came(_ number: Int32) {
            let cancel = state.withLock { state in
                state.signal = state.signal ?? number
                return state.cancel
            }
            cancel?()
        }
    }

    /// Runs `work`, and cancels it at an interrupt, a termination or a hang-up.
    ///
    /// - Throws: what `work` throws; the exit code 128 and the signal's number when it was asked to end.
    static func run<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let interruption = Interruption()
        let signals = SignalWatch { interruption.came($0) }
        defer { signals.stop() }
        let task = Task { try await work() }
        interruption.cancels(task)
        let result = await task.result
        if let number = interruption.signal { throw ExitCode(128 + number) }
        return try result.get()
    }
}
