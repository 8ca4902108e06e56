public import Shop

extension PrinterRules {
    /// Why the shop's printer cannot print here, as far as its setting tells; nil where it may.
    public func refusal(of printer: ShopSettings.Printer) -> PrinterError? {
        guard case .command(let line) = printer else { return nil }
        do throws(FieldError) {
            _ = try command(line)
            return nil
        } catch {
            return PrinterError("\(Self.shown(line)) is not started. \(Self.withoutStop(error.text))")
        }
    }

    /// A line as a sentence has room for it.
    package static func shown(_ line: String) -> String { line.count > 60 ? line.prefix(59) + "…" : line }

    private static func withoutStop(_ text: String) -> String {
        text.hasSuffix(".") ? String(text.dropLast()) : text
    }
}
