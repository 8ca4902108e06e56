/// What a cell means, never what colour it has: a theme decides that.
public struct Style: Hashable, Sendable {
    /// What the text is.
    public enum Role: UInt8, CaseIterable, Sendable {
        case normal, dim, strong, accent, title, border, borderFocused, key
        case error, warning, success, info, changed, banner
        /// Of something that goes from one state to the next: it waits, is at work, may be taken, is over, was given up.
        case stateWaiting, stateActive, stateReady, stateDone, stateStopped
    }

    /// What the text stands on.
    public enum Ground: UInt8, CaseIterable, Sendable {
        case terminal, selection, selectionDim, bar, field, fieldFocused, button, buttonFocused, toast, toastError,
            banner
    }

    public var role: Role
    public var ground: Ground

    public init(_ role: Role, on ground: Ground = .terminal) {
        self.role = role
        self.ground = ground
    }

    /// Every style, each at its ``index``.
    static let all = Role.allCases.flatMap { role in Ground.allCases.map { Style(role, on: $0) } }

    var index: Int { Int(role.rawValue) * Self.grounds + Int(ground.rawValue) }
    private static let grounds = Ground.allCases.count

    public func on(_ ground: Ground) -> Style { Style(role, on: ground) }

    public static let normal = Style(.normal)
    public static let dim = Style(.dim)
    public static let strong = Style(.strong)
    public static let accent = Style(.accent)
    public static let title = Style(.title)
    public static let border = Style(.border)
    public static let borderFocused = Style(.borderFocused)
    public static let error = Style(.error)
    public static let warning = Style(.warning)
    public static let success = Style(.success)
    public static let info = Style(.info)
    public static let changed = Style(.changed)
    public static let stateWaiting = Style(.stateWaiting)
    public static let stateActive = Style(.stateActive)
    public static let stateReady = Style(.stateReady)
    public static let stateDone = Style(.stateDone)
    public static let stateStopped = Style(.stateStopped)
}
