public import Foundation

/// What is said to a screen: an intent of the person, an answer to a question it asked, or news.
public protocol Message: Sendable {}

/// What a screen's `update` gets.
public enum Event: Sendable {
    /// A key that no binding took.
    case key(Key)
    /// Pasted text, on one line.
    case paste(String)
    case message(any Message)
    /// The time that the screen asked for by ``Screen/nextTick(after:)`` has come.
    case tick
}

/// What a screen knows of the world around it.
public struct Context: Sendable {
    public var now: Date
    /// The area for screens: the terminal without header and footer.
    public var size: Size
    public var glyphs: Glyphs
    /// Work of this screen that has been under way for so long that a spinner shows.
    public var isWaiting: Bool

    public init(now: Date, size: Size, glyphs: Glyphs = .unicode, isWaiting: Bool = false) {
        self.now = now
        self.size = size
        self.glyphs = glyphs
        self.isWaiting = isWaiting
    }

    /// From 100 columns panels stand side by side; under that, one at a time.
    public var isWide: Bool { size.width >= 100 }
}

/// A screen, or a dialog in front of one, as a value: state, `update`, `render`, and its keys as data.
public protocol Screen: Sendable {
    /// Names it in the header and above the help.
    var title: String { get }
    /// What the keys do here and now. They make the footer, the help and the palette.
    func bindings(_ context: Context) -> [Binding]
    /// A text field has the focus: characters are text, not bindings.
    var isTyping: Bool { get }
    /// Never blocks and does no input or output: what takes time is an effect.
    mutating func update(_ event: Event, _ context: Context) -> [Effect]
    func render(into surface: inout Surface, in area: Rect, _ context: Context)
    /// When it wants ``Event/tick`` next.
    func nextTick(after now: Date) -> Date?
    /// The size of a dialog, drawn in the middle of what is behind it; nil fills the whole area.
    func dialogSize(in area: Size) -> Size?
}

extension Screen {
    public var isTyping: Bool { false }
    public func nextTick(after now: Date) -> Date? { nil }
    public func dialogSize(in area: Size) -> Size? { nil }
}

/// The line above all screens, written by the application.
public protocol HeaderBar: Sendable {
    mutating func update(_ message: any Message, _ context: Context)
    /// - Parameter place: the title of the screen that fills the area under it.
    func render(into surface: inout Surface, in area: Rect, at place: String, _ context: Context)
    func nextTick(after now: Date) -> Date?
}
