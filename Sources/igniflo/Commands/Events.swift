import ArgumentParser
import Presentation
import Shop
import Terminal

struct Events: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "Print the log: who changed what, when; for admins.",
        discussion: """
            Examples:

              igniflo events
              igniflo events --since 0 --limit 1000 --json
            """)

    @Option(help: ArgumentHelp("Begin after the event of this number. (default: the newest)", valueName: "number"))
    var since: EventNumber?

    @OptionGroup var count: LimitOption
    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func validate() throws {
        if let since, since < 0 { throw ValidationError("--since is the number of an event, or 0 for all") }
    }

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let log = context.services.log
        let events =
            if let since {
                try await log.page(after: since, limit: count.limit, by: session)
            } else {
                Array(try await log.page(EventFilter(), limit: count.limit, by: session).events.reversed())
            }
        if output.isJSON { return try output.json(events.map(EventJSON.init)) }
        let columns = [
            Table.Column(title: "Event", alignment: .trailing), Table.Column(title: "When"),
            Table.Column(title: "Who", isFlexible: true), Table.Column(title: "On", isFlexible: true),
            Table.Column(title: "What"), Table.Column(title: "Why", isFlexible: true),
        ]
        try output.table(
            Table(
                columns: columns,
                rows: events.map { event in
                    [
                        Table.Cell(String(event.number), .dim), Table.Cell(output.time(event.at)),
                        Table.Cell(event.actorName), Table.Cell(event.subjectName, .strong),
                        Table.Cell(EventLines.action(event, in: output)), Table.Cell(event.reason, .dim),
                    ]
                }))
    }
}
