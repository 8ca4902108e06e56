import CNcurses
import Foundation

/// Runs a stage on the terminal: the one thread that owns ncurses. It sleeps until there is input, news, or a time at
/// which something on the screen changes by itself.
public enum TerminalLoop {
    /// How the person at this terminal likes it.
    public struct Preferences: Hashable, Sendable {
        public enum Change: Hashable, Sendable {
            case theme(Theme.Name), mouse(isOn: Bool)
        }

        public var theme: Theme.Name
        public var isMouseOn: Bool
        /// Nobody has chosen the theme: a terminal that says its background is light gets the light one.
        public var followsBackground: Bool

        public init(theme: Theme.Name, isMouseOn: Bool = true, followsBackground: Bool = false) {
            self.theme = theme
            self.isMouseOn = isMouseOn
            self.followsBackground = followsBackground
        }
    }

    /// A sign of life from the thread that owns the screen, for whoever watches over it.
    public struct Pulse: Sendable {
        /// In seconds: it comes at least so often while the thread is not stuck.
        public var interval: Double
        /// - Returns: false when nobody watches any more: the screens end then, as at a hang-up.
        public var beat: @Sendable () -> Bool

        public init(interval: Double, beat: @escaping @Sendable () -> Bool) {
            self.interval = interval
            self.beat = beat
        }
    }

    public struct Options: Sendable {
        public var preferences: Preferences
        /// A terminal that anyone may touch: signals and keys do not end the program.
        public var isLocked: Bool
        public var pulse: Pulse?
        /// Told on the first frame, until a key is pressed.
        public var notice: String?
        /// Whether there is a shell behind the program, to which suspending leads.
        public var hasShell = true
        /// Called off the UI thread when the person has changed a preference.
        public var remember: @Sendable (Preferences.Change) -> Void

        public init(
            _ preferences: Preferences, isLocked: Bool = false,
            remember: @escaping @Sendable (Preferences.Change) -> Void = { _ in }
        ) {
            self.preferences = preferences
            self.isLocked = isLocked
            self.remember = remember
        }
    }

    /// - Throws: ``TerminalError``, before anything was drawn.
    public static func check() throws { try CursesDevice.check() }

    /// From here on no signal ends or stops this process but SIGTERM, SIGKILL and SIGSTOP.
    public static func ignoreSignals() { cn_lock() }

    /// Clears a terminal, and gives it back, after a process that was killed could not.
    public static func clear() { cn_clear() }

    /// Shows `root` until it is left.
    ///
    /// - Returns: the exit code: 0, or 128 and the signal's number.
    public static func run(
        root: any Screen, headerBar: any HeaderBar, inbox: Inbox, options: Options
    ) async throws -> Int32 {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread {
                continuation.resume(
                    with: Result {
                        let preferences = options.preferences
                        let device = try CursesDevice(theme: preferences.theme, isMouseOn: preferences.isMouseOn)
                        let glyphs: Glyphs = TextWidth.isUTF8 ? .unicode : .ascii
                        let stage = Stage(
                            root: root, headerBar: headerBar, size: device.size, glyphs: glyphs,
                            isMouseOn: preferences.isMouseOn, isLocked: options.isLocked, hasShell: options.hasShell,
                            latinKeys: LatinKeys(environment: ProcessInfo.processInfo.environment))
                        if options.isLocked { device.lock() }
                        var loop = Loop(device: device, stage: stage, inbox: inbox, options: options)
                        return loop.run()
                    })
            }
            thread.name = "terminal.ui"
            thread.stackSize = 8 << 20
            thread.start()
        }
    }
}

private struct Loop {
    /// How long news may wait for what a screen asks because of it.
    private static let patienceTime: Duration = .milliseconds(8)
    /// Work under way when the screens are left is given this long to end.
    private static let grace: DispatchTimeInterval = .seconds(5)

    let device: CursesDevice
    var stage: Stage
    let inbox: Inbox
    private var options: TerminalLoop.Options
    /// What the screens have asked for and was not begun: the frame that answers a key goes out first, for the two would
    /// be in each other's way.
    private var asked: [Stage.Job] = []
    private let jobs = DispatchGroup()
    private var exitCode: Int32?
    private var pace = FramePace()
    private var lastBeat = Date.distantPast
    /// What someone at this terminal waits for has come since the last frame.
    private var isUrgent = true
    /// News made a screen ask for something: until then the frame waits for the answer, so that one shows both.
    private var patience = ContinuousClock.now

    init(device: CursesDevice, stage: Stage, inbox: Inbox, options: TerminalLoop.Options) {
        self.options = options
        self.device = device
        self.stage = stage
        self.inbox = inbox
    }

