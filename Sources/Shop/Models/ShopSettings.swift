public import Foundation

/// What the shop is: its name, its money, its clock, its thresholds.
public struct ShopSettings: Hashable, Sendable {
    /// The columns of the usual papers: 58 mm, and 80 mm in two fonts.
    public static let receiptWidths = [32, 42, 48]

    /// The code pages of receipt printers: Western, and those of other alphabets.
    public static let receiptCodePages = [858, 437, 852, 857, 866, 1250, 1251, 1252, 1253, 1254, 1257]

    public static let nameLength = 1...60

    public var name: String
    public var money: MoneyFormat
    /// A locale identifier such as `en_IE`; the marks of `money` were read from it.
    public var locale: String
    public var timeZone: TimeZone
    public var isDemo: Bool
    /// Minutes an open order waits until its age turns amber, then red.
    public var amberMinutes: Int
    public var redMinutes: Int
    /// Whether a new order rings the bell on the admin's board.
    public var bell: Bool
    /// Seconds without a touch until a kiosk asks whether anyone is there, and then until it starts over.
    public var kioskIdleSeconds = 60
    public var kioskCountdownSeconds = 10
    /// Seconds for which a kiosk shows the ticket of an order.
    public var ticketSeconds = 15
    /// Lines above and below what was ordered, parted by line feeds.
    public var receiptHeader = ""
    public var receiptFooter = ""
    /// In columns: 32, 42 or 48.
    public var receiptWidth = 42
    /// What a printer that is a device prints by.
    public var receiptCodePage = 858
    public var printer = Printer.none
    /// How many of the newest backups are kept.
    public var backupsKept = 7

    /// Where receipts go.
    public enum Printer: Hashable, Sendable {
        case none
        /// A command that reads the receipt from its standard input, such as `lp`.
        case command(String)
        /// The path of a device or file.
        case device(String)
    }

    public init(
        name: String, money: MoneyFormat, locale: String, timeZone: TimeZone, isDemo: Bool = false,
        amberMinutes: Int = 5, redMinutes: Int = 10, bell: Bool = true
    ) {
        self.name = name
        self.money = money
        self.locale = locale
        self.timeZone = timeZone
        self.isDemo = isDemo
        self.amberMinutes = amberMinutes
        self.redMinutes = redMinutes
        self.bell = bell
    }

    public var currency: Currency { money.currency }
}
