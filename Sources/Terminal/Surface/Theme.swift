/// How styles look: the terminal's own background, and colours as many as it has.
public struct Theme: Sendable {
    public enum Name: String, CaseIterable, Sendable {
        case dark, light
        case highContrast = "high-contrast"
        case mono
    }

    public struct Attributes: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let bold = Attributes(rawValue: 1)
        public static let underline = Attributes(rawValue: 4)
        public static let reverse = Attributes(rawValue: 8)
    }

    /// Palette numbers, -1 for the terminal's own.
    public struct Look: Hashable, Sendable {
        public var foreground: Int
        public var background: Int
        public var attributes: Attributes

        public init(_ foreground: Int = -1, on background: Int = -1, _ attributes: Attributes = []) {
            self.foreground = foreground
            self.background = background
            self.attributes = attributes
        }
    }

    public let name: Name
    private let looks: [Look]

    /// - Parameter colors: as many as the terminal has; under 8 the theme is `mono`.
    public init(_ name: Name, colors: Int) {
        let effective = colors < 8 ? Name.mono : name
        self.name = effective
        let palette = Palette.of(effective, colors: colors)
        looks = Style.all.map { Self.combined(palette.role($0.role), palette.ground($0.ground), text: palette.text) }
    }

    public func look(of style: Style) -> Look { looks[style.index] }

    /// A ground brings its background, and may bring a foreground of its own. On a background that is not the terminal's
    /// the terminal's text may be anything, so that `text` stands in for it.
    private static func combined(_ role: Look, _ ground: Look, text: Int) -> Look {
        // Reversed, a colour of the text's own would make a patch of another ground.
        let isPlain = ground.foreground >= 0 || ground.attributes.contains(.reverse)
        let own = isPlain ? ground.foreground : role.foreground
        return Look(
            own < 0 && ground.background >= 0 ? text : own, on: ground.background,
            role.attributes.union(ground.attributes))
    }

    /// The theme that suits what the environment says: `NO_COLOR` means none, `COLORFGBG` may name a light background.
    public static func preferred(environment: [String: String]) -> Name {
        if hasNoColour(environment) { return .mono }
        let background = environment["COLORFGBG"]?.split(separator: ";").last
        return background == "7" || background == "15" ? .light : .dark
    }

    /// Whether the environment leaves open what background there is, and the terminal is one that can be asked: all of these
    /// take the question without showing it, also where they do not answer.
    public static func isOpen(environment: [String: String]) -> Bool {
        guard !hasNoColour(environment), environment["COLORFGBG"]?.isEmpty != false, let type = environment["TERM"]
        else { return false }
        return askable.contains { type.hasPrefix($0) }
    }

    private static let askable = [
        "xterm", "tmux", "screen", "rxvt", "foot", "alacritty", "kitty", "konsole", "vte", "gnome", "wezterm",
        "ghostty", "contour", "st-", "mintty", "putty", "iterm", "ms-terminal", "nsterm",
    ]

    private static func hasNoColour(_ environment: [String: String]) -> Bool {
        environment["NO_COLOR"]?.isEmpty == false
    }
}
