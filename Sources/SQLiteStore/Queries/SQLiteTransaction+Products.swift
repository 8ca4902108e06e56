import Foundation
import GRDB
import Shop

extension SQLiteTransaction {
    func product(_ id: ID<Product>) throws -> Product? { try row(SQL.product, [id], Self.product) }

    func products(_ ids: [ID<Product>]) throws -> [Product] {
        let statement = try db.cachedStatement(sql: SQL.product)
        var products: [Product] = []
        for id in ids.sorted() where products.last?.id != id {
            let rows = try StoredRows(statement, [id])
            defer { rows.end() }
            if let row = try rows.next() { products.append(try Self.product(row)) }
        }
        return products
    }

    func products(includingArchived: Bool) throws -> [Product] {
        try rows(includingArchived ? SQL.allProducts : SQL.products, [], Self.product)
    }

    func insert(_ product: ProductDraft) throws -> ID<Product> {
        try checkCode(product.code, of: nil)
        try run(
            SQL.insertProduct,
            [
                product.name, TextRule.key(product.name), product.price, product.lowStock, product.category,
                product.description, product.stock != nil, product.code,
            ], whenTaken: .productName)
        return ID(db.lastInsertedRowID)
    }

    func catalogueMark() throws -> CatalogueMark {
        CatalogueMark(event: try lastEventNumber(), movement: try row(SQL.lastMovement) { try $0[0] ?? 0 } ?? 0)
    }

    func products(touchedAfter mark: CatalogueMark) throws -> [Product] {
        let (event, movement) = mark.numbers
        return try rows(SQL.touchedProducts, [event, movement], Self.product)
    }

    func update(_ product: Product) throws {
        try checkCode(product.code, of: product.id)
        try run(
            SQL.updateProduct,
            [
                product.name, TextRule.key(product.name), product.price, product.lowStock, product.category,
                product.description, product.code, product.id,
            ], whenTaken: .productName)
    }

    /// A code is one product's. The index says the same, and does not say which of the two is taken.
    func checkCode(_ code: String, of product: ID<Product>?) throws {
        guard !code.isEmpty, let owner = try row(SQL.productWithCode, [code], { try $0[0] as ID<Product> }),
            owner != product
        else { return }
        throw ShopError.invalid([.productCode: .taken])
    }

    func setOff(_ off: Product.Off?, product: ID<Product>) throws {
        try run(SQL.setOff, [off?.lastDay.number, product])
    }

    func setCounted(_ isCounted: Bool, product: ID<Product>) throws {
        try run(SQL.setCounted, [isCounted, product])
    }

    func setArchived(_ isArchived: Bool, product: ID<Product>) throws {
        try run(SQL.setArchived, [isArchived, product])
    }

    func move(_ movements: [StockMovement]) throws -> [StockShortage] {
        let shortages = try changeStock(movements)
        if shortages.isEmpty { try note(movements) }
        return shortages
    }

    /// Changes what is on the shelves, all of it or nothing.
    ///
    /// - Returns: the products whose shelf is in the way.
    func changeStock(_ movements: [StockMovement]) throws -> [StockShortage] {
        guard !movements.isEmpty else { return [] }
        let movements = movements.inLockOrder
        let statement = try BulkStatement(db, SQL.moveStock)
        for (index, movement) in movements.enumerated() {
            try statement.run(movement.delta, movement.productID, movement.delta, movement.delta)
            if db.changesCount == 1 { continue }
            for done in movements[..<index].reversed() {
                try statement.run(-done.delta, done.productID, -done.delta, -done.delta)
            }
            return try shortages(movements)
        }
        return []
    }

    /// Of movements that cannot all be made.
    private func shortages(_ movements: [StockMovement]) throws -> [StockShortage] {
        let known = try products(movements.map(\.productID))
        // What is not counted has no shelf.
        let stocks = Dictionary(
            uniqueKeysWithValues: known.compactMap { product in product.stock.map { (product.id, $0) } })
        var (left, short): ([ID<Product>: Int], [StockShortage]) = (stocks, [])
        for movement in movements where short.last?.productID != movement.productID {
            let after = left[movement.productID].map { $0 + movement.delta }
            left[movement.productID] = after
            if let after, Product.stockRange.contains(after) { continue }
            short.append(StockShortage(productID: movement.productID, stock: stocks[movement.productID] ?? 0))
        }
        return short
    }

