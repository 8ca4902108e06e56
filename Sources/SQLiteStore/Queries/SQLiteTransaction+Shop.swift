import Foundation
import GRDB
import Shop
import Synchronization

extension SQLiteTransaction {
    func settings() throws -> ShopSettings? {
        // They seldom change, and every order asks for them: so all rows as one text tell whether they did.
        let text: String = try row(SQL.settingsText) { try $0[0] } ?? ""
        if let known = SettingsRecord.known.withLock({ $0 }), known.text == text { return known.settings }
        let rows = try rows(SQL.settings) { (try $0[0] as String, try $0[1] as String) }
        guard !rows.isEmpty else { return nil }
        let settings = try SettingsRecord(rows).settings()
        SettingsRecord.known.withLock { $0 = (text, settings) }
        return settings
    }

    func save(_ settings: ShopSettings) throws {
        for (key, value) in SettingsRecord.values(of: settings) { try run(SQL.saveSetting, [key, value]) }
    }

    func tokenKey() throws -> [UInt8]? {
        try row(SQL.tokenKey) { Array(try $0["bytes"] as Data) }
    }

    func saveTokenKey(_ key: [UInt8]) throws {
        try run(SQL.saveTokenKey, [Data(key)])
    }

    func lastBackup() throws -> BackupRecord? {
        guard let at = try setting("lastBackupAt"), let path = try setting("lastBackupPath"),
            let milliseconds = Int64(at)
        else { return nil }
        return BackupRecord(at: Date(milliseconds: milliseconds), path: path)
    }

    func save(_ backup: BackupRecord) throws {
        try run(SQL.saveSetting, ["lastBackupAt", String(backup.at.milliseconds)])
        try run(SQL.saveSetting, ["lastBackupPath", backup.path])
    }

    func lastUpgrade() throws -> UpgradeRecord? {
        guard let text = try setting("lastUpgrade"), let path = try setting("lastUpgradePath") else { return nil }
        let numbers = text.split(separator: " ").compactMap { Int64($0) }
        guard numbers.count == 3 else { return nil }
        return UpgradeRecord(
            at: Date(milliseconds: numbers[0]), from: Int(numbers[1]), to: Int(numbers[2]), path: path)
    }

    private func setting(_ key: String) throws -> String? { try row(SQL.setting, [key]) { try $0[0] } }

    func save(_ upgrade: UpgradeRecord) throws {
        let text = "\(upgrade.at.milliseconds) \(upgrade.from) \(upgrade.to)"
        try run(SQL.saveSetting, ["lastUpgrade", text])
        try run(SQL.saveSetting, ["lastUpgradePath", upgrade.path])
    }

    func cart(of user: ID<User>) throws -> Cart? {
        let kept = try row(SQL.cart, [user]) { row -> Cart? in
            let lines = Data((try row["lines"] as String).utf8)
            guard let decoded = try? JSONDecoder().decode([OrderDraft.Line].self, from: lines) else { return nil }
            return try Cart(request: row["request"], lines: decoded, note: row["note"])
        }
        return kept ?? nil
    }

    func save(_ cart: Cart, of user: ID<User>, at: Date) throws {
        let lines = String(decoding: try JSONEncoder().encode(cart.lines), as: UTF8.self)
        try run(SQL.saveCart, [user, cart.request, cart.note, lines, at.milliseconds])
    }
}

extension SQL {
    package static let settingsText = "SELECT json_group_object(key, value) FROM settings"
    package static let settings = "SELECT key, value FROM settings"
    static let setting = "SELECT value FROM settings WHERE key = ?"
    static let saveSetting = """
        INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value
        """
    static let tokenKey = "SELECT bytes FROM secrets WHERE name = 'token'"
    static let saveTokenKey = "INSERT INTO secrets (name, bytes) VALUES ('token', ?)"
    static let cart = "SELECT request, note, lines FROM carts WHERE user_id = ?"
    static let saveCart = """
        INSERT INTO carts (user_id, request, note, lines, saved_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (user_id) DO UPDATE SET request = excluded.request, note = excluded.note,
            lines = excluded.lines, saved_at = excluded.saved_at
        """
}

/// The settings as rows of key and value.
private struct SettingsRecord {
    private let values: [String: String]

    init(_ rows: [(String, String)]) { values = Dictionary(rows) { first, _ in first } }

    static func values(of settings: ShopSettings) -> [(String, String)] {
        let money = settings.money
        return [
            ("name", settings.name), ("currency", money.currency.code), ("locale", settings.locale),
            ("timeZone", settings.timeZone.identifier), ("moneySymbol", money.symbol),
            ("moneySymbolFirst", money.symbolFirst ? "yes" : "no"), ("moneySpaced", money.spaced ? "yes" : "no"),
            ("moneyDecimal", money.decimalSeparator), ("moneyGrouping", money.groupingSeparator),
            ("moneyGroupsByTwo", money.groupsByTwo ? "yes" : "no"),
            ("demo", settings.isDemo ? "yes" : "no"), ("amberMinutes", String(settings.amberMinutes)),
            ("redMinutes", String(settings.redMinutes)), ("bell", settings.bell ? "yes" : "no"),
        ] + SettingKey.allCases.filter(Self.isPlain).map { ($0.rawValue, $0.value(in: settings)) }
    }

    /// What all rows came to the last time they were read.
    static let known = Mutex<(text: String, settings: ShopSettings)?>(nil)

    func settings() throws -> ShopSettings {
        let code = try text("currency")
        guard let currency = Currency(kept: code) else { throw StoreError.constraint(detail: "currency reads \(code)") }
        let zoneName = try text("timeZone")
        guard let zone = TimeZone(identifier: zoneName) else {
            throw StoreError.constraint(detail: "timeZone reads \(zoneName)")
        }
        let money = MoneyFormat(
            currency: currency, symbol: try text("moneySymbol"), symbolFirst: try isOn("moneySymbolFirst"),
            spaced: try isOn("moneySpaced"), decimalSeparator: try text("moneyDecimal"),
            // A shop that was set up before has no row for it.
            groupingSeparator: try text("moneyGrouping"), groupsByTwo: values["moneyGroupsByTwo"] == "yes")
        var settings = ShopSettings(
            name: try text("name"), money: money, locale: try text("locale"), timeZone: zone,
            isDemo: try isOn("demo"), amberMinutes: try number("amberMinutes"), redMinutes: try number("redMinutes"),
            bell: try isOn("bell"))
        for key in SettingKey.allCases where Self.isPlain(key) {
            // A setting that is younger than the file has its default.
            guard let value = values[key.rawValue] else { continue }
            do {
                try key.set(value, in: &settings)
            } catch {
                throw StoreError.constraint(detail: "the setting \(key.rawValue) reads \(value)")
            }
        }
        return settings
    }

    /// Kept under its own key, as it is typed.
    private static func isPlain(_ key: SettingKey) -> Bool {
        switch key {
        case .shopName, .currency, .amberMinutes, .redMinutes, .bell: false
        default: true
        }
    }

    private func text(_ key: String) throws -> String {
        guard let value = values[key] else { throw StoreError.constraint(detail: "the setting \(key) is missing") }
        return value
    }

    private func isOn(_ key: String) throws -> Bool { try text(key) == "yes" }

    private func number(_ key: String) throws -> Int {
        guard let number = Int(try text(key)) else {
            throw StoreError.constraint(detail: "the setting \(key) is no number")
        }
        return number
    }
}
