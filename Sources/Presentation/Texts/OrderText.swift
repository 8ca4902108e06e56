package import Foundation
public import Shop

extension OrderStatus {
    /// As it stands in a sentence: the word that is stored and published, too. Whoever words it otherwise does it here, and
    /// leaves the case its name.
    public var text: String { rawValue }

    /// As it stands on a label.
    public var title: String {
        switch self {
        case .placed: "Placed"
        case .preparing: "Preparing"
        case .ready: "Ready"
        case .completed: "Completed"
        case .cancelled: "Cancelled"
        }
    }
}

extension PaymentState {
    /// As it stands in a sentence.
    public var text: String { rawValue }

    /// As it stands on a label.
    public var title: String {
        switch self {
        case .unpaid: "Unpaid"
        case .paid: "Paid"
        case .refunded: "Refunded"
        }
    }
}

extension Order {
    /// `C-042, placed, unpaid, €10.20, 2 min: 2 Flat white, 1 Brownie`
    package func line(_ settings: ShopSettings, now: Date) -> String {
        "\(headline(settings.money)), \(when(settings, now: now)): \(itemsText)"
    }

    /// `C-042, placed, unpaid, €10.20`
    package func headline(_ money: MoneyFormat) -> String {
        "\(ticket), \(status.text), \(payment.text), \(money.string(total))"
    }

    /// How long an open order has waited; when another one was placed.
    ///
    /// - Parameter isShort: hours without minutes, a day without its year.
    package func when(_ settings: ShopSettings, now: Date, isShort: Bool = false) -> String {
        if status.isOpen { return age(since: createdAt, now: now, isShort: isShort) }
        let moment = settings.moment(createdAt, now: now)
        return String(isShort && moment.count == 10 ? moment.dropFirst(5) : moment[...])
    }

    /// `2 Flat white, 1 Brownie`
    package var itemsText: String { items.map { "\($0.quantity) \($0.name)" }.joined(separator: ", ") }

    /// Its items with their notes, and its own note.
    package func itemLines(_ money: MoneyFormat) -> [String] {
        items.map { item in
            item.note.isEmpty
                ? "\(item.quantity) \(item.name), \(money.string(item.sum))"
                : "\(item.quantity) \(item.name), \(money.string(item.sum)), note: \(item.note)"
        } + (note.isEmpty ? [] : [Self.noteText(note)])
    }

    /// What stands before whoever prepares it.
    package static func noteText(_ note: String) -> String { "Note: \(note)" }

    /// Who it is for, as a screen shows it: a walk-in is named as one.
    package var customerLabel: String {
        guard customerID == nil else { return customerName }
        return customerName.isEmpty ? "walk-in" : "walk-in: \(customerName)"
    }

    package var pieces: Int { items.reduce(0) { $0 + $1.quantity } }

    /// `2 × Flat white   1 × Cookie (warm)`
    package func itemsLine(times: String = "×") -> String {
        items.map { item in
            let text = item.text(times: times)
            return item.note.isEmpty ? text : "\(text) (\(item.note))"
        }.joined(separator: "   ")
    }
}

extension OrderItem {
    /// `2 × Flat white`, with the sign that the terminal or the paper has.
    package func text(times: String) -> String { "\(quantity) \(times) \(name)" }
}

/// What is said of lists of orders, wherever they are listed.
package enum OrdersText {
    package static let noneYet = "No orders yet."
    package static let noneFound = "No orders like that."
    package static let noneChosen = "choose an order first"
    package static let readingOwn = "Reading your orders…"

    /// `My orders 2 open`
    package static func own(open: Int) -> String { open > 0 ? "My orders \(open) open" : "My orders" }

    /// Before they are written into a file.
    package static func exported(_ orders: OrderCount?) -> String {
        guard let orders else { return "The orders as the CSV file:" }
        return plural(
            orders.count, one: "The one order as the CSV file:", many: "The \(orders.text) orders as the CSV file:")
    }

    package static func exported(_ orders: OrderCount?, like filter: String) -> String {
        guard let orders else { return "The orders (\(filter)) as the CSV file:" }
        return plural(
            orders.count, one: "The one order (\(filter)) as the CSV file:",
            many: "The \(orders.text) orders (\(filter)) as the CSV file:")
    }

    /// `63 orders, €574.50`
    package static func sum(_ totals: OrderTotals, _ money: MoneyFormat) -> String {
        let sum = money.string(totals.sum)
        return plural(totals.count, one: "1 order, \(sum)", many: "\(totals.count) orders, \(sum)")
    }
}

extension OrderFilter {
    /// What it matches, as text; empty when it matches everything.
    package func text(productName: String) -> String {
        var parts: [String] = []
        if let status { parts.append(status.text) }
        if let payment { parts.append(payment.text) }
        if !customer.isEmpty { parts.append("for \(customer)") }
        if productID != nil { parts.append("with \(productName)") }
        if let ticket { parts.append(ticket.description) }
        if let firstDay { parts.append("from \(firstDay)") }
        if let lastDay { parts.append("to \(lastDay)") }
        if !text.isEmpty { parts.append("like “\(text)”") }
        return parts.joined(separator: ", ")
    }
}
