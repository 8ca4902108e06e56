import ArgumentParser
import Foundation
import Shop

struct Health: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health", abstract: "Say whether the shop can take orders: exit code 0, or 1 with what is wrong.",
        discussion: """
            Quick by default: the engine and its settings as read back, the file, the room on the disk, the newest \
            orders, and whether the last backup is still there. Examples:

              igniflo health || echo "the shop cannot take orders"
              igniflo health --full --json
            """)

    @Flag(help: "Read the whole file, which takes as long as it takes.")
    var full = false

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run() async throws {
        try await CommandContext.open(place.path, log: print.log.forCommand).use { context in
            let report = await check(context)
            try print.json ? Console.write(JSONLine.of(HealthJSON(report)) + "\n") : show(report)
            guard report.isHealthy else { throw ExitCode.failure }
        }
    }

    private func check(_ context: CommandContext) async -> HealthService.Report {
        guard full else { return await context.services.health.check() }
        return await Progress.during("Reading \(context.path)") {
            await context.services.health.check(full: true)
        }
    }

    private func show(_ report: HealthService.Report) throws {
        let store = report.store
        var facts = [
            report.isHealthy ? "\(report.shop ?? "The shop") can take orders." : "The shop cannot take orders.",
            "\(store.path): \(size(store.fileBytes)), \(size(store.freeBytes)) free",
            "Log: \(size(store.logBytes)), \(size(store.logBehindBytes)) of it not in the file yet",
            "\(store.engine), schema \(store.schemaVersion), event \(store.lastEvent)\(moment(store.lastEventAt))",
            store.lastBackup.map { "Last backup: \($0.path)\(moment($0.at))" } ?? "There is no backup yet.",
        ]
        if let upgrade = store.lastUpgrade {
            facts.append("Upgraded from schema \(upgrade.from)\(moment(upgrade.at)); as it was: \(upgrade.path)")
        }
        facts += report.warnings.map { "Warning: \($0)" } + report.problems.map { "Wrong: \($0)" }
        for line in facts { try Console.write(Console.safe(line) + "\n") }
    }

    private func moment(_ date: Date?) -> String { date.map { " of \(ISO8601.string($0))" } ?? "" }

    private func size(_ bytes: Int64) -> String {
        switch bytes {
        case ..<(1 << 20): "\((bytes + 1_023) >> 10) KB"
        case ..<(10 << 30): "\(bytes >> 20) MB"
        default: "\(bytes >> 30) GB"
        }
    }
}
