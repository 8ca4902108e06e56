import ArgumentParser
import Presentation
import Shop

struct WatchOrders: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Print each change of an order as it happens, until Ctrl-C.",
        discussion: """
            A customer sees their own orders, an admin all. Every event has a number; --since goes on after one, and \
            misses none. Examples:

              igniflo orders watch
              igniflo orders watch --json --since 1402
            """)

    @Option(
        help: ArgumentHelp(
            "Begin after the event of this number. (default: what happens from now on)", valueName: "number"))
    var since: EventNumber?

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func validate() throws {
        if let since, since < 0 { throw ValidationError("--since is the number of an event, or 0 for all") }
    }

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        context.backups?.start()
        try await Interruptible.run(endsWithOutput: true) { [since] in
            let feed = context.services.feed
            let position = if let since { try await feed.position(after: since) } else { try await feed.position() }
            Console.remark("Watching the orders. Ctrl-C ends it.")
            for await signal in feed.changes(after: position, for: session) {
                switch signal {
                case .events(let events):
                    try await Self.check(session, in: context)
                    for event in events { try Self.show(event, output) }
                case .live: Console.complain(NewsText.reachable)
                case .unreachable(let fault) where fault.lasts: throw ShopError.store(fault)
                case .unreachable(let fault): Console.complain(fault.text)
                case .unwritable(let fault): Console.complain(fault.standing)
                case .writable: Console.complain(NewsText.writable)
                }
            }
        }
    }

    /// What is watched is no more than what the person may see now.
    private static func check(_ session: Session, in context: CommandContext) async throws {
        let now = try await context.services.accounts.refresh(session)
        guard now.role == session.role else { throw ShopError.sessionEnded }
        try await context.services.accounts.touch(session)
    }

    private static func show(_ event: ShopEvent, _ output: Output) throws {
        guard case .order = event.subject else { return }
        if output.isJSON {
            try output.json(EventJSON(event))
        } else {
            try output.line(EventLines.line(event, in: output))
        }
    }
}
