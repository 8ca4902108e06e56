import Presentation
import Shop
import Terminal

extension TableScreen {
    func bindings(_ context: Context) -> [Binding] {
        let searching = search.bindings(isFiltered: filter != OrderFilter())
        guard !search.isTyping else { return searching }
        let none = window.selected == nil ? OrdersText.noneChosen : nil
        return [
            .described("arrows j k g G", help: "Choose; to the first, to the last"),
            Binding(.enter, label: "open", help: "Everything about the order", unavailable: none, message: Intent.open),
        ] + stepping.bindings(for: [window.selected].compactMap(\.self), now: context.now) + searching + [
            Binding(
                Key("f"), label: "filter", help: "Filter by status, payment, customer, product, days, ticket",
                message: Intent.filter),
            Binding(
                Key("s"), label: "sort", help: "Sort: by time, total, status, customer", message: Intent.nextSort),
            Binding(
                Key("r"), label: "reverse", help: "Turn the order around", isInFooter: false, message: Intent.reverse),
            Binding(
                Key("c"), label: "columns", help: "Choose which columns are shown", isInFooter: false,
                message: Intent.columns),
            Binding(
                Key("e"), label: "export", help: "Export what is filtered as a CSV file", isInFooter: false,
                unavailable: user.files.writeRefusal, message: Intent.export),
        ] + AdminSection.bindings(from: .table, user)
    }
}
