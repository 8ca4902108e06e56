import Shop

/// What `health --json` prints.
struct HealthJSON: Encodable {
    struct Setting: Encodable {
        var name: String
        var value: String
        var ok: Bool
    }

    var healthy: Bool
    var problems: [String]
    /// The shop's name; empty while it is not set up.
    var shop: String
    var path: String
    var engine: String
    var schemaVersion: Int
    var fileBytes: Int64
    var logBytes: Int64
    var freeBytes: Int64
    var lastEvent: EventNumber
    /// Empty when there is none, as with the two that follow.
    var lastEventAt: String
    var lastBackup: String
    var lastBackupAt: String
    /// When and from which schema the file was last brought to a newer one (0: it never was), and the copy of it as it was.
    var lastUpgradeAt: String
    var upgradedFrom: Int
    var upgradeCopy: String
    var settings: [Setting]

    init(_ report: HealthService.Report) {
        let store = report.store
        healthy = report.isHealthy
        problems = report.problems
        shop = report.shop ?? ""
        path = store.path
        engine = store.engine
        schemaVersion = store.schemaVersion
        fileBytes = store.fileBytes
        logBytes = store.logBytes
        freeBytes = store.freeBytes
        lastEvent = store.lastEvent
        lastEventAt = store.lastEventAt.map(ISO8601.string) ?? ""
        lastBackup = store.lastBackup?.path ?? ""
        lastBackupAt = store.lastBackup.map { ISO8601.string($0.at) } ?? ""
        lastUpgradeAt = store.lastUpgrade.map { ISO8601.string($0.at) } ?? ""
        upgradedFrom = store.lastUpgrade?.from ?? 0
        upgradeCopy = store.lastUpgrade?.path ?? ""
        settings = store.settings.map { Setting(name: $0.name, value: $0.value, ok: $0.isAsNeeded) }
    }
}
