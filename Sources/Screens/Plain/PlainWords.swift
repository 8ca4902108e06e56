import Foundation
import Shop
import Terminal

/// The shop's things in plain words, a line each.
extension Product {
    /// `Flat white, €3.60, 4 left`
    func line(_ money: MoneyFormat) -> String {
        let stock = isSoldOut ? ", sold out" : isLow ? ", \(stock) left" : ""
        return "\(name), \(money.string(price))\(stock)"
    }

    /// As an admin sees it: `Flat white, €3.60, 140 in stock`
    func shelfLine(_ money: MoneyFormat) -> String {
        let word = isArchived ? ", archived" : isSoldOut ? ", sold out" : isLow ? ", low" : ""
        return "\(name), \(money.string(price)), \(stock) in stock\(word)"
    }
}

extension Cart {
    /// `Your order, 3 in it`
    func words(_ title: String) -> String { "\(title), " + (pieces == 0 ? "nothing yet" : "\(pieces) in it") }
}

extension CartQuote.Line {
    /// `2 Flat white, €7.20, note: warm, only 1 left`
    func line(_ money: MoneyFormat) -> String {
        let about = [note.isEmpty ? "" : "note: \(note)", problem.map { $0.words(self, money) } ?? ""]
        return (["\(quantity) \(name)", money.string(sum)] + about.filter { !$0.isEmpty }).joined(separator: ", ")
    }
}

extension CartQuote {
    func totalWords(_ money: MoneyFormat) -> String { total.map(money.string) ?? "too much for one order" }
}

extension Order {
    /// `C-042, placed, unpaid, €10.20, 2 min: 2 Flat white, 1 Brownie`
    func line(_ settings: ShopSettings, now: Date) -> String {
        let when = status.isOpen ? age(since: createdAt, now: now) : settings.moment(createdAt, now: now)
        return "\(headline(settings.money)), \(when): "
            + items.map { "\($0.quantity) \($0.name)" }.joined(separator: ", ")
    }

    /// `C-042, placed, unpaid, €10.20`
    func headline(_ money: MoneyFormat) -> String {
        "\(ticket), \(status.words), \(payment.rawValue), \(money.string(total))"
    }

    /// Its items with their notes, and its own note.
    func itemLines(_ money: MoneyFormat) -> [String] {
        items.map { item in
            "\(item.quantity) \(item.name), \(money.string(item.sum))"
                + (item.note.isEmpty ? "" : ", note: \(item.note)")
        } + (note.isEmpty ? [] : ["Note for the shop: \(note)"])
    }
}

extension StockEntry {
    /// `10:44, sale C-042: 2 less, 18 left, by Ada Lovelace`
    func line(_ settings: ShopSettings, now: Date) -> String {
        let cause = [movement.kind.rawValue, ticket?.description ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        let reason = movement.reason.isEmpty ? "" : " (\(movement.reason))"
        let who = actorName.isEmpty ? "" : ", by \(actorName)"
        return "\(settings.moment(movement.at, now: now)), \(cause)\(reason): \(abs(movement.delta)) "
            + "\(movement.delta < 0 ? "less" : "more"), \(stockAfter) left\(who)"
    }
}

extension OrderTimeline.Stage {
    /// `Preparing since 10:44.`
    var words: String {
        switch state {
        case .done: time.isEmpty ? "\(status.title): skipped." : "\(status.title) at \(time)."
        case .current: time.isEmpty ? "\(status.title) now." : "\(status.title) since \(time)."
        case .ahead: "\(status.title): still to come."
        }
    }
}
