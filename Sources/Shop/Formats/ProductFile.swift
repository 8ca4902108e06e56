import Foundation

/// The catalogue as a CSV file: one product a line, known by its name.
struct ProductFile: Sendable {
    static let columns = [
        "name", "category", "description", "price", "stock", "lowStock", "archived", "code", "counted",
        "off",
    ]
    private static let neededColumns = ["name", "price"]
    static let lineLimit = 250_000

    /// A line that was read; nil is what the file does not say.
    struct Entry: Sendable {
        var line: Int
        /// What the product is known by: the name's key.
        var key: String
        var draft: ProductDraft
        var stock: Int?
        var lowStock: Int?
        var category: String?
        var description: String?
        var isArchived: Bool?
        var code: String?
        var isCounted: Bool?
        var sale: Sale?
    }

    /// Whether a product is sold, as the column `off` says it.
    enum Sale: String, CaseIterable, Sendable {
        case on = "no"
        case offToday = "today"
        case offUntilFurtherNotice = "untilFurtherNotice"

        init(_ off: Product.Off?) {
            switch off {
            case nil: self = .on
            case .through: self = .offToday
            case .untilFurtherNotice: self = .offUntilFurtherNotice
            }
        }

        func off(on day: BusinessDay) -> Product.Off? {
            switch self {
            case .on: nil
            case .offToday: .through(day)
            case .offUntilFurtherNotice: .untilFurtherNotice
            }
        }
    }

    private(set) var entries: [Entry] = []
    private(set) var problems: [ProductImport.Problem] = []
    private(set) var ignoredColumns: [String] = []
    let money: MoneyFormat

    // MARK: writing

    static func text(_ products: [Product], _ money: MoneyFormat) -> String {
        products.reduce(into: CSVWriter.line(columns)) { text, product in
            text += CSVWriter.line([
                CSVWriter.guarded(product.name), CSVWriter.guarded(product.category),
                CSVWriter.guarded(product.description), money.plain(product.price),
                product.stock.map(String.init) ?? "",
                String(product.lowStock), product.isArchived ? "yes" : "no", CSVWriter.guarded(product.code),
                product.isCounted ? "yes" : "no", Sale(product.off).rawValue,
            ])
        }
    }

    // MARK: reading

    init(_ data: Data, _ money: MoneyFormat) {
        self.money = money
        guard let text = String(validating: data, as: UTF8.self) else {
            problems = [ProductImport.Problem(line: Self.firstLineThatIsNotUTF8(data), what: .notUTF8)]
            return
        }
        do {
            read(try CSVTable(text, known: Self.columns))
        } catch {
            problems = [ProductImport.Problem(line: error.line, what: .csv(error))]
        }
    }

