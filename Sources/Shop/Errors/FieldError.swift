/// What is wrong with one typed value.
public enum FieldError: Error, Hashable, Sendable {
    case empty
    case tooShort(Int)
    case tooLong(Int)
    case controlCharacters
    case hasBlanks
    case notAnEmail
    case commonPassword
    case wrongPassword
    case taken
    /// The same name stands on this line of the file, too.
    case onLine(Int)
    case notYesOrNo
    /// A number of pieces where none are counted.
    case notCounted
    /// With the pieces that there are.
    case alreadyCounted(Int)
    case notANumber
    case notAnAmount
    case tooManyDecimals(Int)
    case negative
    /// With the least that is allowed, as a person reads it.
    case tooSmall(String)
    /// With the most that is allowed, as a person reads it.
    case tooLarge(String)
    /// More pieces would be taken away than are left.
    case tooFewLeft(Int)
    case notACurrency
    /// With the code that has replaced it.
    case withdrawnCurrency(String, successor: String)
    /// A sign or code beside an amount that is not of the shop's currency, which comes after it.
    case otherCurrency(String, shop: String)
    /// A number of a file that can be read in two ways, both plainly written.
    case ambiguousNumber(String, String)
    /// Products have prices in the currency that it was.
    case hasPrices
    case notALocale
    case notATimeZone
    case notOneOf([String])
    case notAPath
    case notADevice
    /// With what it is instead, as part of a sentence.
    case notAPrinterDevice(String)
    /// With the printers' commands that the machine's owner allows.
    case notAPrinter([String])
    /// With what in it only a shell obeys.
    case needsShell(String)
    case openQuote
    /// It is chosen at a terminal that is its user's own.
    case notHere
    case notADay
    case notATicket
    case tooManyLines(Int)
    case openingHours(OpeningHoursError)
}

/// The values that people type, by name.
public enum FieldName: String, Hashable, Sendable, CaseIterable {
    case shopName, currency, locale, timeZone
    case name, email, code, currentPassword, password
    case productName, productCode, price, stock, lowStock, category, description, archived, counted, off
    case quantity, note, walkIn, reason, lines
    case amberMinutes, redMinutes, bell, kioskIdleSeconds, kioskCountdownSeconds, ticketSeconds
    case receiptHeader, receiptFooter, receiptWidth, receiptCodePage, printerCommand, printerDevice, backupsKept
}
