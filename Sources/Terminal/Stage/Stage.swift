public import Foundation

/// The open screens, one in front of another, with the header above them, the footer below and the toasts over them.
/// A value without a terminal: input, messages and the time go in; frames and things to do come out.
public struct Stage: Sendable {
    /// Under this size only a sentence is shown.
    public static let leastSize = Size(width: 40, height: 12)
    static let toastTime: TimeInterval = 4
    static let leaveTime: TimeInterval = 2
    static let spinnerDelay: TimeInterval = 0.15
    static let spinnerStep: TimeInterval = 0.1

    /// What the stage wants its driver to do.
    public enum Action: Sendable {
        case run(Job)
        case bell, redraw, suspend
        case mouse(Bool)
        case theme(Theme.Name)
        case quit(Int32)
    }

    /// A screen's work, and the name under which its answer comes back.
    public struct Job: Sendable {
        public let reply: ReplyAddress
        public let work: @Sendable () async -> any Message
    }

    public struct ReplyAddress: Hashable, Sendable {
        let layer: Int
        let id: String
        let sequence: Int
    }

    struct Layer: Sendable {
        var number: Int
        var screen: any Screen
        /// The layer that asked for this one, and gets what it comes to.
        var opener: Int?
        /// For each run's name the newest sequence number, and since when it is out.
        var waiting: [String: (sequence: Int, since: Date)] = [:]
        var nextSequence = 1
    }

    struct ShownToast: Sendable {
        var toast: Toast
        var until: Date
    }

    public private(set) var size: Size
    let glyphs: Glyphs
    var layers: [Layer]
    var headerBar: any HeaderBar
    var toasts: [ShownToast] = []
    private(set) var isMouseOn: Bool
    /// A terminal that anyone may touch: no key leaves, suspends or opens anything but what the screen itself offers.
    let isLocked: Bool
    /// There is something to go back to when the program stops for a while.
    let hasShell: Bool
    let latinKeys: LatinKeys
    private var leaveUntil: Date?
    private var nextLayer = 1
    private var ticks: [Int: Date] = [:]
    /// What the last frame answers to the mouse with.
    var hotspots: [Hotspot] = []

    /// The stage does nothing until ``begin(now:)``.
    public init(
        root: any Screen, headerBar: any HeaderBar, size: Size, glyphs: Glyphs = .unicode, isMouseOn: Bool = true,
        isLocked: Bool = false, hasShell: Bool = true, latinKeys: LatinKeys = LatinKeys()
    ) {
        self.latinKeys = latinKeys
        self.isLocked = isLocked
        self.hasShell = hasShell
        layers = [Layer(number: 0, screen: root)]
        self.headerBar = headerBar
        self.size = size
        self.glyphs = glyphs
        self.isMouseOn = isMouseOn
    }

    public var isTooSmall: Bool { size.width < Self.leastSize.width || size.height < Self.leastSize.height }

    func context(now: Date, layer: Layer? = nil) -> Context {
        let isWaiting = layer?.waiting.values.contains { now.timeIntervalSince($0.since) >= Self.spinnerDelay } ?? false
        return Context(
            now: now, size: Size(width: size.width, height: max(0, size.height - 2)), glyphs: glyphs,
            isWaiting: isWaiting)
    }

    /// Something that is wrong before anyone has done anything; it stays until a key is pressed.
    public mutating func tell(_ notice: String, now: Date) { show(Toast(text: notice, kind: .error), now: now) }

    // MARK: input

    /// Tells the first screen that it is there.
    public mutating func begin(now: Date) -> [Action] {
        update(layers[0].number, .message(ScreenOpened()), now: now)
    }

    public mutating func handle(_ input: Input, now: Date) -> [Action] {
        switch input {
        case .resized: return []
        case .interrupted: return isLocked ? [] : leave(now: now)
        case .key(let key): return press(key, now: now)
        case .escaped(let key): return press(escaped: key, now: now)
        case .paste(let text):
            guard let front = layers.last, front.screen.isTyping, !isTooSmall else { return [] }
            return update(front.number, .paste(text), now: now)
        case .press(let point):
            return send(hotspots.last { $0.area.contains(point) && $0.click != nil }?.click, now: now)
        case .wheelUp(let point):
            return send(hotspots.last { $0.area.contains(point) && $0.wheelUp != nil }?.wheelUp, now: now)
        case .wheelDown(let point):
            return send(hotspots.last { $0.area.contains(point) && $0.wheelDown != nil }?.wheelDown, now: now)
        }
    }

    public mutating func resize(to size: Size) { self.size = size }

    private mutating func send(_ message: (any Message)?, now: Date) -> [Action] {
        toasts.removeAll { $0.toast.kind == .error }
        guard let message, let front = layers.last, !isTooSmall else { return [] }
        return deliver(message, to: front.number, now: now)
    }

    mutating func leave(now: Date) -> [Action] {
        if let leaveUntil, now < leaveUntil { return [.quit(130)] }
        leaveUntil = now.addingTimeInterval(Self.leaveTime)
        show(Toast(text: "Press Ctrl-C again to leave.", kind: .info), now: now)
        return []
    }

    // MARK: messages

    /// News for everyone: every open screen and the header.
    public mutating func broadcast(_ message: any Message, now: Date) -> [Action] {
        headerBar.update(message, context(now: now))
        return layers.map(\.number).flatMap { deliver(message, to: $0, now: now) }
    }

    /// The answer to a job. Nobody gets it when the screen has gone, or has asked again since.
    public mutating func answer(_ address: ReplyAddress, _ message: any Message, now: Date) -> [Action] {
        guard let index = layers.firstIndex(where: { $0.number == address.layer }),
            layers[index].waiting[address.id]?.sequence == address.sequence
        else { return [] }
        layers[index].waiting[address.id] = nil
        return deliver(message, to: address.layer, now: now)
    }

