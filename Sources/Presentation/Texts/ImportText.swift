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
            "Line \(line): it has \(plural(found, "field", "fields")), the header has \(wanted). A field with a separator needs quotes."
        case .csv(.openQuote): "Line \(line): a quote is opened and never closed."
        case .csv(.textAfterQuote): "Line \(line): there is text after a closing quote."
        case .notUTF8: "Line \(line): this is not UTF-8. Please save the file as CSV in UTF-8."
        case .tooLong(let lines): "Line \(line): a file may have \(lines) lines. Please split it."
        }
    }
}

extension ProductImport {
    /// What a file would do: `1 to create, 2 to change, 30 unchanged.`
    package var planText: String { "\(createCount) to create, \(changeCount) to change, \(unchangedCount) unchanged." }

    /// What a file has done: `1 created, 2 changed, 30 unchanged.`
    package var doneText: String { "\(createCount) created, \(changeCount) changed, \(unchangedCount) unchanged." }

    package static let changesNothing = "The file changes nothing."

    package static func ignoredText(_ column: String) -> String {
        "The column “\(column)” means nothing here and is left out."
    }

    /// Of a file that was refused.
    package static func refusedText(_ problems: [Problem]) -> String {
        plural(
            problems.count, one: "One thing is wrong; nothing was imported.",
            many: "\(problems.count) things are wrong; nothing was imported.")
    }
}

extension ProductImport.Line {
    /// `Line 3, Tea: price 2.00 → 2.20`; of a product that is created `Line 3, Tea: new, price 2.20, stock 9`.
    ///
    /// - Parameter arrow: what stands between before and after.
    package func text(arrow: String) -> String {
        switch outcome {
        case .create:
            "Line \(line), \(name): \((["new"] + differences.map { "\($0.field) \($0.to)" }).joined(separator: ", "))"
        case .unchanged: "Line \(line), \(name): unchanged"
        case .change:
            "Line \(line), \(name): \(differences.map { $0.text(arrow: arrow) }.joined(separator: ", "))"
        }
    }
}

extension ProductImport.Difference {
    fileprivate func text(arrow: String) -> String { "\(field) \(Self.shown(from)) \(arrow) \(Self.shown(to))" }

    private static func shown(_ value: String) -> String { value.isEmpty ? "nothing" : value }
}
