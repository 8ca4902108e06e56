/// What a screen wants done, as a value. The stage does it.
public struct Effect: Sendable {
    enum Kind: Sendable {
        case run(id: String, work: @Sendable () async -> any Message)
        case push(any Screen)
        case replace(any Screen)
        case restart(any Screen)
        case close((any Message)?)
        case broadcast(any Message)
        case toast(Toast)
        case bell
        case quit(Int32)
        case help, palette, redraw, suspend
        case toggleMouse
        case theme(Theme.Name)
    }

    let kind: Kind

    /// Does `work` off the UI thread, once the frame is sent that shows what the screen did about the event, or at once
    /// where that is held back. Its message comes back to the screen that asked, unless the screen has gone or has asked
    /// again under the same `id`. The work itself always runs to its end.
    public static func run(_ id: String, _ work: @escaping @Sendable () async -> any Message) -> Effect {
        Effect(kind: .run(id: id, work: work))
    }

    /// Opens a screen in front.
    public static func push(_ screen: any Screen) -> Effect { Effect(kind: .push(screen)) }

    /// Puts a screen in the place of the one that asks.
    public static func replace(_ screen: any Screen) -> Effect { Effect(kind: .replace(screen)) }

    /// Closes everything and begins with this screen.
    public static func restart(_ screen: any Screen) -> Effect { Effect(kind: .restart(screen)) }

    /// Closes the screen that asks; `message` goes to the one that opened it.
    public static func close(_ message: (any Message)? = nil) -> Effect { Effect(kind: .close(message)) }

    /// Tells every open screen and the header.
    public static func broadcast(_ message: any Message) -> Effect { Effect(kind: .broadcast(message)) }

    public static func toast(_ text: String, _ kind: Toast.Kind = .info) -> Effect {
        Effect(kind: .toast(Toast(text: text, kind: kind)))
    }

    public static let bell = Effect(kind: .bell)
    public static let help = Effect(kind: .help)
    public static let palette = Effect(kind: .palette)
    public static let redraw = Effect(kind: .redraw)
    public static let suspend = Effect(kind: .suspend)
    public static let toggleMouse = Effect(kind: .toggleMouse)
    /// Other colours, from now on.
    public static func theme(_ name: Theme.Name) -> Effect { Effect(kind: .theme(name)) }
    public static func quit(_ code: Int32 = 0) -> Effect { Effect(kind: .quit(code)) }
}

/// A short word at the bottom right.
public struct Toast: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case info, success
        /// Stays until a key is pressed.
        case error
    }

    public var text: String
    public var kind: Kind

    public init(text: String, kind: Kind) {
        self.text = text
        self.kind = kind
    }
}