    mutating func run() -> Int32 {
        if options.preferences.followsBackground { device.askBackground() }
        perform(stage.begin(now: Date()))
        if let notice = options.notice { stage.tell(notice, now: Date()) }
        while exitCode == nil {
            beat()
            drain()
            perform(stage.tick(now: Date()))
            guard exitCode == nil else { break }
            if waitForFrame() { continue }
            if device.present(stage.render(now: Date())) { pace.note(.now) }
            isUrgent = false
            startJobs()
            let wakes = [stage.nextWake(after: Date()), nextBeat].compactMap(\.self)
            _ = cn_wait(milliseconds(until: wakes.min()))
        }
        startJobs()
        device.end()
        _ = jobs.wait(timeout: .now() + Self.grace)
        return exitCode ?? 0
    }

    private var nextBeat: Date? { options.pulse.map { lastBeat.addingTimeInterval($0.interval) } }

    private mutating func beat() {
        guard let pulse = options.pulse, abs(Date().timeIntervalSince(lastBeat)) >= pulse.interval else { return }
        lastBeat = Date()
        if !pulse.beat() { exitCode = 128 + SIGHUP }
    }

    /// Takes everything that is there before a frame is drawn: a burst of changes makes one frame.
    private mutating func drain() {
        takeSignals()
        takeInput()
        followBackground()
        for item in inbox.take() {
            switch item {
            case .news(let message): take(news: message)
            case .answer(let address, let message):
                device.settle()
                takeInput()
                perform(stage.answer(address, message, now: Date()))
                isUrgent = true
            }
        }
    }

    private mutating func takeInput() {
        while exitCode == nil, let input = device.next() {
            perform(stage.handle(input, now: Date()))
            isUrgent = true
        }
    }

    /// The first frame does not wait for what the terminal says.
    private mutating func followBackground() {
        guard options.preferences.followsBackground, let isLight = device.isBackgroundLight else { return }
        options.preferences.followsBackground = false
        guard isLight else { return }
        device.setTheme(.light)
        isUrgent = true
    }

    private mutating func take(news: any Message) {
        let actions = stage.broadcast(news, now: Date())
        if actions.contains(where: { if case .run = $0 { true } else { false } }) {
            patience = .now + Self.patienceTime
        }
        perform(actions)
    }

    private mutating func takeSignals() {
        let signals = Int(cn_take_signals())
        if signals & CN_CONTINUED != 0 {
            device.resume()
            stage.resize(to: device.size)
            isUrgent = true
        }
        if signals & CN_RESIZED != 0 {
            device.settle()
            takeInput()
            device.takeSize()
            stage.resize(to: device.size)
            isUrgent = true
        }
        if signals & CN_INTERRUPTED != 0 { perform(stage.handle(.interrupted, now: Date())) }
        if signals & CN_TERMINATED != 0 { exitCode = 128 + SIGTERM }
        if signals & CN_HUNG_UP != 0 { exitCode = 128 + SIGHUP }
    }

    /// - Returns: true when there is a reason to draw later, and input, news or an answer was waited for instead.
    private mutating func waitForFrame() -> Bool {
        let now = ContinuousClock.now
        let wait = max(pace.wait(now), isUrgent ? .zero : now.duration(to: patience))
        guard wait > .zero else { return false }
        startJobs()
        _ = cn_wait(Int32((wait / .milliseconds(1)).rounded(.up)))
        return true
    }

    private func milliseconds(until time: Date?) -> Int32 {
        var waits = [time.map { $0.timeIntervalSinceNow * 1_000 }]
        waits.append(device.deadline.map { ContinuousClock.now.duration(to: $0) / .milliseconds(1) })
        guard let wait = waits.compactMap(\.self).min() else { return -1 }
        return Int32(clamping: Int(max(0, wait).rounded(.up)))
    }

    private mutating func perform(_ actions: [Stage.Action]) {
        for action in actions {
            switch action {
            case .run(let job): asked.append(job)
            case .bell: device.bell()
            case .redraw: device.redraw()
            case .mouse(let isOn):
                device.setMouse(isOn)
                remember(.mouse(isOn: isOn))
            case .theme(let name):
                options.preferences.followsBackground = false
                device.setTheme(name)
                remember(.theme(name))
            case .quit(let code): exitCode = code
            case .suspend:
                startJobs()
                device.suspend()
                stage.resize(to: device.size)
            }
        }
    }

    private func remember(_ change: TerminalLoop.Preferences.Change) {
        jobs.enter()
        Task.detached { [options, jobs] in
            options.remember(change)
            jobs.leave()
        }
    }

    private mutating func startJobs() {
        for job in asked {
            jobs.enter()
            Task.detached { [inbox, jobs] in
                let message = await job.work()
                inbox.answer(job.reply, message)
                jobs.leave()
            }
        }
        asked.removeAll(keepingCapacity: true)
    }
}
