/// A customer's cart, kept in the shop so that it is there again after a crash or on another terminal.
public struct Cart: Hashable, Sendable {
    /// The order that it becomes is placed at most once for this.
    public var request: String
    public var lines: [OrderDraft.Line]
    public var note: String

    public init(request: String, lines: [OrderDraft.Line] = [], note: String = "") {
        self.request = request
        self.lines = lines
        self.note = note
    }

    public var draft: OrderDraft { OrderDraft(request: request, lines: lines, note: note) }

    public var pieces: Int { lines.reduce(0) { $0 + $1.quantity } }

    public func line(of product: ID<Product>) -> OrderDraft.Line? { lines.first { $0.productID == product } }

    public func quantity(of product: ID<Product>) -> Int { line(of: product)?.quantity ?? 0 }

    /// Sets how many of a product are wanted; none takes its line away. More than an order may hold is cut.
    ///
    /// - Parameter price: the unit price that the person sees, in minor units; a line that is there keeps what it saw.
    public mutating func setQuantity(_ quantity: Int, of product: ID<Product>, price: Int64) {
        let index = lines.firstIndex { $0.productID == product }
        guard quantity > 0 else {
            if let index { lines.remove(at: index) }
            return
        }
        let bounded = min(quantity, OrderItem.quantityRange.upperBound)
        if let index {
            lines[index].quantity = bounded
        } else if lines.count < Order.lineCount.upperBound {
            lines.append(OrderDraft.Line(productID: product, quantity: bounded, seenPrice: price))
        }
    }

    public mutating func setNote(_ note: String, of product: ID<Product>) {
        guard let index = lines.firstIndex(where: { $0.productID == product }) else { return }
        lines[index].note = note
    }

    /// Takes over what was chosen elsewhere, as when someone who only looked signs in.
    public mutating func add(_ other: Cart) {
        for line in other.lines {
            if let index = lines.firstIndex(where: { $0.productID == line.productID }) {
                let sum = lines[index].quantity + line.quantity
                lines[index].quantity = min(sum, OrderItem.quantityRange.upperBound)
            } else if lines.count < Order.lineCount.upperBound {
                lines.append(line)
            }
        }
        if note.isEmpty { note = other.note }
    }
}

/// What a cart comes to on today's shelves, before the shop has been asked.
public struct CartQuote: Hashable, Sendable {
    public enum Problem: Hashable, Sendable {
        /// No longer sold.
        case gone
        case soldOut
        case short(left: Int)
        /// In minor units.
        case price(seen: Int64)
    }

    public struct Line: Hashable, Sendable {
        public var productID: ID<Product>
        public var name: String
        public var quantity: Int
        public var note: String
        /// Unit price of now, in minor units.
        public var price: Int64
        /// In minor units.
        public var sum: Int64
        public var problem: Problem?
    }

    public var lines: [Line] = []
    /// In minor units; nil when it is more than an order may come to.
    public var total: Int64? = 0

    public init() {}

    public init(_ cart: Cart, products: [ID<Product>: Product]) {
        for wanted in cart.lines {
            let product = products[wanted.productID]
            let price = product?.price ?? wanted.seenPrice ?? 0
            let (sum, overflowed) = price.multipliedReportingOverflow(by: Int64(wanted.quantity))
            lines.append(
                Line(
                    productID: wanted.productID, name: product?.name ?? "no longer sold", quantity: wanted.quantity,
                    note: wanted.note, price: price, sum: overflowed ? .max : sum,
                    problem: Self.problem(wanted, product)))
        }
        total = lines.reduce(Int64?(0)) { total, line in
            guard let total else { return nil }
            let (sum, overflowed) = total.addingReportingOverflow(line.sum)
            return overflowed || sum > Order.totalRange.upperBound ? nil : sum
        }
    }

    private static func problem(_ line: OrderDraft.Line, _ product: Product?) -> Problem? {
        guard let product else { return .gone }
        if product.isSoldOut { return .soldOut }
        if let left = product.available, left < line.quantity { return .short(left: left) }
        guard let seen = line.seenPrice, seen != product.price else { return nil }
        return .price(seen: seen)
    }

    /// Lines that cannot be placed as they are; a price that has moved only needs a yes.
    public var hasShortages: Bool {
        lines.contains { line in
            switch line.problem {
            case .gone, .soldOut, .short: true
            case .price, nil: false
            }
        }
    }

    public var hasNewPrices: Bool {
        lines.contains { if case .price = $0.problem { true } else { false } }
    }
}

extension Cart {
    /// The cart with what is left: quantities cut to the stock, what is gone or sold out dropped.
    public func takingWhatIsLeft(_ quote: CartQuote) -> Cart {
        var cart = self
        for line in quote.lines {
            switch line.problem {
            case .gone, .soldOut: cart.setQuantity(0, of: line.productID, price: line.price)
            case .short(let left): cart.setQuantity(left, of: line.productID, price: line.price)
            case .price, nil: break
            }
        }
        return cart
    }

    /// The cart with a yes to the prices that the quote shows.
    public func acceptingPrices(_ quote: CartQuote) -> Cart {
        var cart = self
        for index in cart.lines.indices {
            guard let line = quote.lines.first(where: { $0.productID == cart.lines[index].productID }) else { continue }
            cart.lines[index].seenPrice = line.price
        }
        return cart
    }
}
