public import Shop

extension FieldError {
    /// A sentence that says what to do.
    public var text: String {
        switch self {
        case .empty: "Please fill this in."
        case .tooShort(let least): "At least \(plural(least, "character", "characters")), please."
        case .tooLong(let most): "At most \(plural(most, "character", "characters")), please."
        case .hasBlanks: "It must be in one piece, without blanks."
        case .controlCharacters: "Please use visible characters only, on one line."
        case .notAnEmail: "Emails look like name@example.com."
        case .commonPassword: "Too many people use this password. Please choose another."
        case .wrongPassword: "This is not the password. Please try again."
        case .taken: "This is taken. Please choose another."
        case .onLine(let line): "It is on line \(line) already."
        case .notCounted: "It is not counted. Please leave the stock empty, or say that it is counted."
        case .alreadyCounted(let stock): "Its pieces are counted already: \(stock). Please restock it instead."
        case .notYesOrNo: "Yes or no, please."
        case .notANumber: "A whole number, please, such as 12."
        case .notAnAmount: "An amount, please, such as 3.50."
        case .tooManyDecimals(0): "Whole amounts only, please: no decimals."
        case .tooManyDecimals(let most): "At most \(plural(most, "decimal", "decimals")), please."
        case .negative: "It must not be negative."
        case .tooSmall(let least): "At least \(least), please."
        case .tooLarge(let most): "At most \(most), please."
        case .tooFewLeft(0): "None is left to take away."
        case .tooFewLeft(let left): "Only \(left) left to take away."
        case .notACurrency: "A currency is a code of three letters, such as EUR."
        case .withdrawnCurrency(let code, let successor): "\(code) is withdrawn. \(successor) has replaced it."
        case .otherCurrency(let sign, let code):
            "“\(TextRule.visible(sign))” is not this shop's currency, which is \(code)."
        case .ambiguousNumber(let one, let other):
            "This is \(one) or \(other), and nothing in the file tells which. Please write one of the two."
        case .hasPrices: "It stays as it is, for there are prices in it."
        case .notALocale: "A locale has a name such as en_IE."
        case .notATimeZone: "A time zone has a name such as Europe/Dublin."
        case .notOneOf(let choices): "One of these, please: \(choices.joined(separator: ", "))."
        case .notAPath: "A path from the root, please, such as /dev/usb/lp0."
        case .notADevice: "A device is a path such as /dev/usb/lp0."
        case .notAPrinterDevice(let why): "This device \(why)."
        case .notAPrinter([]): "The config file of this machine allows no command; its owner names some as printers."
        case .notAPrinter(let allowed):
            "This machine allows \(allowed.joined(separator: ", ")). Its owner names others as printers in the config file."
        case .needsShell(let sign):
            "“\(sign)” needs a shell, and none is started. Please name a program with its words, such as lp -d counter."
        case .openQuote: "A quote is not closed."
        case .notHere: "This is chosen at a terminal of the machine's owner, not here."
        case .notADay: "A day looks like 2026-11-01."
        case .notATicket: "A ticket looks like C-042."
        case .tooManyLines(let most): "At most \(plural(most, "line", "lines")), please."
        case .openingHours(let error): error.text
        }
    }
}

extension FieldName {
    /// As a label, and before a sentence on it.
    public var text: String {
        switch self {
        case .shopName: "The shop's name"
        case .currency: "Currency"
        case .locale: "Locale"
        case .timeZone: "Time zone"
        case .name: "Name"
        case .email: "Email"
        case .code: "The code"
        case .currentPassword: "The present password"
        case .password: "Password"
        case .productName: "The product's name"
        case .productCode: "The code"
        case .price: "Price"
        case .stock: "Stock"
        case .lowStock: "Low-stock threshold"
        case .category: "Category"
        case .description: "Description"
        case .archived: "Archived"
        case .counted: "Counted"
        case .off: "Off sale"
        case .quantity: "Quantity"
        case .note: "Note"
        case .walkIn: "The walk-in's name"
        case .reason: "Reason"
        case .lines: "The order"
        case .amberMinutes: "Minutes until an order turns amber"
        case .redMinutes: "Minutes until an order turns red"
        case .bell: "Bell for a new order"
        case .kioskIdleSeconds: "Seconds until the kiosk asks whether anyone is there"
        case .kioskCountdownSeconds: "Seconds until it then starts over"
        case .ticketSeconds: "Seconds the kiosk shows a ticket"
        case .receiptHeader: "Receipt's header"
        case .receiptFooter: "Receipt's footer"
        case .receiptWidth: "Receipt's columns"
        case .receiptCodePage: "Printer's code page"
        case .printerCommand: "Printer's command"
        case .printerDevice: "Printer's device"
        case .backupsKept: "Backups kept"
        }
    }
}

extension SettingKey {
    public var text: String { field.text }

    package var changedText: String { "\(text) is changed." }
}

extension TextRule {
    /// What is wrong with a line that was typed, in words; nil when the shop takes it.
    package static func problem(with text: String, length: ClosedRange<Int>) -> String? {
        do throws(FieldError) {
            _ = try checked(text, length: length)
            return nil
        } catch {
            return error.text
        }
    }
}
