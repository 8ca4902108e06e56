import Presentation
import Shop
import Terminal

/// A column of the table of orders, in the order in which they stand; the ticket goes before them.
enum TableColumn: CaseIterable, Sendable {
    case placed, customer, status, payment, total, items

    var title: String {
        switch self {
        case .placed: "Placed"
        case .customer: "Customer"
        case .status: "Status"
        case .payment: "Payment"
        case .total: "Total"
        case .items: "Items"
        }
    }

    /// What a click on its heading sorts by.
    var sorting: OrderSorting.Column? {
        switch self {
        case .placed: .number
        case .customer: .customer
        case .status: .status
        case .total: .total
        case .payment, .items: nil
        }
    }
}

/// Where the columns of the table stand. Of those that are wanted, what says least is left out where there is no room;
/// what the orders are sorted by says most.
struct TableColumns {
    struct Place {
        var x: Int
        /// With the gap after it.
        var width: Int

        /// Where `text` begins, in a column of sums or of words.
        func start(of text: String, isTrailing: Bool) -> Int {
            isTrailing ? x + width - 2 - TextWidth.of(text) : x
        }
    }

    private static let ticketWidth = 9
    private static let firstToGo: [TableColumn] = [.items, .payment, .placed, .total, .customer]
    private static let leastForTimes = 84
    /// Days come with the time.
    let isRoomy: Bool
    private var places: [TableColumn: Place] = [:]

    subscript(column: TableColumn) -> Place? { places[column] }

    init(width: Int, wanted: Set<TableColumn>, sortedBy sorting: OrderSorting.Column) {
        isRoomy = width >= Self.leastForTimes
        var shown = TableColumn.allCases.filter(wanted.contains)
        var spare: Int { width - Self.ticketWidth - shown.reduce(0) { $0 + Self.leastWidth($1, in: width) } }
        let isSorting = { (column: TableColumn) in column.sorting == sorting && sorting != .number }
        for column in Self.firstToGo where spare < 0 && !isSorting(column) { shown.removeAll { $0 == column } }
        let takesItemsTheRest = isRoomy || !shown.contains(.customer)
        let elastic: TableColumn = shown.contains(.items) && takesItemsTheRest ? .items : .customer
        var x = Self.ticketWidth
        for column in shown {
            let taken = Self.leastWidth(column, in: width) + (column == elastic ? max(0, spare) : 0)
            places[column] = Place(x: x, width: taken)
            x += taken
        }
    }

    private static func leastWidth(_ column: TableColumn, in width: Int) -> Int {
        let isRoomy = width >= leastForTimes
        return switch column {
        case .placed: isRoomy ? 18 : 12
        case .customer: isRoomy ? 24 : 12
        case .status: isRoomy ? 14 : 13
        case .payment: 10
        case .total: 12
        case .items: 19
        }
    }
}
