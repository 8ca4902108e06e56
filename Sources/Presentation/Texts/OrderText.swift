package import Foundation
package import Shop

extension Order {
    /// `C-042, placed, unpaid, €10.20, 2 min: 2 Flat white, 1 Brownie`
    package func line(_ settings: ShopSettings, now: Date) -> String {
        let when = status.isOpen ? age(since: createdAt, now: now) : settings.moment(createdAt, now: now)
        return "\(headline(settings.money)), \(when): "
            + items.map { "\($0.quantity) \($0.name)" }.joined(separator: ", ")
    }

    /// `C-042, placed, unpaid, €10.20`
    package func headline(_ money: MoneyFormat) -> String {
        "\(ticket), \(status.text), \(payment.rawValue), \(money.string(total))"
    }

    /// Its items with their notes, and its own note.
    package func itemLines(_ money: MoneyFormat) -> [String] {
        items.map { item in
            "\(item.quantity) \(item.name), \(money.string(item.sum))"
                + (item.note.isEmpty ? "" : ", note: \(item.note)")
        } + (note.isEmpty ? [] : ["Note for the shop: \(note)"])
    }
}

extension Order {
    /// Who it is for, as a screen shows it: a walk-in is named as one.
    package var customerLabel: String {
        guard customerID == nil else { return customerName }
        return customerName.isEmpty ? "walk-in" : "walk-in: " + customerName
    }

    package var pieces: Int { items.reduce(0) { $0 + $1.quantity } }

    /// `2 × Flat white   1 × Cookie (warm)`
    package func itemsLine(times: String = "×") -> String {
        items.map { item in
            "\(item.quantity) \(times) \(item.name)" + (item.note.isEmpty ? "" : " (\(item.note))")
        }.joined(separator: "   ")
    }
}
