import ArgumentParser
import Foundation
import Presentation
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
        try await CommandContext.open(place.location, log: print.log.forCommand).use { context in
            let report = await check(context)
            try print.json ? Console.write(JSONLine.of(HealthJSON(report)) + "\n") : show(report)
            guard report.isHealthy else { throw ExitCode.failure }
        }
    }

    private func check(_ context: CommandContext) async -> HealthService.Report {
        guard full else { return await context.services.health.check() }
        return await Progress.during("Reading \(context.location)") {
            await context.services.health.check(full: true)
        }
    }

    private func show(_ report: HealthService.Report) throws {
        for line in report.lines { try Console.write(Console.safe("\(line.label): \(line.text)") + "\n") }
    }
}
