import GRDB
import Shop

/// How the engine is asked for a page of all orders: along which index, and with which of the filters as a check on
/// each row. An index that knows the indexed orders only gives one part of the page, and the few unindexed ones are read for
/// the other. The statements are a closed set, so that a test can ask for the plan of each.
struct OrderTable: Hashable {
    /// Where the candidates come from, in the order of their numbers.
    enum Source: CaseIterable {
        case ticket, owner, text, product, payment, status
        /// Every order.
        case all
    }

    enum Order: CaseIterable {
        case number, total, customer
    }

    var source: Source
    var order: Order
    var isAscending: Bool
    /// Walks along the index of `order` and takes what fits, rather than sorting the few candidates of `source`.
    var walks: Bool

    /// Every statement that there is.
    static let allCases: [OrderTable] = [true, false].flatMap { isAscending in
        Source.allCases.flatMap { source in
            Order.allCases.map { OrderTable(source: source, order: $0, isAscending: isAscending, walks: false) }
        }
            + [Order.total, .customer].map {
                OrderTable(source: .all, order: $0, isAscending: isAscending, walks: true)
            }
    }

    var page: String {
        let (column, direction) = (order.column, isAscending ? "ASC" : "DESC")
        var cursor = ""
        var ordering = "place \(direction)"
        if let column {
            cursor = " AND (orders.\(column), orders.id) \(isAscending ? ">" : "<") (:\(column), :id)"
            ordering = "\(column) \(direction), place \(direction)"
        }
        return candidates.map { part in
            "SELECT orders.*, \(part.id) AS place FROM \(part.orders) WHERE \(part.condition)\(cursor)\(part.checks)"
        }.joined(separator: " UNION ALL ") + " ORDER BY \(ordering) LIMIT :limit"
    }

    private var candidates: [OrderCandidates] {
        guard walks, let index = order.index else { return source.candidates }
        return [OrderCandidates(.indexed, "orders INDEXED BY \(index)", where: "orders.is_filed = 1"), .unindexed]
    }
}

extension OrderTable.Order {
    fileprivate var column: String? {
        switch self {
        case .number: nil
        case .total: "total"
        case .customer: "customer_name"
        }
    }

    fileprivate var index: String? { column.map { "orders_by_\($0)" } }
}

extension OrderTable.Source {
    fileprivate var candidates: [OrderCandidates] {
        switch self {
        case .all: [OrderCandidates(.all, "orders NOT INDEXED", where: "1")]
        case .owner:
            [
                OrderCandidates(
                    .all, "orders INDEXED BY orders_of_customer", where: "orders.customer_id = :owner", by: self)
            ]
        case .status:
            [OrderCandidates(.all, "orders INDEXED BY orders_by_status", where: "orders.status = :status", by: self)]
        case .payment: indexed("orders_by_payment", "orders.payment = :payment")
        case .ticket: indexed("orders_by_ticket", "orders.channel = :channel AND orders.number = :number")
        case .text:
            [
                OrderCandidates(
                    .indexed, "order_search", id: "order_search.rowid", where: "order_search MATCH :text", by: self),
                .unindexed,
            ]
        case .product:
            [
                OrderCandidates(
                    .indexed, "order_products", id: "order_products.order_id",
                    where: "order_products.product_id = :product", by: self), .unindexed,
            ]
        }
    }

    private func indexed(_ index: String, _ condition: String) -> [OrderCandidates] {
        [
            OrderCandidates(
                .indexed, "orders INDEXED BY \(index)", where: "orders.is_filed = 1 AND \(condition)", by: self),
            .unindexed,
        ]
    }

    /// The number of candidates, up to a limit; of an index it reads the index alone.
    var count: String {
        let parts = candidates.map { part in
            // Unindexed orders: what passes all filters counts.
            "SELECT 1 FROM \(part.table) WHERE \(part.condition)" + (part.part == .unindexed ? part.checks : "")
        }
        return "SELECT count(*) FROM (\(parts.joined(separator: " UNION ALL ")) LIMIT :limit)"
    }

    /// How many of the first candidates there are, and how many of them pass all filters.
    var checkedCount: String {
        let parts = candidates.map { "SELECT 1\($0.checks) AS passes FROM \($0.orders) WHERE \($0.condition)" }
        return "SELECT count(*), total(passes) FROM (\(parts.joined(separator: " UNION ALL ")) LIMIT :limit)"
    }
}
