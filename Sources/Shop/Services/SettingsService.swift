/// The shop's settings, for its admins.
public struct SettingsService: Sendable {
    let environment: ShopEnvironment

    /// Each setting as it is typed, in the order of ``SettingKey``.
    public func values(by session: Session) async throws -> [(key: SettingKey, value: String)] {
        let settings = try await environment.reading(.editSettings, by: session) { transaction, _ in
            try transaction.shop()
        }
        return SettingKey.allCases.map { ($0, $0.value(in: settings)) }
    }

    /// Changes what is named, all of it or nothing; an event tells each value that differs.
    ///
    /// - Throws: ``ShopError/invalid(_:)`` naming each setting that is not right.
    public func edit(_ changes: [SettingKey: String], by session: Session) async throws -> ShopSettings {
        try await environment.writing(.editSettings, by: session) { transaction, actor in
            let known = try transaction.shop()
            var settings = known
            var fields = FieldCheck()
            for key in SettingKey.allCases {
                guard let typed = changes[key] else { continue }
                fields.check(key.field) { () throws(FieldError) in try key.set(typed, in: &settings) }
            }
            if settings.redMinutes < settings.amberMinutes {
                let amber = settings.amberMinutes
                fields.check(.redMinutes) { () throws(FieldError) in throw .tooSmall("the \(amber) of amber") }
            }
            if settings.currency != known.currency, try !transaction.products(includingArchived: true).isEmpty {
                fields.check(.currency) { () throws(FieldError) in throw .hasPrices }
            }
            if settings.printer != known.printer { checkPrinter(settings.printer, changes, &fields) }
            try fields.finish()
            guard settings != known else { return known }
            try transaction.save(settings)
            let changed: [NewEvent] = SettingKey.allCases.compactMap { key in
                let (from, to) = (key.value(in: known), key.value(in: settings))
                guard from != to else { return nil }
                return actor.event(
                    .setting(from: from.replacing("\n", with: " / "), to: to.replacing("\n", with: " / ")), .shop,
                    name: key.rawValue)
            }
            try transaction.append(changed)
            return settings
        }
    }

    /// Whoever names the printer has a program of the machine started, or a device written: at a terminal that is its
    /// user's own, and only what the machine's owner allows. Where it is none, nothing is started.
    private func checkPrinter(
        _ printer: ShopSettings.Printer, _ changes: [SettingKey: String], _ fields: inout FieldCheck
    ) {
        for key in [SettingKey.printerCommand, .printerDevice] where changes[key] != nil {
            fields.check(key.field) { () throws(FieldError) in
                guard environment.files.takesPaths else { throw .notHere }
                if !key.value(in: printer).isEmpty { try environment.printers.check(printer) }
            }
        }
    }
}
