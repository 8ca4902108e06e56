import Presentation
import Shop
import Terminal

/// What this user has chosen; nil leaves it to the program.
struct Config: Equatable {
    /// The path of the shop, from the root.
    var database: String?
    var theme: Theme.Name?
    var isMouseOn: Bool?
    /// The printers that may print here, as ``PrinterRules`` read them.
    var printers: String?
    /// The folder for exports of terminals at which people name no files.
    var exports: String?

    /// The lines that the file may have.
    enum Key: String, CaseIterable {
        case database, theme, mouse, printers, exports

        /// The variable that overrides the file. What the machine's owner alone may say has none.
        var variable: String? { isOwners ? nil : "IGNIFLO_" + rawValue.uppercased() }

        var isPath: Bool { self == .database || self == .exports }

        /// Whether it says what others may do with the machine, rather than how its user likes it.
        var isOwners: Bool { self == .printers || self == .exports }
    }

    static let themes = Theme.Name.allCases.map(\.rawValue).joined(separator: ", ")

    /// `database, theme, mouse, printers and exports`
    static let keys =
        Key.allCases.dropLast().map(\.rawValue).joined(separator: ", ")
        + " and " + (Key.allCases.last?.rawValue ?? "")

    /// - Returns: nil when it is left to the program.
    func value(of key: Key) -> String? {
        switch key {
        case .database: database
        case .theme: theme?.rawValue
        case .mouse: isMouseOn.map { $0 ? "on" : "off" }
        case .printers: printers
        case .exports: exports
        }
    }

    /// - Returns: what is wrong with the value.
    mutating func set(_ key: Key, to value: String) -> String? {
        switch key {
        case .database:
            if case .server = StoreLocation(value) {
                return StoreError.noEngine(place: StoreLocation(value).description).text
            }
            guard Self.isPath(value) else {
                return "database is a path from the root, such as /srv/shop/shop.db, without a #."
            }
            database = value
        case .theme:
            guard let theme = Theme.Name(rawValue: value) else { return "theme is one of \(Self.themes)." }
            self.theme = theme
        case .mouse:
            guard ["on", "off"].contains(value) else { return "mouse is on or off." }
            isMouseOn = value == "on"
        case .printers:
            guard !value.contains("#"), value == TextRule.trimmed(TextRule.visible(value)) else {
                return "printers are commands and devices on one line, without a #."
            }
            do throws(FieldError) {
                _ = try PrinterRules(value)
            } catch {
                return "printers is a list such as lp, /usr/local/bin/slip --raw, /dev/usb/lp0. \(error.text)"
            }
            printers = value
        case .exports:
            guard Self.isPath(value) else {
                return "exports is a folder's path from the root, such as /srv/shop/exports, without a #."
            }
            exports = value
        }
        return nil
    }

    /// What the file could not give back is not put into it.
    private static func isPath(_ value: String) -> Bool {
        value.hasPrefix("/") && !value.contains("#") && value == TextRule.trimmed(TextRule.visible(value))
    }

    /// Leaves it to the program again.
    mutating func clear(_ key: Key) {
        switch key {
        case .database: database = nil
        case .theme: theme = nil
        case .mouse: isMouseOn = nil
        case .printers: printers = nil
        case .exports: exports = nil
        }
    }
}
