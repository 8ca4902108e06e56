/// Orders as a CSV file: one a line.
enum OrderFile {
    static let columns = [
        "id", "ticket", "businessDay", "createdAt", "customer", "status", "payment", "total", "currency", "items",
        "note",
    ]

    static func line(_ order: Order, _ settings: ShopSettings) -> String {
        let items = order.items.map { "\($0.quantity) × \($0.name)" }.joined(separator: "; ")
        return CSVWriter.line([
            String(order.id), order.ticket.description, order.businessDay.description,
            ISO8601.string(order.createdAt), CSVWriter.guarded(order.customerName), order.status.rawValue,
            order.payment.rawValue, settings.money.plain(order.total), settings.currency.code, items,
            CSVWriter.guarded(order.note),
        ])
    }
}
