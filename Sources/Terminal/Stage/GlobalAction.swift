/// Effects that the stage does by itself, whatever screen is in front: a binding can send it without the screen's help.
public struct GlobalAction: Message {
    /// Made when it is done, not when the binding is shown.
    let effects: @Sendable () -> [Effect]

    public init(_ effect: @autoclosure @escaping @Sendable () -> Effect) { effects = { [effect()] } }

    public init(all effects: @autoclosure @escaping @Sendable () -> [Effect]) { self.effects = effects }

    /// What can be done on every screen.
    static func bindings(isMouseOn: Bool, hasShell: Bool) -> [Binding] {
        [
            Binding(Key("?"), label: "help", help: "Show what the keys do here", message: GlobalAction(.help)),
            Binding(
                .control("p"), label: "actions", help: "Find an action by its name", isInFooter: false,
                message: GlobalAction(.palette)),
            Binding(
                .control("l"), label: "redraw", help: "Draw the screen anew", isInFooter: false,
                message: GlobalAction(.redraw)),
            Binding(
                .control("z"), label: "suspend", help: "Go back to the shell for a while; fg returns",
                isInFooter: false, unavailable: hasShell ? nil : "there is no shell behind this terminal",
                message: GlobalAction(.suspend)),
            Binding(
                Key("m"), label: "mouse",
                help: isMouseOn ? "Give the mouse back to the terminal" : "Use the mouse here again",
                isInFooter: false, message: GlobalAction(.toggleMouse)),
        ]
            + Theme.Name.allCases.map { name in
                Binding(
                    label: "theme", help: "Theme: \(name.rawValue)", isInFooter: false,
                    message: GlobalAction(.theme(name)))
            }
    }
}