    mutating func deliver(_ message: any Message, to layer: Int, now: Date) -> [Action] {
        if let perform = message as? GlobalAction {
            return perform.effects().flatMap { apply($0, from: layer, now: now) }
        }
        return update(layer, .message(message), now: now)
    }

    mutating func update(_ layer: Int, _ event: Event, now: Date) -> [Action] {
        guard let index = layers.firstIndex(where: { $0.number == layer }) else { return [] }
        let effects = layers[index].screen.update(event, context(now: now, layer: layers[index]))
        return effects.flatMap { apply($0, from: layer, now: now) }
    }

    /// Gives the screens whose time has come their tick, and drops toasts whose time is over.
    public mutating func tick(now: Date) -> [Action] {
        toasts.removeAll { $0.toast.kind != .error && $0.until <= now }
        if let leaveUntil, leaveUntil <= now { self.leaveUntil = nil }
        var actions: [Action] = []
        for layer in layers {
            guard let due = ticks[layer.number], due <= now else { continue }
            ticks[layer.number] = nil
            actions += update(layer.number, .tick, now: now)
        }
        // What has happened since may have brought the time nearer.
        for layer in layers { ticks[layer.number] = nextTick(of: layer, after: now) }
        return actions
    }

    /// When something would change by the passing of time alone; nil when nothing would.
    public func nextWake(after now: Date) -> Date? {
        var times = toasts.filter { $0.toast.kind != .error }.map(\.until)
        times += layers.compactMap { nextTick(of: $0, after: now) }
        if let time = headerBar.nextTick(after: now) { times.append(time) }
        if let front = layers.last, let oldest = front.waiting.values.map(\.since).min() {
            times.append(max(oldest.addingTimeInterval(Self.spinnerDelay), now.addingTimeInterval(Self.spinnerStep)))
        }
        return times.min()
    }

    private func nextTick(of layer: Layer, after now: Date) -> Date? {
        [ticks[layer.number], layer.screen.nextTick(after: now)].compactMap(\.self).min()
    }

    // MARK: effects

    private mutating func apply(_ effect: Effect, from layer: Int, now: Date) -> [Action] {
        switch effect.kind {
        case .run(let id, let work): return run(id, work, from: layer, now: now)
        case .push(let screen): return push(screen, from: layer, now: now)
        case .replace(let screen):
            guard let index = layers.firstIndex(where: { $0.number == layer }) else { return [] }
            layers.removeSubrange(index...)
            return push(screen, now: now)
        case .restart(let screen):
            layers.removeAll()
            return push(screen, now: now)
        case .close(let message): return close(layer, message, now: now)
        case .broadcast(let message): return broadcast(message, now: now)
        case .toast(let toast): show(toast, now: now)
        case .bell: return [.bell]
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .quit(let code): return [.quit(code)]
        case .toggleMouse: return toggleMouse(now: now)
        case .theme(let name): return [.theme(name)]
        case .help: return openHelp(now: now)
        case .palette: return openPalette(now: now)
        }
        return []
    }

    private mutating func run(
        _ id: String, _ work: @escaping @Sendable () async -> any Message, from layer: Int, now: Date
    ) -> [Action] {
        guard let index = layers.firstIndex(where: { $0.number == layer }) else { return [] }
        let sequence = layers[index].nextSequence
        layers[index].nextSequence += 1
        layers[index].waiting[id] = (sequence, now)
        return [.run(Job(reply: ReplyAddress(layer: layer, id: id, sequence: sequence), work: work))]
    }

    private mutating func push(_ screen: any Screen, from opener: Int? = nil, now: Date) -> [Action] {
        let number = nextLayer
        nextLayer += 1
        layers.append(Layer(number: number, screen: screen, opener: opener))
        return update(number, .message(ScreenOpened()), now: now)
    }

    private mutating func close(_ layer: Int, _ message: (any Message)?, now: Date) -> [Action] {
        guard let index = layers.firstIndex(where: { $0.number == layer }) else { return [] }
        guard index > 0 else { return [.quit(0)] }
        let opener = layers[index].opener
        layers.removeSubrange(index...)
        guard let message, let front = layers.last else { return [] }
        return deliver(message, to: opener ?? front.number, now: now)
    }

    private mutating func toggleMouse(now: Date) -> [Action] {
        isMouseOn.toggle()
        let text = isMouseOn ? "The mouse clicks here again." : "The mouse selects text; m takes it back."
        show(Toast(text: text, kind: .info), now: now)
        return [.mouse(isMouseOn)]
    }

    private mutating func openHelp(now: Date) -> [Action] {
        guard let front = layers.last, !(front.screen is HelpScreen) else { return [] }
        let own = front.screen.bindings(context(now: now, layer: front))
        return push(
            HelpScreen(about: front.screen.title, own: own, everywhere: everywhere),
            now: now)
    }

    private mutating func openPalette(now: Date) -> [Action] {
        guard let front = layers.last, !(front.screen is PaletteScreen) else { return [] }
        let own = front.screen.bindings(context(now: now, layer: front))
        return push(PaletteScreen(own + everywhere), now: now)
    }

    mutating func show(_ toast: Toast, now: Date) {
        toasts.removeAll { $0.toast == toast }
        toasts.append(ShownToast(toast: toast, until: now.addingTimeInterval(Self.toastTime)))
        if toasts.count > 4 { toasts.removeFirst(toasts.count - 4) }
    }
}

/// A screen's first message: it is open, and asks for what it needs.
public struct ScreenOpened: Message {
    public init() {}
}
