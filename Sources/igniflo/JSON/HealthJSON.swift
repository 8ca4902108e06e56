import Shop

/// Whether the shop can take orders, and what that was judged by.
struct HealthJSON: JSONObject {
    static let name = "health"
    static let about = "Whether the shop can take orders, and what that was judged by."
    static let commands = ["health"]
    static let fields = [
        field("healthy", \.healthy, "Whether it can."),
        field("problems", \.problems, "What is wrong, a sentence each."),
        field(
            "warnings", \.warnings, "What keeps nobody from ordering and needs a person all the same, a sentence each."),
        field("shop", \.shop, "The shop's name; empty while it is not set up."),
        field("path", \.path, "The shop's file."),
        field("engine", \.engine, "What keeps it, with its version."),
        field("schemaVersion", \.schemaVersion, "The version of its tables."),
        field("fileBytes", \.fileBytes, "The size of the file."),
        field("logBytes", \.logBytes, "The size of the log beside it."),
        field("logBehindBytes", \.logBehindBytes, "How much of that log is not in the file yet."),
        field("freeBytes", \.freeBytes, "The room on its disk."),
        field("lastEvent", \.lastEvent, "The newest event's number; 0 when there is none."),
        field("lastEventAt", \.lastEventAt, "When it happened; empty when there is none."),
        field("lastBackup", \.lastBackup, "Where the last backup was written to; empty when there is none."),
        field("lastBackupAt", \.lastBackupAt, "When it was made; empty when there is none."),
        field(
            "lastBackupState", \.lastBackupState,
            "What is found there now: the backup, nothing, something else, or what this user may not read."),
        field("lastUpgradeAt", \.lastUpgradeAt, "When its tables became newer ones last; empty for never."),
        field("upgradedFrom", \.upgradedFrom, "From which version; 0 for never."),
        field("upgradeCopy", \.upgradeCopy, "Where the copy is of the file as it was; empty for never."),
        field("settings", \.settings, "The engine's settings as read back."),
    ]

    struct Setting: JSONPart {
        static let fields = [
            field("name", \.name, "The engine's name for it."),
            field("value", \.value, "What it is."),
            field("ok", \.ok, "Whether that is as it must be."),
        ]

        var name: String
        var value: String
        var ok: Bool
    }

    var healthy: Bool
    var problems: [String]
    var warnings: [String]
    var shop: String
    var path: String
    var engine: String
    var schemaVersion: Int
    var fileBytes: Int64
    var logBytes: Int64
    var logBehindBytes: Int64
    var freeBytes: Int64
    var lastEvent: EventNumber
    var lastEventAt: String
    var lastBackup: String
    var lastBackupAt: String
    var lastBackupState: StoreHealth.BackupState?
    var lastUpgradeAt: String
    var upgradedFrom: Int
    var upgradeCopy: String
    var settings: [Setting]

    init(_ report: HealthService.Report) {
        let store = report.store
        healthy = report.isHealthy
        problems = report.problems
        warnings = report.warnings
        shop = report.shop ?? ""
        path = store.path
        engine = store.engine
        schemaVersion = store.schemaVersion
        fileBytes = store.fileBytes
        logBytes = store.logBytes
        logBehindBytes = store.logBehindBytes
        freeBytes = store.freeBytes
        lastEvent = store.lastEvent
        lastEventAt = store.lastEventAt.map(ISO8601.string) ?? ""
        lastBackup = store.lastBackup?.path ?? ""
        lastBackupAt = store.lastBackup.map { ISO8601.string($0.at) } ?? ""
        lastBackupState = store.lastBackupState
        lastUpgradeAt = store.lastUpgrade.map { ISO8601.string($0.at) } ?? ""
        upgradedFrom = store.lastUpgrade?.from ?? 0
        upgradeCopy = store.lastUpgrade?.path ?? ""
        settings = store.settings.map { Setting(name: $0.name, value: $0.value, ok: $0.isAsNeeded) }
    }
}
