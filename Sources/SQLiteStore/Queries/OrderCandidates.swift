/// A part of the orders from which those that are wanted are taken: where it is read, and what is left to check.
struct OrderCandidates {
    enum Part { case indexed, unindexed, all }

    let part: Part
    /// What holds the candidates: `orders` along an index, or a table that names them.
    let table: String
    /// The column with the order's number.
    let id: String
    let condition: String
    /// The filters that the condition does not hold already, each beginning with AND; one that is not asked for is null.
    let checks: String

    static let unindexed = OrderCandidates(.unindexed, "orders NOT INDEXED", where: SQL.isUnindexed)

    /// - Parameter source: the filter that the condition holds.
    init(
        _ part: Part, _ table: String, id: String = "orders.id", where condition: String,
        by source: OrderTable.Source = .all
    ) {
        self.part = part
        self.table = table
        self.id = id
        self.condition = "\(condition) AND \(id) > :low AND \(id) < :high"
        checks =
            Self.checks.filter { $0.source != source }.map { " AND \($0.check)" }.joined()
            + (source == .text ? "" : " AND (:text IS NULL OR orders.id IN (\(part.found)))")
    }

    /// The candidates with their orders.
    var orders: String {
        table.hasPrefix("orders ") ? table : "\(table) CROSS JOIN orders ON orders.id = \(id)"
    }

    private static let checks: [(source: OrderTable.Source?, check: String)] = [
        (nil, "orders.business_day BETWEEN :firstDay AND :lastDay"),
        (.status, "(:status IS NULL OR orders.status = :status)"),
        (nil, "(NOT :closed OR orders.status IN ('completed', 'cancelled'))"),
        (.payment, "(:payment IS NULL OR orders.payment = :payment)"),
        (.owner, "(:owner IS NULL OR orders.customer_id = :owner)"),
        (.ticket, "(:number IS NULL OR (orders.channel = :channel AND orders.number = :number))"),
        (
            .product,
            """
            (:product IS NULL OR EXISTS (
                SELECT 1 FROM order_items AS item WHERE item.order_id = orders.id AND item.product_id = :product))
            """
        ),
    ]
}

extension OrderCandidates.Part {
    /// The numbers that a search finds, looked up once for all rows: asked for each, the engine would read the whole
    /// list of a word each time. It may look up before it asks whether it needs to, and takes no null for a text: `""`
    /// is found nowhere.
    fileprivate var found: String {
        let indexed = "SELECT rowid FROM order_search WHERE order_search MATCH coalesce(:text, '\"\"')"
        let unindexed = "SELECT value FROM json_each(:fresh)"
        return switch self {
        case .indexed: indexed
        case .unindexed: unindexed
        case .all: "\(indexed) UNION ALL \(unindexed)"
        }
    }
}
