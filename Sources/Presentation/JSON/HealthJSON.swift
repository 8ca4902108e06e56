package import Shop

/// Whether the shop can take orders, and what that was judged by.
package struct HealthJSON: JSONObject {
    package static let name = "health"
    package static let about = "Whether the shop can take orders, and what that was judged by."
    package static let commands = ["health"]
    package static let fields = [
        field("healthy", \.healthy, "Whether it can."),
        field("problems", \.problems, "What is wrong, a sentence each."),
        field(
            "warnings", \.warnings, "What keeps nobody from ordering and needs a person all the same, a sentence each."),
        field("shop", \.shop, "The shop's name; empty while it is not set up."),
        field("path", \.path, "Where the shop is."),
        field("engine", \.engine, "What keeps it, with its version."),
        field("schemaVersion", \.schemaVersion, "The version of its tables."),
        field("fileBytes", \.fileBytes, "The size of its data."),
        field("logBytes", \.logBytes, "The size of the journal beside them, of what was written last."),
        field("logBehindBytes", \.logBehindBytes, "How much of that journal is not in the data yet."),
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
        field("facts", \.facts, "All of it as `igniflo health` prints it, a line each."),
    ]

    package struct Setting: JSONPart {
        package static let fields = [
            field("name", \.name, "The engine's name for it."),
            field("value", \.value, "What it is."),
            field("ok", \.ok, "Whether that is as it must be."),
        ]

        package var name: String
        package var value: String
        package var ok: Bool
    }

    package struct Fact: JSONPart {
        package static let fields = [
            field("label", \.label, "What it is about."),
            field("text", \.text, "What is so."),
            field(
                "verdict", \.verdict,
                "Whether that is as it should be, needs a person's attention, or keeps the shop from taking orders."),
        ]

        package var label: String
        package var text: String
        package var verdict: HealthFact.Verdict
    }

    package var healthy: Bool
    package var problems: [String]
    package var warnings: [String]
    package var shop: String
    package var path: String
    package var engine: String
    package var schemaVersion: Int
    package var fileBytes: Int64
    package var logBytes: Int64
    package var logBehindBytes: Int64
    package var freeBytes: Int64
    package var lastEvent: EventNumber
    package var lastEventAt: String
    package var lastBackup: String
    package var lastBackupAt: String
    package var lastBackupState: HealthFact.BackupState?
    package var lastUpgradeAt: String
    package var upgradedFrom: Int
    package var upgradeCopy: String
    package var settings: [Setting]
    package var facts: [Fact]

    package init(_ report: HealthService.Report) {
        let store = report.store
        healthy = report.isHealthy
        problems = report.problems
        warnings = report.warnings
        shop = report.shop ?? ""
        path = store.place
        engine = store.engine
        schemaVersion = store.schemaVersion ?? 0
        fileBytes = store.size ?? 0
        logBytes = store.journal?.bytes ?? 0
        logBehindBytes = store.journal?.behind ?? 0
        freeBytes = store.freeSpace ?? 0
        lastEvent = store.lastEvent?.number ?? 0
        lastEventAt = store.lastEvent?.at.map(ISO8601.string) ?? ""
        lastBackup = store.lastBackup?.path ?? ""
        lastBackupAt = store.lastBackup.map { ISO8601.string($0.at) } ?? ""
        lastBackupState = store.lastBackupState
        lastUpgradeAt = store.lastUpgrade.map { ISO8601.string($0.at) } ?? ""
        upgradedFrom = store.lastUpgrade?.from ?? 0
        upgradeCopy = store.lastUpgrade?.path ?? ""
        settings = store.settings.map { Setting(name: $0.name, value: $0.value, ok: $0.isAsNeeded) }
        facts = report.lines.map { Fact(label: $0.label, text: $0.text, verdict: $0.verdict) }
    }
}
