/// What a file of products would do to the catalogue, or did, line by line.
public struct ProductImport: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        /// In the file, from 1, which is the header.
        public var line: Int
        public var name: String
        public var outcome: Outcome
        /// What is another value than before; of a product that is created each value that it has, from nothing.
        public var differences: [Difference] = []
    }

    public enum Outcome: Hashable, Sendable {
        case create
        case change([Difference])
        case unchanged
    }

    /// A value that is another than before, as a person reads it.
    public struct Difference: Hashable, Sendable {
        /// The column's name.
        public var field: String
        public var from: String
        public var to: String

        public init(field: String, from: String, to: String) {
            self.field = field
            self.from = from
            self.to = to
        }

        var change: ShopChange { .productFields(from: "\(field): \(from)", to: "\(field): \(to)") }
    }

    /// Why a line cannot be taken.
    public struct Problem: Hashable, Sendable {
        public enum What: Hashable, Sendable {
            case field(FieldName, FieldError)
            case missingColumn(String)
            case repeatedColumn(String)
            case fieldCount(found: Int, wanted: Int)
            case csv(CSVReader.Problem)
            case notUTF8
            case tooLong(lines: Int)
        }

        public var line: Int
        public var what: What

        public init(line: Int, what: What) {
            self.line = line
            self.what = what
        }
    }

    /// The lines that can be taken, in the order of the file.
    public var lines: [Line] = []
    /// With any of these nothing is imported.
    public var problems: [Problem] = []
    /// Columns of the file that mean nothing to the shop.
    public var ignoredColumns: [String] = []

    public var createCount: Int { lines.count { $0.outcome == .create } }
    public var unchangedCount: Int { lines.count { $0.outcome == .unchanged } }
    public var changeCount: Int { lines.count - createCount - unchangedCount }
}

/// A product that comes into the catalogue with a file.
public struct ProductArrival: Hashable, Sendable {
    public var draft: ProductDraft
    /// The name as ``TextRule/key(_:)`` gives it.
    public var nameKey: String
    public var isArchived: Bool
    public var off: Product.Off?

    public init(draft: ProductDraft, nameKey: String, isArchived: Bool, off: Product.Off? = nil) {
        self.draft = draft
        self.nameKey = nameKey
        self.isArchived = isArchived
        self.off = off
    }
}

/// A product that a file changes. Its name may be spelled otherwise, and has the same key.
public struct ProductChange: Hashable, Sendable {
    public var old: Product
    public var new: Product
    /// What the log tells of it.
    public var told: [ShopChange]

    public init(old: Product, new: Product, told: [ShopChange]) {
        self.old = old
        self.new = new
        self.told = told
    }
}
