import Presentation
import Shop
import Terminal

extension AdminDashboard {
    func bindings(_ context: Context) -> [Binding] {
        guard !search.isTyping else { return search.bindings() }
        if isKitchen { return kitchenBindings(context) }
        let chosen = lanes.chosen == nil ? "there is no order here" : nil
        return [
            .described("arrows h j k l", help: "Choose an order"),
            Binding(
                .enter, label: "open", help: "Everything about the order", unavailable: chosen, message: Intent.open),
        ] + stepping.bindings(for: lanes.meant, now: context.now) + [
            Binding(
                .space, label: "mark", help: "Mark the order; the next step is for all that are marked",
                unavailable: chosen, message: Intent.mark)
        ] + search.bindings() + unmarking + [
            Binding(Key("c"), label: "new product", help: "Create a product", message: Intent.newProduct),
            Binding(
                .left, Key("h"), label: "lane left", help: "To the lane on the left", isInFooter: false,
                message: Intent.previousLane),
            Binding(
                .right, Key("l"), .tab, label: "lane right", help: "To the lane on the right", isInFooter: false,
                message: Intent.nextLane),
        ]
            + lanes.lanes.enumerated().map { index, status in
                Binding(
                    Key(Character(String(index + 1))), label: status.title, help: "To the lane \(status.title)",
                    isInFooter: false, message: Intent.lane(index))
            }
            + AdminSection.bindings(from: .board, user)
    }

    /// Esc shows everything again first.
    private var unmarking: [Binding] {
        guard search.isEmpty, !lanes.marked.isEmpty else { return [] }
        return [
            Binding(
                .escape, label: "unmark \(lanes.marked.count)", help: "Take the marks away", message: Intent.unmark)
        ]
    }

    /// Digits choose, Enter goes forward, the star goes back: a number pad is enough. The minus stands where others have a
    /// digit or `/`.
    private func kitchenBindings(_ context: Context) -> [Binding] {
        let steps = stepping.bindings(for: lanes.meant, now: context.now)
        let keys: [String: [Key]] = [">": [.enter, Key(">")], "<": [Key("*"), Key("<")]]
        let renamed = steps.map { step in
            var step = step
            if case .character(let character)? = step.keys.first?.code, let more = keys[String(character)] {
                step.keys = more
            }
            return step
        }
        let digits = (1...BoardLanes.numbers).map { number in
            Binding(
                Key(Character(String(number))), label: "", help: "Choose order \(number)", isInFooter: false,
                message: Intent.number(number))
        }
        return [.described("1 – 9", help: "Choose the order with this number")] + renamed + digits + [
            Binding(Key("+"), label: "next nine", help: "Number the next nine orders", message: Intent.nextNumbers),
            Binding(
                Key("0"), label: "open", help: "Everything about the order",
                unavailable: lanes.chosen == nil ? "there is no order here" : nil, message: Intent.open),
            Binding(
                .left, label: "lane left", help: "To the lane on the left", isInFooter: false,
                message: Intent.previousLane),
            Binding(
                .right, .tab, label: "lane right", help: "To the lane on the right", isInFooter: false,
                message: Intent.nextLane),
        ] + AdminSection.bindings(from: .board, user)
    }
}
