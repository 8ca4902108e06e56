package import Foundation
package import Shop

extension Product {
    /// `Flat white, €3.60, 4 left`
    package func line(_ money: MoneyFormat) -> String {
        [name, money.string(price), shortText].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// As an admin sees it: `Flat white, €3.60, 140 in stock`
    package func shelfLine(_ money: MoneyFormat) -> String {
        [name, money.string(price), stockText, stateText].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// What a customer is told of what is left: `sold out`, `4 left`; empty where there is enough.
    package var shortText: String {
        if isSoldOut { return "sold out" }
        return isLow ? stock.map { "\($0) left" } ?? "" : ""
    }

    /// What became of it when it was taken off sale, or put back on.
    package var saleText: String {
        switch off {
        case nil: "\(name) is sold again."
        case .through: "\(name) is off for today."
        case .untilFurtherNotice: "\(name) is off until further notice."
        }
    }

    /// `140 in stock`, or `not counted`.
    package var stockText: String { stock.map { "\($0) in stock" } ?? "not counted" }

    /// What stands in the way of selling it, or soon will: `off today`, `sold out`, `low`; empty where nothing does.
    package var stateText: String { state(off: off?.text) }

    /// The same in one word or two, for a column.
    package var stateWord: String { state(off: off.map { $0 == .untilFurtherNotice ? "off" : $0.text }) }

    private func state(off: String?) -> String {
        if isArchived { return "archived" }
        return off ?? (isSoldOut ? "sold out" : isLow ? "low" : "")
    }
}

extension StockEntry {
    /// `10:44, sale C-042: 2 less, 18 left, by Ada Lovelace`
    package func line(_ settings: ShopSettings, now: Date) -> String {
        let cause = [movement.kind.rawValue, ticket?.description ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        let reason = movement.reason.isEmpty ? "" : " (\(movement.reason))"
        let who = actorName.isEmpty ? "" : ", by \(actorName)"
        return "\(settings.moment(movement.at, now: now)), \(cause)\(reason): \(abs(movement.delta)) "
            + "\(movement.delta < 0 ? "less" : "more"), \(stockAfter) left\(who)"
    }
}

extension Product.Off {
    /// `off today`
    package var text: String {
        switch self {
        case .through: "off today"
        case .untilFurtherNotice: "off until further notice"
        }
    }
}
