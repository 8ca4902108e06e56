import Foundation
import Presentation
import Shop
import Testing

struct ReceiptTests {
    private var settings: ShopSettings {
        var settings = ShopSettings(
            name: "Corner Café", money: MoneyFormat(currency: .euro, locale: "en_IE"), locale: "en_IE", timeZone: .gmt)
        settings.receiptHeader = "12 Main Street\nDublin"
        settings.receiptFooter = "Thank you!"
        return settings
    }

    private func order(_ items: [OrderItem], customer: String = "Ada") -> Order {
        let at = Date(timeIntervalSince1970: 1_795_000_000)
        return Order(
            id: 1, request: "request-1", ticket: Ticket(channel: .kiosk, number: 42),
            businessDay: BusinessDay(at, in: .gmt), customerID: nil, customerName: customer, placedByID: 1,
            status: .placed,
            payment: .unpaid, note: "", total: items.reduce(0) { $0 + $1.price * Int64($1.quantity) }, version: 1,
            createdAt: at, updatedAt: at, statusAt: at, items: items)
    }

    private let coffee = OrderItem(productID: 1, name: "Flat white", quantity: 2, price: 350, note: "warm, please")

    @Test("A receipt reads as it is drawn, in 32 columns")
    func drawn() {
        let long = OrderItem(
            productID: 2, name: "Almond croissant with a very long name", quantity: 1, price: 320, note: "")
        let text = ReceiptText(of: order([coffee, long]), settings: settings, width: 32).plainText
        #expect(
            text == """
                          Corner Café
                         12 Main Street
                             Dublin

                             K-042

                2026-11-18 11:06
                Ada
                --------------------------------
                2 x Flat white             €7.00
                    warm, please
                1 x Almond croissant with
                    a very long name       €3.20
                --------------------------------
                Total                     €10.20
                Unpaid, due at the counter

                           Thank you!

                """)
    }

    @Test("No line is wider than the paper, whatever the names are", arguments: ShopSettings.receiptWidths)
    func widths(width: Int) {
        let names = [
            "抹茶ラテ（大）と特製の和菓子の詰め合わせセット", String(repeating: "x", count: 60), "👩‍👩‍👧‍👦 family box", "قهوة", "e\u{301}clair",
        ]
        let items = names.map { OrderItem(productID: 1, name: $0, quantity: 999, price: 99_999_999, note: $0) }
        let receipt = ReceiptText(of: order(items, customer: names[0]), settings: settings, width: width)
        for line in receipt.plainText.split(separator: "\n") {
            #expect(PrintedText.columns(String(line)) <= width, "\(line)")
        }
        #expect(receipt.plainText.contains("éclair"))
    }

    @Test(
        "What is paid, refunded or cancelled says so",
        arguments: [
            (OrderStatus.completed, PaymentState.paid, "Paid"), (.cancelled, .refunded, "Cancelled, refunded"),
            (.cancelled, .unpaid, "Cancelled"), (.placed, .unpaid, "Unpaid, due at the counter"),
        ])
    func standing(status: OrderStatus, payment: PaymentState, words: String) {
        var order = order([coffee])
        order.status = status
        order.payment = payment
        let lines = ReceiptText(of: order, settings: settings, width: 42).plainText.split(separator: "\n")
        #expect(lines.contains(Substring(words)))
    }

    @Test("The printer's bytes are those of the command reference")
    func bytes() {
        var settings = settings
        settings.receiptHeader = ""
        settings.receiptFooter = ""
        let escape: [UInt8] = [0x1B]
        func text(_ text: String) -> [UInt8] { Array(text.utf8) + [0x0A] }
        func centred(_ bytes: [UInt8]) -> [UInt8] { [0x1B, 0x61, 1] + bytes + [0x1B, 0x61, 0] }
        func bold(_ bytes: [UInt8]) -> [UInt8] { [0x1B, 0x45, 1] + bytes + [0x1B, 0x45, 0] }
        let dashes = text(String(repeating: "-", count: 32))
        var expected: [UInt8] = escape + [0x40, 0x1C, 0x2E] + escape + [0x74, 19]
        expected += centred(bold(Array("Corner Caf".utf8) + [0x82, 0x0A]))
        expected += [0x0A]
        expected += centred(bold([0x1D, 0x21, 0x11] + text("K-042") + [0x1D, 0x21, 0]))
        expected += [0x0A]
        expected += text("2026-11-18 11:06") + text("Ada") + dashes
        expected += Array("2 x Flat white             ".utf8) + [0xD5] + text("7.00")
        expected += text("    warm, please") + dashes
        expected += bold(Array("Total                      ".utf8) + [0xD5] + text("7.00"))
        expected += text("Unpaid, due at the counter")
        expected += [0x1D, 0x56, 66, 0]
        #expect(EscPos.bytes(of: order([coffee]), settings: settings, width: 32) == expected)
    }

    @Test("What the code page lacks is replaced, and no name can command the printer")
    func replaced() {
        let item = OrderItem(productID: 1, name: "Şü日☕️’\u{1B}@\u{1D}V", quantity: 1, price: 100, note: "")
        let bytes = EscPos.bytes(of: order([item]), settings: settings, width: 32)
        let line = Array("1 x S".utf8) + [0x81] + Array("??'?@?V".utf8)
        #expect(bytes.split(separator: 0x0A).contains { $0.starts(with: line) })
        #expect(bytes.split(separator: 0x0A).allSatisfy { $0.filter { $0 == 0x1D }.count <= 2 })
    }

    @Test(
        "A printer finds only commands that it knows, and lines that fit its paper",
        arguments: ShopSettings.receiptWidths)
    func printed(width: Int) throws {
        let names = [
            "Crème brûlée", "抹茶ラテ（大）と特製の和菓子の詰め合わせセット", String(repeating: "W", count: 60),
            "\u{1B}@\u{1D}V\u{42}\u{0}\u{1B}p\u{0}", "👩‍👩‍👧‍👦 family box", "\u{202E}evil\u{0A}line",
        ]
        let items = names.map { OrderItem(productID: 1, name: $0, quantity: 999, price: 99_999_999, note: $0) }
        let bytes = EscPos.bytes(of: order(items, customer: names[3]), settings: settings, width: width)
        let printer = try EscPosPrinter(printing: bytes)
        #expect(printer.codePage == 19 && printer.cuts == 1)
        for line in printer.lines { #expect(line.columns <= width, "\(line.text)") }
        #expect(
            printer.lines.first { $0.isDouble } == .init(text: "K-042", isBold: true, isDouble: true, isCentred: true))
        #expect(printer.lines.contains { $0.text.hasPrefix("999 x ") && !$0.isBold })
        #expect(printer.lines.contains { $0.text.hasPrefix("Total") && $0.isBold })
        #expect(printer.lines.last?.text == "Thank you!")
    }
}