    private static func firstLineThatIsNotUTF8(_ data: Data) -> Int {
        let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0) + 1
    }

    private mutating func read(_ table: CSVTable) {
        checkHeader(table.columns)
        guard problems.isEmpty else { return }
        guard table.rows.count < Self.lineLimit else {
            problems.append(ProductImport.Problem(line: Self.lineLimit + 1, what: .tooLong(lines: Self.lineLimit)))
            return
        }
        var numbers = FileNumbers(money)
        for row in table.rows {
            numbers.learn(price: row["price"])
            numbers.learn(count: row["stock"])
            numbers.learn(count: row["lowStock"])
        }
        var lines: [String: Int] = [:]
        var codes: [String: Int] = [:]
        for row in table.rows {
            guard row.fields.count == table.columns.count else {
                problems.append(
                    ProductImport.Problem(
                        line: row.line, what: .fieldCount(found: row.fields.count, wanted: table.columns.count)))
                continue
            }
            guard let entry = entry(row, numbers) else { continue }
            if let earlier = lines.updateValue(row.line, forKey: entry.key) {
                problems.append(
                    ProductImport.Problem(line: row.line, what: .field(.productName, .onLine(earlier))))
            }
            if let code = entry.code, !code.isEmpty,
                let earlier = codes.updateValue(row.line, forKey: TextRule.key(code))
            {
                problems.append(
                    ProductImport.Problem(line: row.line, what: .field(.productCode, .onLine(earlier))))
            }
            entries.append(entry)
        }
    }

    private mutating func checkHeader(_ columns: [String]) {
        for column in Self.neededColumns where !columns.contains(column) {
            problems.append(ProductImport.Problem(line: 1, what: .missingColumn(column)))
        }
        for column in Self.columns where columns.count(where: { $0 == column }) > 1 {
            problems.append(ProductImport.Problem(line: 1, what: .repeatedColumn(column)))
        }
        ignoredColumns = columns.filter { !Self.columns.contains($0) }
    }

    /// - Returns: nil when the line has problems, which are noted.
    private mutating func entry(_ row: CSVTable.Row, _ numbers: FileNumbers) -> Entry? {
        var fields = FieldCheck()
        let price = fields.check(.price) { () throws(FieldError) in try numbers.price(row["price"]) }
        let stock = fields.check(.stock) { () throws(FieldError) in try numbers.count(row["stock"]) }
        let lowStock = fields.check(.lowStock) { () throws(FieldError) in try numbers.count(row["lowStock"]) }
        let isArchived = fields.check(.archived) { () throws(FieldError) in try Self.answer(row["archived"]) }
        let isCounted = fields.check(.counted) { () throws(FieldError) in try Self.answer(row["counted"]) } ?? nil
        let sale = fields.check(.off) { () throws(FieldError) in try Self.sale(row["off"]) } ?? nil
        if isCounted == false, stock ?? nil != nil {
            fields.check(.stock) { () throws(FieldError) in throw .notCounted }
        }
        var problems = fields.problems
        var draft = ProductDraft(
            name: CSVWriter.unguarded(row["name"]), price: price ?? 0,
            stock: isCounted == false ? nil : (stock ?? nil) ?? 0, category: CSVWriter.unguarded(row["category"]),
            description: CSVWriter.unguarded(row["description"]), code: CSVWriter.unguarded(row["code"]))
        if let lowStock = lowStock ?? nil { draft.lowStock = lowStock }
        do {
            draft = try ProductRules.checked(draft)
        } catch .invalid(let more) {
            problems.merge(more) { first, _ in first }
        } catch {
            problems[.productName] = .empty
        }
        guard problems.isEmpty else {
            self.problems += FieldName.allCases.compactMap { field in
                problems[field].map { ProductImport.Problem(line: row.line, what: .field(field, $0)) }
            }
            return nil
        }
        return Entry(
            line: row.line, key: TextRule.key(draft.name), draft: draft, stock: stock ?? nil, lowStock: lowStock ?? nil,
            category: row.value("category") == nil ? nil : draft.category,
            description: row.value("description") == nil ? nil : draft.description, isArchived: isArchived ?? nil,
            code: row.value("code") == nil ? nil : draft.code, isCounted: isCounted, sale: sale)
    }

    private static func sale(_ text: String) throws(FieldError) -> Sale? {
        let text = text.trimmingCharacters(in: .whitespaces).lowercased()
        guard !text.isEmpty else { return nil }
        guard let sale = Sale.allCases.first(where: { $0.rawValue.lowercased() == text }) else {
            throw .notOneOf(Sale.allCases.map(\.rawValue))
        }
        return sale
    }

    private static func answer(_ text: String) throws(FieldError) -> Bool? {
        switch text.trimmingCharacters(in: .whitespaces).lowercased() {
        case "": nil
        case "yes", "true", "1": true
        case "no", "false", "0": false
        default: throw .notYesOrNo
        }
    }
}

extension CSVReader.Problem {
    fileprivate var line: Int {
        switch self {
        case .openQuote(let line), .textAfterQuote(let line): line
        }
    }
}
