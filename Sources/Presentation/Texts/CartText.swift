package import Shop

extension Cart {
    /// `Your order, 3 in it`
    package func text(_ title: String) -> String { "\(title), " + (pieces == 0 ? "nothing yet" : "\(pieces) in it") }
}

extension CartQuote.Line {
    /// `2 Flat white, €7.20, note: warm, only 1 left`
    package func line(_ money: MoneyFormat) -> String {
        let about = [note.isEmpty ? "" : "note: \(note)", problem.map { $0.text(self, money) } ?? ""]
        return (["\(quantity) \(name)", money.string(sum)] + about.filter { !$0.isEmpty }).joined(separator: ", ")
    }
}

extension CartQuote {
    package func totalText(_ money: MoneyFormat) -> String { total.map(money.string) ?? "too much for one order" }
}
