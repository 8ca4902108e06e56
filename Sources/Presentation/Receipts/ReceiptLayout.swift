import Foundation
import Shop

/// Puts an order into lines of so many columns.
struct ReceiptLayout {
    let width: Int
    let measure: (String) -> Int
    let clean: (String) -> String

    func lines(of order: Order, _ settings: ShopSettings) -> [ReceiptText.Line] {
        let rule = ReceiptText.Line(String(repeating: "-", count: width))
        var lines = centred(settings.name, .bold)
        for line in settings.receiptHeader.split(separator: "\n") { lines += centred(String(line)) }
        lines.append(ReceiptText.Line())
        lines.append(ReceiptText.Line(order.ticket.description, .double, isCentred: true))
        lines.append(ReceiptText.Line())
        lines.append(ReceiptText.Line(settings.dayAndClock(order.createdAt)))
        lines += wrapped(order.customerName)
        lines.append(rule)
        for item in order.items {
            lines += pair(item.text(times: "x"), settings.money.string(item.sum), indent: 4)
            lines += wrapped(item.note, indent: 4)
        }
        lines.append(rule)
        lines += pair("Total", settings.money.string(order.total), .bold)
        lines.append(ReceiptText.Line(standing(order)))
        if !order.note.isEmpty { lines += [ReceiptText.Line()] + wrapped(order.note) }
        if !settings.receiptFooter.isEmpty { lines.append(ReceiptText.Line()) }
        for line in settings.receiptFooter.split(separator: "\n") { lines += centred(String(line)) }
        return lines
    }

    private func standing(_ order: Order) -> String {
        switch (order.status, order.payment) {
        case (.cancelled, .refunded): "\(order.status.title), \(order.payment.text)"
        case (.cancelled, _): order.status.title
        case (_, .unpaid): "\(order.payment.title), due at the counter"
        case (_, .paid), (_, .refunded): order.payment.title
        }
    }

    // MARK: the parts

    private func centred(_ text: String, _ style: ReceiptText.Line.Style = .plain) -> [ReceiptText.Line] {
        wrap(clean(text), first: width, rest: width).map { ReceiptText.Line($0, style, isCentred: true) }
    }

    private func wrapped(_ text: String, indent: Int = 0) -> [ReceiptText.Line] {
        wrap(clean(text), first: width - indent, rest: width - indent).map {
            ReceiptText.Line(String(repeating: " ", count: indent) + $0)
        }
    }

    /// A text, wrapped where it must be, and an amount at the right end of its last line.
    private func pair(
        _ text: String, _ amount: String, _ style: ReceiptText.Line.Style = .plain, indent: Int = 0
    ) -> [ReceiptText.Line] {
        let amount = clean(amount)
        let room = max(8, width - indent - measure(amount) - 1)
        let parts = wrap(clean(text), first: room + indent, rest: room)
        return parts.enumerated().map { index, part in
            let text = (index == 0 ? "" : String(repeating: " ", count: indent)) + part
            guard index == parts.count - 1 else { return ReceiptText.Line(text, style) }
            let gap = max(1, width - measure(text) - measure(amount))
            return ReceiptText.Line(text + String(repeating: " ", count: gap) + amount, style)
        }
    }

    /// Breaks at blanks, and inside a word that is longer than a line.
    private func wrap(_ text: String, first: Int, rest: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var room: Int { lines.isEmpty ? first : rest }
        for word in text.split(separator: " ") {
            let joined = line.isEmpty ? String(word) : line + " " + word
            if measure(joined) <= room {
                line = joined
                continue
            }
            if !line.isEmpty { lines.append(line) }
            line = ""
            for character in word {
                if measure(line + String(character)) > room {
                    lines.append(line)
                    line = ""
                }
                line.append(character)
            }
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }
}
