/// The colours of the themes, by role and ground. In 256 colours every pair has a contrast of at least 4.5:1, on black
/// and on white for the terminal's own ground (WCAG 2.1, 1.4.3); a test computes it.
struct Palette {
    /// What normal text is on a ground that is not the terminal's own.
    private(set) var text = -1
    private let roles: [Style.Role: Theme.Look]
    private let grounds: [Style.Ground: Theme.Look]

    func role(_ role: Style.Role) -> Theme.Look { roles[role] ?? Theme.Look() }

    func ground(_ ground: Style.Ground) -> Theme.Look { grounds[ground] ?? Theme.Look() }

    static func of(_ name: Theme.Name, colors: Int) -> Palette {
        switch (name, colors >= 256) {
        case (.mono, _): mono
        case (.light, true): light256
        case (.dark, true): dark256
        case (.highContrast, true): contrast256
        case (.light, false): light8
        case (.dark, false), (.highContrast, false): dark8
        }
    }

    private static let dark256 = Palette(
        text: 255,
        roles: [
            .dim: .init(248), .strong: .init(-1, .bold), .accent: .init(80, .bold), .title: .init(-1, .bold),
            .border: .init(244), .borderFocused: .init(80), .key: .init(80, .bold), .error: .init(210, .bold),
            .warning: .init(221), .success: .init(114), .info: .init(117), .changed: .init(229, .bold),
            .banner: .init(221, .bold), .stateWaiting: .init(117), .stateActive: .init(221),
            .stateReady: .init(114, .bold),
            .stateDone: .init(248), .stateStopped: .init(210),
        ],
        grounds: [
            .selection: .init(-1, on: 237, .bold), .selectionDim: .init(-1, on: 235), .bar: .init(-1, on: 235),
            .field: .init(-1, on: 235), .fieldFocused: .init(-1, on: 237), .button: .init(-1, on: 237),
            .buttonFocused: .init(16, on: 80, .bold), .toast: .init(231, on: 238),
            .toastError: .init(231, on: 88, .bold),
            .banner: .init(16, on: 221, .bold),
        ])

    private static let light256 = Palette(
        text: 232,
        roles: [
            .dim: .init(240), .strong: .init(-1, .bold), .accent: .init(25, .bold), .title: .init(-1, .bold),
            .border: .init(243), .borderFocused: .init(25), .key: .init(25, .bold), .error: .init(124, .bold),
            .warning: .init(58), .success: .init(22), .info: .init(24), .changed: .init(90, .bold),
            .banner: .init(58, .bold), .stateWaiting: .init(25), .stateActive: .init(58), .stateReady: .init(22, .bold),
            .stateDone: .init(240), .stateStopped: .init(124),
        ],
        grounds: [
            .selection: .init(-1, on: 253, .bold), .selectionDim: .init(-1, on: 255), .bar: .init(-1, on: 254),
            .field: .init(-1, on: 255), .fieldFocused: .init(-1, on: 253), .button: .init(-1, on: 254),
            .buttonFocused: .init(231, on: 25, .bold), .toast: .init(231, on: 238),
            .toastError: .init(231, on: 124, .bold), .banner: .init(16, on: 221, .bold),
        ])

    private static let contrast256 = Palette(
        roles: dark256.roles.mapValues { $0.attributes.contains(.bold) ? $0 : .init($0.foreground, .bold) }
            .merging([.dim: .init(-1), .border: .init(-1), .stateDone: .init(-1)]) { _, new in new },
        grounds: [
            .selection: .init(-1, on: -1, [.reverse, .bold]), .selectionDim: .init(-1, on: -1, .underline),
            .bar: .init(-1, on: -1, .bold), .field: .init(-1, on: -1, .underline),
            .fieldFocused: .init(-1, on: -1, [.underline, .bold]), .button: .init(-1, on: -1, .bold),
            .buttonFocused: .init(-1, on: -1, [.reverse, .bold]), .toast: .init(-1, on: -1, .reverse),
            .toastError: .init(-1, on: -1, [.reverse, .bold]), .banner: .init(-1, on: -1, [.reverse, .bold]),
        ])

    private static let dark8 = Palette(
        roles: [
            .strong: .init(-1, .bold), .accent: .init(6, .bold), .title: .init(-1, .bold), .borderFocused: .init(6),
            .key: .init(6, .bold), .error: .init(1, .bold), .warning: .init(3), .success: .init(2), .info: .init(6),
            .changed: .init(3, .bold), .banner: .init(3, .bold), .stateWaiting: .init(6), .stateActive: .init(3),
            .stateReady: .init(2, .bold), .stateStopped: .init(1, .bold),
        ],
        grounds: mono.grounds)

    private static let light8 = Palette(
        roles: [
            .strong: .init(-1, .bold), .accent: .init(4, .bold), .title: .init(-1, .bold), .borderFocused: .init(4),
            .key: .init(4, .bold), .error: .init(1, .bold), .warning: .init(5), .success: .init(-1), .info: .init(4),
            .changed: .init(5, .bold), .banner: .init(5, .bold), .stateWaiting: .init(4), .stateActive: .init(5),
            .stateReady: .init(-1, .bold), .stateStopped: .init(1, .bold),
        ],
        grounds: mono.grounds)

    private static let mono = Palette(
        roles: [
            .strong: .init(-1, .bold), .accent: .init(-1, .bold), .title: .init(-1, .bold),
            .borderFocused: .init(-1, .bold), .key: .init(-1, .bold), .error: .init(-1, .bold),
            .changed: .init(-1, [.bold, .underline]), .banner: .init(-1, .bold), .stateReady: .init(-1, .bold),
        ],
        grounds: [
            .selection: .init(-1, on: -1, .reverse), .selectionDim: .init(-1, on: -1, .underline),
            .field: .init(-1, on: -1, .underline), .fieldFocused: .init(-1, on: -1, [.underline, .bold]),
            .buttonFocused: .init(-1, on: -1, .reverse), .toast: .init(-1, on: -1, .reverse),
            .toastError: .init(-1, on: -1, [.reverse, .bold]), .banner: .init(-1, on: -1, .reverse),
        ])
}

extension Theme.Look {
    fileprivate init(_ foreground: Int, _ attributes: Theme.Attributes) {
        self.init(foreground, on: -1, attributes)
    }
}
