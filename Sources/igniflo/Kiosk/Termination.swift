import Dispatch
import Glibc
import Synchronization

/// A signal that asks the kiosk to end, for good: what is under way is told first, so that it gives the terminal back.
///
/// There is one for the whole life of the process: a second watch over the same signals might miss them while the first
/// is being taken down. From `TerminalLoop.ignoreSignals()` on only SIGTERM is heard.
struct Termination {
    private final class Asked: Sendable {
        let state = Mutex<(signal: Int32?, tell: (@Sendable (Int32) -> Void)?)>((nil, nil))
        let pause = DispatchSemaphore(value: 0)
    }

    private let asked = Asked()
    private let signals: SignalWatch

    init() {
        signals = SignalWatch { [asked] number in
            asked.state.withLock { state in
                guard state.signal == nil else { return }
                state.signal = number
                state.tell?(number)
            }
            asked.pause.signal()
        }
    }

    /// The exit code of a kiosk that was asked to end; nil while it was not.
    var code: Int32? { asked.state.withLock { $0.signal }.map { 128 + $0 } }

    /// Does `work`; `tell` gets the signal that asks to end meanwhile, or did before.
    func during<Value>(_ tell: @escaping @Sendable (Int32) -> Void, _ work: () throws -> Value) rethrows -> Value {
        asked.state.withLock { state in
            state.tell = tell
            if let number = state.signal { tell(number) }
        }
        defer { asked.state.withLock { $0.tell = nil } }
        return try work()
    }

    /// Waits, but not once the kiosk is asked to end.
    func pause(_ time: Duration) { _ = asked.pause.wait(timeout: .now() + time / .seconds(1)) }

    /// From here on signals end the process at once.
    func stop() { signals.stop() }
}
