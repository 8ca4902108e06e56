import GRDB
import Shop

/// How the engine is asked for a page of all orders: along which index, and with which of the filters as a check on
/// each row. The statements are a closed set, so that a test can ask for the plan of each.
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
        let direction = isAscending ? "ASC" : "DESC"
        let sign = isAscending ? ">" : "<"
        let id = walks ? "orders.id" : source.id
        let (ordering, cursor) =
            switch order {
            case .number: ("\(id) \(direction)", "")
            case .total:
                (
                    "orders.total \(direction), orders.id \(direction)",
                    " AND (orders.total, orders.id) \(sign) (:total, :id)"
                )
            case .customer:
                (
                    "orders.customer_name \(direction), orders.id \(direction)",
                    " AND (orders.customer_name, orders.id) \(sign) (:name, :id)"
                )
            }
        return """
            SELECT orders.* FROM \(walks ? walkedTables : source.tables)
            WHERE \(source.condition) AND \(id) > :low AND \(id) < :high\(cursor)
            \(Self.checks) ORDER BY \(ordering) LIMIT :limit
            """
    }

    private var walkedTables: String {
        "orders INDEXED BY " + (order == .total ? "orders_by_total" : "orders_by_customer_name")
    }

    /// The filters as checks on a row; those that are not asked for are null. A search is looked up once for all rows:
    /// asked for each, the engine would read the whole list of a word each time. It may look up before it asks whether
    /// it needs to, and takes no null for a text: `""` is found nowhere.
    fileprivate static let checks = """
        AND (:status IS NULL OR orders.status = :status) AND (:payment IS NULL OR orders.payment = :payment)
        AND orders.business_day BETWEEN :firstDay AND :lastDay
        AND (:owner IS NULL OR orders.customer_id = :owner)
        AND (:number IS NULL OR (orders.channel = :channel AND orders.number = :number))
        AND (:product IS NULL OR EXISTS (
            SELECT 1 FROM order_items AS item WHERE item.order_id = orders.id AND item.product_id = :product))
        AND (:text IS NULL OR orders.id IN (
            SELECT rowid FROM order_search WHERE order_search MATCH coalesce(:text, '""')))
        """
}

extension OrderTable.Source {
    fileprivate var tables: String {
        switch self {
        case .ticket: "orders INDEXED BY orders_by_ticket"
        case .owner: "orders INDEXED BY orders_of_customer"
        case .text: "order_search CROSS JOIN orders ON orders.id = order_search.rowid"
        case .product:
            "order_items AS sold INDEXED BY order_items_of_product CROSS JOIN orders ON orders.id = sold.order_id"
        case .payment: "orders INDEXED BY orders_by_payment"
        case .status: "orders INDEXED BY orders_by_status"
        case .all: "orders NOT INDEXED"
        }
    }

    fileprivate var id: String {
        switch self {
        case .text: "order_search.rowid"
        case .product: "sold.order_id"
        default: "orders.id"
        }
    }

    fileprivate var condition: String {
        switch self {
        case .ticket: "orders.channel = :ownChannel AND orders.number = :ownNumber"
        case .owner: "orders.customer_id = :ownOwner"
        case .text: "order_search MATCH :ownText"
        case .product:
            // An order may hold a product on two lines.
            """
            sold.product_id = :ownProduct AND NOT EXISTS (
                SELECT 1 FROM order_items AS earlier WHERE earlier.product_id = sold.product_id
                    AND earlier.order_id = sold.order_id AND earlier.line < sold.line)
            """
        case .payment: "orders.payment = :ownPayment"
        case .status: "orders.status = :ownStatus"
        case .all: "1"
        }
    }

    /// The number of candidates, up to a limit; reads the index alone.
    var count: String {
        let (table, condition) =
            switch self {
            case .text: ("order_search", condition)
            case .product: ("order_items AS sold INDEXED BY order_items_of_product", condition)
            default: (tables, condition)
            }
        return """
            SELECT count(*) FROM (
                SELECT 1 FROM \(table) WHERE \(condition) AND \(id) > :low AND \(id) < :high LIMIT :limit)
            """
    }

    /// How many of the first candidates there are, and how many of them pass all filters.
    var checkedCount: String {
        """
        SELECT count(*), total(passes) FROM (
            SELECT 1 \(OrderTable.checks) AS passes FROM \(tables)
            WHERE \(condition) AND \(id) > :low AND \(id) < :high LIMIT :limit)
        """
    }
}
