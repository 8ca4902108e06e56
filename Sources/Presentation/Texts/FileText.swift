public import Shop

extension FileAccess {
    /// Why nothing can be read from a file, as part of a sentence; nil where it can.
    public var readRefusal: String? { takesPaths ? nil : FileRefusal.reading.text }

    /// Why nothing can be written into a file, as part of a sentence; nil where it can.
    public var writeRefusal: String? { self == .shared(exports: nil) ? FileRefusal.writing.text : nil }
}

extension FileRefusal {
    /// As part of a sentence.
    public var text: String {
        switch self {
        case .reading: "no file can be read at this terminal, which is not your own"
        case .writing:
            "no file can be written at this terminal, which is not your own; its owner has named no folder for exports"
        case .naming: "no file can be named at this terminal, which is not your own"
        }
    }
}

/// What is said of a file that was written.
package enum WrittenText {
    package static func orders(_ path: String) -> String { "The orders are in \(path)." }
    package static func products(_ path: String) -> String { "The products are in \(path)." }
    package static func figures(_ path: String) -> String { "The figures are in \(path)." }
    package static func receipt(_ path: String) -> String { "The receipt is in \(path)." }

    /// Of a receipt that was sent to the shop's printer.
    package static func printed(_ isPrinted: Bool) -> String {
        isPrinted ? "The receipt is printed." : "The shop has no printer."
    }
}
