package import Foundation
package import Shop

extension Product {
    /// `Flat white, €3.60, 4 left`
    package func line(_ money: MoneyFormat) -> String {
        let stock = isSoldOut ? ", sold out" : isLow ? ", \(stock) left" : ""
        return "\(name), \(money.string(price))\(stock)"
    }

    /// As an admin sees it: `Flat white, €3.60, 140 in stock`
    package func shelfLine(_ money: MoneyFormat) -> String {
        let word = isArchived ? ", archived" : isSoldOut ? ", sold out" : isLow ? ", low" : ""
        return "\(name), \(money.string(price)), \(stock) in stock\(word)"
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
