import Foundation
import Presentation
import Shop
import Terminal

/// Orders as people read them.
extension Output {
    func orders(_ orders: [Order]) throws {
        if isJSON { return try json(orders.map { OrderJSON($0, shop) }) }
        guard !orders.isEmpty else { return try line(OrdersText.noneFound) }
        let columns = [
            Table.Column(title: "Order", alignment: .trailing), Table.Column(title: "Ticket"),
            Table.Column(title: "Placed"), Table.Column(title: "Customer", isFlexible: true),
            Table.Column(title: "Status"), Table.Column(title: "Payment"),
            Table.Column(title: "Total", alignment: .trailing), Table.Column(title: "Items", isFlexible: true),
        ]
        try table(
            Table(
                columns: columns,
                rows: orders.map { order in
                    [
                        Table.Cell(String(order.id), .dim), Table.Cell(order.ticket.description, .strong),
                        Table.Cell(time(order.createdAt)), Table.Cell(order.customerLabel), status(order.status),
                        payment(order.payment), Table.Cell(money(order.total)),
                        Table.Cell(order.itemsText, .dim),
                    ]
                }))
    }

    /// One order in one line.
    func order(_ order: Order) throws {
        if isJSON { return try json(OrderJSON(order, shop)) }
        try line(order.headline(shop.money))
    }

    /// One order in one line, after something was done to it.
    func changed(_ order: Order) throws {
        try changed(order.headline(shop.money)) { try self.order(order) }
    }

    /// One order whole, with what happened to it.
    func whole(_ order: Order, _ events: [ShopEvent]) throws {
        if isJSON { return try json(OrderJSON(order, shop)) }
        try line("\(order.ticket)  order \(order.id), placed \(time(order.createdAt)) by \(order.customerLabel)")
        try line("\(status(order.status).text), \(order.payment.text)")
        if !order.note.isEmpty { try line(Order.noteText(order.note)) }
        try line("")
        let columns = [
            Table.Column(title: "Quantity", alignment: .trailing), Table.Column(title: "Item", isFlexible: true),
            Table.Column(title: "Each", alignment: .trailing), Table.Column(title: "Sum", alignment: .trailing),
            Table.Column(title: "Note", isFlexible: true),
        ]
        var rows = order.items.map { item in
            [
                Table.Cell(String(item.quantity)), Table.Cell(item.name), Table.Cell(money(item.price), .dim),
                Table.Cell(money(item.sum)), Table.Cell(item.note, .dim),
            ]
        }
        rows.append(["", "Total", "", money(order.total), ""].map { Table.Cell($0, .strong) })
        try table(Table(columns: columns, rows: rows))
        try line("")
        for event in events { try line(EventLines.line(event, in: self)) }
    }

    private func status(_ status: OrderStatus) -> Table.Cell {
        let glyphs = Console.glyphs
        return switch status {
        case .placed: Table.Cell("\(glyphs.circle) \(status.text)", .blue)
        case .preparing: Table.Cell("\(glyphs.halfDisc) \(status.text)", .amber)
        case .ready: Table.Cell("\(glyphs.disc) \(status.text)", .green)
        case .completed: Table.Cell("\(glyphs.check) \(status.text)", .dim)
        case .cancelled: Table.Cell("\(glyphs.cross) \(status.text)", .red)
        }
    }

    private func payment(_ payment: PaymentState) -> Table.Cell {
        Table.Cell(payment.text, payment == .unpaid ? .amber : .dim)
    }
}
