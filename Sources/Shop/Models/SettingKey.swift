import Foundation

/// The shop's settings that an admin may change, by the names under which commands and the log know them.
public enum SettingKey: String, CaseIterable, Sendable {
    case shopName, currency, amberMinutes, redMinutes, bell
    case kioskIdleSeconds, kioskCountdownSeconds, ticketSeconds
    case receiptHeader, receiptFooter, receiptWidth, receiptCodePage, printerCommand, printerDevice
    case backupsKept

    /// What may be set.
    public enum Kind: Hashable, Sendable {
        /// One line of so many characters.
        case text(ClosedRange<Int>)
        /// Up to so many lines, of so many characters in all.
        case lines(Int, characters: Int)
        case number(ClosedRange<Int>)
        case choice([String])
        /// `yes` or `no`.
        case toggle
        /// Empty, or a path from the root.
        case path
        /// Empty, or a program with its words, as ``PrinterCommand`` reads them.
        case program
        /// A code of ISO 4217, while nothing has a price in another one.
        case currency
    }

    public var kind: Kind {
        switch self {
        case .shopName: .text(ShopSettings.nameLength)
        case .currency: .currency
        case .amberMinutes, .redMinutes: .number(1...240)
        case .bell: .toggle
        case .kioskIdleSeconds: .number(10...600)
        case .kioskCountdownSeconds: .number(3...60)
        case .ticketSeconds: .number(3...120)
        case .receiptHeader, .receiptFooter: .lines(5, characters: 200)
        case .receiptWidth: .choice(ShopSettings.receiptWidths.map(String.init))
        case .receiptCodePage: .choice(ShopSettings.receiptCodePages.map(String.init))
        case .printerCommand: .program
        case .printerDevice: .path
        case .backupsKept: .number(1...365)
        }
    }

    /// As a form names it.
    public var field: FieldName { FieldName(rawValue: rawValue) ?? .shopName }

    /// The setting as it is typed.
    public func value(in settings: ShopSettings) -> String {
        switch self {
        case .shopName: settings.name
        case .currency: settings.currency.code
        case .amberMinutes: String(settings.amberMinutes)
        case .redMinutes: String(settings.redMinutes)
        case .bell: settings.bell ? "yes" : "no"
        case .kioskIdleSeconds: String(settings.kioskIdleSeconds)
        case .kioskCountdownSeconds: String(settings.kioskCountdownSeconds)
        case .ticketSeconds: String(settings.ticketSeconds)
        case .receiptHeader: settings.receiptHeader
        case .receiptFooter: settings.receiptFooter
        case .receiptWidth: String(settings.receiptWidth)
        case .receiptCodePage: String(settings.receiptCodePage)
        case .printerCommand, .printerDevice: value(in: settings.printer)
        case .backupsKept: String(settings.backupsKept)
        }
    }

    /// What stands under this key where the shop has this printer.
    func value(in printer: ShopSettings.Printer) -> String {
        switch (self, printer) {
        case (.printerCommand, .command(let text)), (.printerDevice, .device(let text)): text
        default: ""
        }
    }

    /// Sets it to what was typed. There is one printer: naming a command takes a device's place, and the other way.
    public func set(_ typed: String, in settings: inout ShopSettings) throws(FieldError) {
        let value = try checked(typed)
        let number = Int(value) ?? 0
        switch self {
        case .shopName: settings.name = value
        case .currency:
            guard value.uppercased() != settings.currency.code else { return }
            let currency = try Currency.checked(value)
            settings.money = MoneyFormat(currency: currency, locale: settings.locale)
        case .amberMinutes: settings.amberMinutes = number
        case .redMinutes: settings.redMinutes = number
        case .bell: settings.bell = value == "yes"
        case .kioskIdleSeconds: settings.kioskIdleSeconds = number
        case .kioskCountdownSeconds: settings.kioskCountdownSeconds = number
        case .ticketSeconds: settings.ticketSeconds = number
        case .receiptHeader: settings.receiptHeader = value
        case .receiptFooter: settings.receiptFooter = value
        case .receiptWidth: settings.receiptWidth = number
        case .receiptCodePage: settings.receiptCodePage = number
        case .printerCommand:
            if !value.isEmpty { settings.printer = .command(value) }
            if value.isEmpty, case .command = settings.printer { settings.printer = .none }
        case .printerDevice:
            if !value.isEmpty { settings.printer = .device(value) }
            if value.isEmpty, case .device = settings.printer { settings.printer = .none }
        case .backupsKept: settings.backupsKept = number
        }
    }

    private func checked(_ typed: String) throws(FieldError) -> String {
        switch kind {
        case .text(let length): return try TextRule.checked(typed, length: length)
        case .lines(let most, let characters):
            let lines = typed.trimmingCharacters(in: .newlines).split(separator: "\n", omittingEmptySubsequences: false)
            guard lines.count <= most else { throw .tooManyLines(most) }
            var kept: [String] = []
            for line in lines { kept.append(try TextRule.checked(String(line), length: 0...characters)) }
            let text = kept.joined(separator: "\n")
            guard text.unicodeScalars.count <= characters else { throw .tooLong(characters) }
            return text
        case .number(let range):
            guard let number = Int(typed.trimmingCharacters(in: .whitespaces)) else { throw .notANumber }
            guard number >= range.lowerBound else { throw .tooSmall(String(range.lowerBound)) }
            guard number <= range.upperBound else { throw .tooLarge(String(range.upperBound)) }
            return String(number)
        case .choice(let choices):
            guard choices.contains(typed) else { throw .notOneOf(choices) }
            return typed
        case .toggle:
            guard typed == "yes" || typed == "no" else { throw .notYesOrNo }
            return typed
        case .path:
            let path = try TextRule.checked(typed, length: 0...200)
            guard path.isEmpty || path.hasPrefix("/") else { throw .notAPath }
            return path
        // Whether it may be started is asked when it is chosen, and when it is to be started: a shop may have it from before.
        case .program: return try TextRule.checked(typed, length: 0...200)
        case .currency: return TextRule.trimmed(typed)
        }
    }
}
