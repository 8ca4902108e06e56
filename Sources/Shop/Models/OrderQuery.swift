/// Which orders of all time are wanted; nil or empty matches everything.
public struct OrderFilter: Hashable, Sendable {
    public var status: OrderStatus?
    public var payment: PaymentState?
    /// Words of the customer's name, as they are typed.
    public var customer: String
    public var productID: ID<Product>?
    public var firstDay: BusinessDay?
    public var lastDay: BusinessDay?
    public var ticket: Ticket?
    /// Words that ticket, customer's name or products' names begin with, in any order, accents and case ignored.
    public var text: String

    public init(
        status: OrderStatus? = nil, payment: PaymentState? = nil, customer: String = "", productID: ID<Product>? = nil,
        firstDay: BusinessDay? = nil, lastDay: BusinessDay? = nil, ticket: Ticket? = nil, text: String = ""
    ) {
        self.status = status
        self.payment = payment
        self.customer = customer
        self.productID = productID
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.ticket = ticket
        self.text = text
    }

    /// False when no order can fit it: looking through all of them for one would take long, and find nothing.
    package var isPossible: Bool {
        guard let status, let payment else { return true }
        return OrderStateMachine.allows(payment, in: status)
    }
}

/// In which order they are wanted; what is equal goes by number.
public struct OrderSorting: Hashable, Sendable {
    public enum Column: String, CaseIterable, Sendable {
        /// The order's number, which is its time.
        case number
        case total
        /// As an order lives: placed, preparing, ready, completed, cancelled.
        case status
        case customer
    }

    public var column: Column
    public var isAscending: Bool

    public init(_ column: Column = .number, isAscending: Bool = false) {
        self.column = column
        self.isAscending = isAscending
    }

    public static let newestFirst = OrderSorting()
}

/// A filter as a store is given it: with whose orders count, and what was typed cut into words.
public struct OrderQuery: Hashable, Sendable {
    public var filter: OrderFilter
    /// Only this customer's.
    public var ownerID: ID<User>?
    /// Only what is completed or cancelled.
    public var isClosed = false
    public var text: [SearchWord]
    public var customer: [SearchWord]

    public init(_ filter: OrderFilter = OrderFilter(), ownerID: ID<User>? = nil) {
        self.filter = filter
        self.ownerID = ownerID
        text = SearchWord.words(of: filter.text)
        customer = SearchWord.words(of: filter.customer)
    }
}

/// How many orders a filter matches: counted to the end, or at least so many.
public struct OrderCount: Hashable, Sendable {
    /// From here on counting is not worth the wait.
    public static let limit = 10_000

    public var count: Int
    public var isExact: Bool

    public init(count: Int, isExact: Bool) {
        self.count = count
        self.isExact = isExact
    }

    /// `1,204`, or `10,000+`.
    public var text: String {
        var digits = String(count)
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
            place -= 3
        }
        return isExact ? digits : digits + "+"
    }
}

/// How many orders of each status a customer has, and their sum in minor units.
public struct OrderTotals: Hashable, Sendable {
    public struct Part: Hashable, Sendable {
        public var count: Int
        public var sum: Int64

        public init(count: Int, sum: Int64) {
            self.count = count
            self.sum = sum
        }
    }

    public var parts: [OrderStatus: Part]

    public init(parts: [OrderStatus: Part]) { self.parts = parts }

    public var count: Int { parts.values.reduce(0) { $0 + $1.count } }

    public var openCount: Int { parts.reduce(0) { $1.key.isOpen ? $0 + $1.value.count : $0 } }

    /// In minor units, of what was not cancelled.
    public var sum: Int64 { parts.reduce(0) { $1.key == .cancelled ? $0 : $0 + $1.value.sum } }
}
