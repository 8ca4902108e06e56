import Terminal

extension KioskScreen {
    func bindings(_ context: Context) -> [Binding] {
        let leave = Binding(
            Key(.function(12)), .control("x"), label: "", help: "Leave, with an admin's password", isInFooter: false,
            message: Intent.leave)
        if secondsLeft(context.now) != nil {
            return [Binding(.enter, .space, .escape, label: "I am here", help: "Go on", message: Intent.stay), leave]
        }
        switch phase {
        case .attract:
            return [
                Binding(
                    .enter, .space, label: isReachable ? "begin" : "", help: "Begin", isInFooter: isReachable,
                    message: Intent.begin), leave,
            ]
        case .menu: return menuBindings + [leave]
        case .confirm where isPlacing: return [leave]
        case .confirm:
            return [
                Binding(.enter, label: "order", help: "Place the order", message: Intent.place),
                Binding(.escape, label: "back", help: "Back to the menu", message: Intent.back), leave,
            ]
        case .ticket:
            return [Binding(.enter, .escape, .space, label: "done", help: "Done", message: Intent.done), leave]
        }
    }

    private var menuBindings: [Binding] {
        let digits = (1...9).map { number in
            Binding(
                Key(Character(String(number))), label: "", help: "Add tile \(number)", isInFooter: false,
                message: Intent.tile(number))
        }
        return [
            Binding(.enter, Key("+"), label: "add", help: "Add one", message: Intent.addChosen(1)),
            Binding(Key("-"), .backspace, label: "less", help: "One less", message: Intent.addChosen(-1)),
            Binding(.tab, label: "next kind", help: "Next category", message: Intent.nextCategory(1)),
            Binding(.backTab, label: "", help: "Category before", isInFooter: false, message: Intent.nextCategory(-1)),
            Binding(
                Key("0"), Key("o"), label: "order", help: "Go on to order",
                unavailable: order.isEmpty ? "Nothing is chosen yet." : nil, message: Intent.review),
            Binding(.escape, label: "start over", help: "Forget everything", message: Intent.startOver),
            Binding(.left, label: "", help: "Left", isInFooter: false, message: Intent.move(dx: -1, dy: 0)),
            Binding(.right, label: "", help: "Right", isInFooter: false, message: Intent.move(dx: 1, dy: 0)),
            Binding(.up, label: "", help: "Up", isInFooter: false, message: Intent.move(dx: 0, dy: -1)),
            Binding(.down, label: "", help: "Down", isInFooter: false, message: Intent.move(dx: 0, dy: 1)),
            Binding(.pageDown, label: "", help: "Next page", isInFooter: false, message: Intent.page(1)),
            Binding(.pageUp, label: "", help: "Page before", isInFooter: false, message: Intent.page(-1)),
        ] + digits
    }
}