    /// Writes the movements of what has left the shelves, or come to them.
    ///
    /// - Parameter order: whose they are, when they do not say it themselves.
    func note(_ movements: [StockMovement], of order: ID<Order>? = nil) throws {
        guard !movements.isEmpty else { return }
        let statement = try BulkStatement(db, SQL.insertMovement)
        for movement in movements {
            try statement.run(
                movement.productID, movement.delta, movement.kind.rawValue, movement.orderID ?? order, movement.actorID,
                movement.reason, movement.at.milliseconds)
        }
    }

    func movements(of product: ID<Product>, before: Int64?, limit: Int) throws -> [StockEntry] {
        try rows(SQL.movements, [product, before ?? .max, limit]) { row in
            let channel: String? = try row["channel"]
            return try StockEntry(
                id: row["id"],
                movement: Self.movement(row), actorName: row["actor_name"] ?? "",
                ticket: channel == nil ? nil : Ticket(channel: row.word("channel"), number: row["number"]))
        }
    }

    func piecesOrdered(by customer: ID<User>, inLast count: Int) throws -> [ID<Product>: Int] {
        let pieces = try rows(SQL.piecesOrdered, [customer, count]) { (try $0[0] as ID<Product>, try $0[1] as Int) }
        return Dictionary(pieces) { $1 }
    }

    static func movement(_ row: StoredRow) throws -> StockMovement {
        try StockMovement(
            productID: row["product_id"], delta: row["delta"], kind: row.word("kind"), orderID: row["order_id"],
            actorID: row["actor_id"], reason: row["reason"], at: row.date("at"))
    }

    static func product(_ row: StoredRow) throws -> Product {
        try Product(
            id: row["id"], name: row["name"], price: row["price"], stock: row["is_counted"] ? row["stock"] : nil,
            lowStock: row["low_stock"], category: row["category"], description: row["description"],
            isArchived: row["is_archived"], code: row["code"],
            off: (row["off_through"] as Int?).map(Product.Off.init(lastDay:)))
    }
}

extension SQL {
    package static let product = "SELECT * FROM products WHERE id = ?"
    static let products = "SELECT * FROM products WHERE is_archived = 0 ORDER BY category, name_key"
    static let allProducts = "SELECT * FROM products ORDER BY category, name_key"
    static let insertProduct = """
        INSERT INTO products (name, name_key, price, low_stock, category, description, is_counted, code)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let lastMovement = "SELECT max(id) FROM stock_movements"
    static let touchedProducts = """
        SELECT * FROM products WHERE id IN (
            SELECT subject_id FROM events WHERE number > ? AND subject = 'product'
            UNION SELECT product_id FROM stock_movements WHERE id > ?)
        """
    static let updateProduct = """
        UPDATE products SET name = ?, name_key = ?, price = ?, low_stock = ?, category = ?, description = ?,
            code = ?
        WHERE id = ?
        """
    static let movements = """
        SELECT movements.*, users.name AS actor_name, orders.channel, orders.number FROM stock_movements AS movements
        LEFT JOIN users ON users.id = movements.actor_id LEFT JOIN orders ON orders.id = movements.order_id
        WHERE movements.product_id = ? AND movements.id < ? ORDER BY movements.id DESC LIMIT ?
        """
    static let piecesOrdered = """
        SELECT product_id, sum(quantity)
        FROM (SELECT id, status FROM orders WHERE customer_id = ? ORDER BY id DESC LIMIT ?) AS own
        JOIN order_items ON order_id = own.id WHERE own.status <> 'cancelled' GROUP BY product_id
        """
    static let setOff = "UPDATE products SET off_through = ? WHERE id = ?"
    static let setCounted = "UPDATE products SET is_counted = ? WHERE id = ?"
    static let productWithCode = "SELECT id FROM products WHERE code = ? AND code <> ''"
    static let setArchived = "UPDATE products SET is_archived = ? WHERE id = ?"
    /// The condition is what keeps the last piece from being sold twice.
    package static let moveStock = """
        UPDATE products SET stock = stock + ?
        WHERE id = ? AND is_counted = 1 AND stock + ? >= 0 AND stock + ? <= 1000000
        """
    package static let insertMovement = """
        INSERT INTO stock_movements (product_id, delta, kind, order_id, actor_id, reason, at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
}

extension Product.Off {
    private static let forever = 99_991_231

    /// The last business day on which it counts.
    var lastDay: BusinessDay {
        switch self {
        case .through(let day): day
        case .untilFurtherNotice: BusinessDay(number: Self.forever)
        }
    }

    init(lastDay number: Int) {
        self = number == Self.forever ? .untilFurtherNotice : .through(BusinessDay(number: number))
    }
}
