public import Shop

/// A receipt as bytes for a printer that speaks ESC/POS (Epson, "ESC/POS Command Reference").
public enum EscPos {
    /// - Parameter width: in columns: 32, 42 or 48.
    public static func bytes(of order: Order, settings: ShopSettings, width: Int) -> [UInt8] {
        let page = CodePage.named(settings.receiptCodePage)
        var printed = settings
        printed.money = settings.money.printed(on: page)
        let receipt = ReceiptText(
            of: order, settings: printed, width: width, measure: { $0.unicodeScalars.count }, clean: page.printable)
        return initialize + singleBytes + selected(page) + receipt.lines.flatMap { line($0, page) } + cut
    }

    private static let escape: UInt8 = 0x1B
    private static let group: UInt8 = 0x1D
    private static let lineFeed: UInt8 = 0x0A

    /// ESC @
    private static let initialize = [escape, UInt8(ascii: "@")]
    /// FS .: a printer for Chinese begins with characters of two bytes, in which no code page counts
    private static let singleBytes: [UInt8] = [0x1C, UInt8(ascii: ".")]
    /// ESC t: the code page
    private static func selected(_ page: CodePage) -> [UInt8] { [escape, UInt8(ascii: "t"), page.number] }
    /// GS V 66 0: feed to the knife, then a partial cut
    private static let cut = [group, UInt8(ascii: "V"), 66, 0]

    /// ESC a: 0 left, 1 centred
    private static func aligned(_ isCentred: Bool) -> [UInt8] { [escape, UInt8(ascii: "a"), isCentred ? 1 : 0] }

    /// ESC E: bold
    private static func bold(_ isOn: Bool) -> [UInt8] { [escape, UInt8(ascii: "E"), isOn ? 1 : 0] }

    /// GS !: 0x11 is twice as wide and twice as high
    private static func sized(_ isDouble: Bool) -> [UInt8] { [group, UInt8(ascii: "!"), isDouble ? 0x11 : 0] }

    private static func line(_ line: ReceiptText.Line, _ page: CodePage) -> [UInt8] {
        var bytes = page.encoded(line.text) + [lineFeed]
        if line.style == .double { bytes = sized(true) + bytes + sized(false) }
        if line.style != .plain { bytes = bold(true) + bytes + bold(false) }
        return line.isCentred ? aligned(true) + bytes + aligned(false) : bytes
    }
}
