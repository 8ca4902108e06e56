import ArgumentParser
import Foundation
import Glibc
import Screens
import Synchronization

/// Hears the signals that ask a process to end, in place of its ending at once.
///
/// There is one handler and one thread for the whole life of the process, however many watches come and go: the newest
/// that has not ended hears. While there is none, a signal means what it means to any program.
final class SignalWatch: Sendable {
    private let id: Int

    /// Returns when the signals are heard: until then each ends the process, and none is lost.
    ///
    /// - Parameter action: gets the signal's number, on a thread of its own and while no lock is held.
    init(_ action: @escaping @Sendable (Int32) -> Void) { id = SignalRelay.shared.add(action) }

    /// The first signal is noted in ``EndRequest`` and told; a second one ends the process at once.
    convenience init(notingFirst told: @escaping @Sendable () -> Void = {}) {
        self.init { number in
            if EndRequest.note(number) {
                told()
            } else {
                Echo.giveBack()
                _exit(128 + number)
            }
        }
    }

    /// From here on an earlier watch hears, or signals end the process again.
    func stop() { SignalRelay.shared.remove(id) }
}

/// Brings signals from their handler to the newest watch.
private final class SignalRelay: Sendable {
    static let shared = SignalRelay()

    private static let numbers = [SIGINT, SIGTERM, SIGHUP]
    /// Where the handler writes the signal's number.
    private static let handlerEnd = Atomic<Int32>(-1)

    private let watches = Mutex<[(id: Int, action: @Sendable (Int32) -> Void)]>([])
    private let lastID = Atomic(0)

    private init() {
        let ends = PipeEnds()
        // A handler must not wait.
        _ = fcntl(ends.write, F_SETFL, O_NONBLOCK)
        Self.handlerEnd.store(ends.write, ordering: .sequentiallyConsistent)
        // Echo keeps what this thread needs to give the terminal back: it must not be set up for the first time there.
        Echo.prepare()
        for number in Self.numbers + [SIGQUIT] { Self.handle(number) }
        let thread = Thread { [self] in run(ends.read) }
        thread.name = "igniflo.signals"
        thread.start()
    }

    /// What was ignored when the program was started, by nohup or by a shell without job control, stays so.
    private static func handle(_ number: Int32) {
        var action = sigaction()
        sigaction(number, nil, &action)
        guard action.__sigaction_handler.sa_handler.map({ unsafeBitCast($0, to: Int.self) }) != 1 else { return }
        action = sigaction()
        action.__sigaction_handler.sa_handler = { number in
            let kept = errno
            var byte = UInt8(truncatingIfNeeded: number)
            write(SignalRelay.handlerEnd.load(ordering: .relaxed), &byte, 1)
            errno = kept
        }
        action.sa_flags = SA_RESTART
        sigaction(number, &action, nil)
    }

    private func run(_ descriptor: Int32) {
        // Other threads may take no signals.
        var heard = sigset_t()
        sigemptyset(&heard)
        for number in Self.numbers + [SIGQUIT] { sigaddset(&heard, number) }
        pthread_sigmask(SIG_UNBLOCK, &heard, nil)
        while true {
            var byte: UInt8 = 0
            if read(descriptor, &byte, 1) == 1 { hear(Int32(byte)) }
        }
    }

    private func hear(_ number: Int32) {
        let action = number == SIGQUIT ? nil : watches.withLock { $0.last?.action }
        if let action { return action(number) }
        Echo.giveBack()
        signal(number, SIG_DFL)
        kill(getpid(), number)
    }

    func add(_ action: @escaping @Sendable (Int32) -> Void) -> Int {
        let id = lastID.add(1, ordering: .relaxed).newValue
        watches.withLock { $0.append((id, action)) }
        return id
    }

    func remove(_ id: Int) {
        // What the action holds is let go after the lock.
        _ = watches.withLock { watches in
            let removed = watches.filter { $0.id == id }
            watches.removeAll { $0.id == id }
            return removed
        }
    }
}

/// That this process was asked to end. Once it was, it stays so; whoever waits for something else as well waits for the
/// descriptor, too.
enum EndRequest {
    private static let number = Atomic<Int32>(0)
    private static let ends = PipeEnds()

    /// Can be read from as soon as the process was asked to end; nobody reads from it.
    static var descriptor: Int32 { ends.read }

    /// The signal that asked first; nil while none did.
    static var signal: Int32? {
        let number = number.load(ordering: .acquiring)
        return number == 0 ? nil : number
    }

    /// The exit code of a process that was asked to end: 128 and the signal's number; nil while it was not.
    static var code: Int32? { signal.map { 128 + $0 } }

    /// - Returns: false when the process was asked before.
    @discardableResult
    static func note(_ signal: Int32) -> Bool {
        guard number.compareExchange(expected: 0, desired: signal, ordering: .acquiringAndReleasing).exchanged else {
            return false
        }
        var byte: UInt8 = 0
        write(ends.write, &byte, 1)
        return true
    }

    /// Waits, but not once the process is asked to end.
    static func pause(_ time: Duration) {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        poll(&request, 1, Int32((time / .milliseconds(1)).rounded(.up)))
    }
}

/// Work that a person may break off.
enum Interruptible {
    /// Cancels work as soon as it is asked to, or as soon as the work has begun.
    private final class Interruption: Sendable {
        private let state = Mutex<(isAsked: Bool, cancel: (@Sendable () -> Void)?)>((false, nil))

        func ask() {
            let cancel = state.withLock { state in
                state.isAsked = true
                return state.cancel
            }
            cancel?()
        }

        func cancels(_ task: Task<some Sendable, any Error>) {
            let isLate = state.withLock { state in
                state.cancel = { task.cancel() }
                return state.isAsked
            }
            if isLate { task.cancel() }
        }
    }

    /// Runs `work`, and cancels it at an interrupt, a termination or a hang-up; a second one ends the process at once.
    ///
    /// - Parameter endsWithOutput: cancels it also when nobody reads standard output any more.
    /// - Throws: what `work` throws; the exit code 128 and the signal's number when it was asked to end; ``OutputClosed``.
    static func run<Value: Sendable>(
        endsWithOutput: Bool = false, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let interruption = Interruption()
        // Heard before the work begins: until then a signal ends the process, and would leave half of it.
        let signals = SignalWatch(notingFirst: { interruption.ask() })
        defer { signals.stop() }
        let output = endsWithOutput ? OutputWatch { interruption.ask() } : nil
        defer { output?.stop() }
        let task = Task { try await work() }
        interruption.cancels(task)
        let result = await task.result
        if let code = EndRequest.code { throw ExitCode(code) }
        if output?.isClosed == true { throw OutputClosed() }
        return try result.get()
    }
}

/// Notices that nobody reads standard output any more, before something is written.
private final class OutputWatch: Sendable {
    private let closed = Atomic(false)
    private let stopEnd: Int32

    var isClosed: Bool { closed.load(ordering: .acquiring) }

    init(_ action: @escaping @Sendable () -> Void) {
        let ends = PipeEnds()
        let stop = ends.read
        stopEnd = ends.write
        let thread = Thread { [weak self] in
            var waiting = [
                pollfd(fd: stop, events: Int16(POLLIN), revents: 0), pollfd(fd: STDOUT_FILENO, events: 0, revents: 0),
            ]
            while poll(&waiting, 2, -1) < 0, errno == EINTR {}
            close(stop)
            guard waiting[0].revents == 0, waiting[1].revents & Int16(POLLERR) != 0 else { return }
            self?.closed.store(true, ordering: .releasing)
            action()
        }
        thread.start()
    }

    func stop() { close(stopEnd) }
}
