public import Shop

extension ProductImport.Problem {
    /// One sentence that names the line and says what to do.
    public var text: String {
        switch what {
        case .field(let field, .empty):
            "Line \(line): \(field.text.prefix(1).lowercased() + field.text.dropFirst()) is missing."
        case .field(let field, let problem): "Line \(line), \(field.text): \(problem.text)"
        case .missingColumn(let column): "Line \(line): there is no column “\(column)”. Please add it to the header."
        case .repeatedColumn(let column): "Line \(line): the column “\(column)” stands there twice."
        case .fieldCount(let found, let wanted):
            "Line \(line): it has \(found) fields, the header has \(wanted). A field with a separator needs quotes."
        case .csv(.openQuote): "Line \(line): a quote is opened and never closed."
        case .csv(.textAfterQuote): "Line \(line): there is text after a closing quote."
        case .notUTF8: "Line \(line): this is not UTF-8. Please save the file as CSV in UTF-8."
        case .tooLong(let lines): "Line \(line): a file may have \(lines) lines. Please split it."
        }
    }
}

extension ProductImport.Line {
    /// `price 2.00 → 2.20, stock 4 → 9`; of a product that is created `price 2.20, stock 9`.
    ///
    /// - Parameter arrow: what stands between before and after.
    public func changes(arrow: String) -> String {
        differences.map { difference in
            guard outcome != .create else { return "\(difference.field) \(difference.to)" }
            let (from, to) = (Self.shown(difference.from), Self.shown(difference.to))
            return "\(difference.field) \(from) \(arrow) \(to)"
        }.joined(separator: ", ")
    }

    private static func shown(_ value: String) -> String { value.isEmpty ? "nothing" : value }
}
