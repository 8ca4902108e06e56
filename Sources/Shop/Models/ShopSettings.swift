public import Foundation

/// What the shop is: its name, its money, its clock, its thresholds.
public struct ShopSettings: Hashable, Sendable {
    public static let nameLength = 1...60

    public var name: String
    public var money: MoneyFormat
    /// A locale identifier such as `en_IE`; the marks of `money` were read from it.
    public var locale: String
    public var timeZone: TimeZone
    public var isDemo: Bool
    /// Minutes an open order waits until its age turns amber, then red (`screens.md`).
    public var amberMinutes: Int
    public var redMinutes: Int
    /// Whether a new order rings the bell on the admin's board.
    public var bell: Bool

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
