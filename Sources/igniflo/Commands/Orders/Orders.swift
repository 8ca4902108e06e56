import ArgumentParser
import Presentation
import Shop

struct Orders: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orders", abstract: "Orders: place, list, show, move along.",
        subcommands: [
            PlaceOrder.self, ListOrders.self, ShowOrder.self, SetStatus.self, PayOrder.self, CancelOrder.self,
            UndoOrder.self, WatchOrders.self, ExportOrders.self,
        ])
}

struct ListOrders: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List orders, newest first: a customer's own, open ones before the others; for an admin everyone's.",
        discussion: """
            Examples:

              igniflo orders list --status preparing
              igniflo orders list --product "Flat white" --from 2026-11-01 --to 2026-11-07
              igniflo orders list --payment unpaid --sort total --json
            """)

    @OptionGroup var wanted: OrderFilterOptions
    @OptionGroup var count: LimitOption

    @Option(help: ArgumentHelp("Go on with a list, after the order of this number.", valueName: "number"))
    var before: ID<Order>?

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let orders = context.services.orders
        var last: Order?
        if let before { last = try await orders.order(before, by: session) }
        let filter = try await wanted.filter(in: context, by: session)
        guard ShopOperation.viewOwnOrders.isAllowed(to: session.role) else {
            return try output.orders(
                try await orders.table(
                    filter, sortedBy: wanted.sorting, after: last, limit: count.limit, by: session))
        }
        guard wanted.sorting == .newestFirst else {
            throw CommandFailure.refused(
                "One's own orders come newest first, open ones before the others. Please leave out --sort and --ascending."
            )
        }
        try output.orders(try await orders.own(filter, after: last, limit: count.limit, by: session))
    }
}

struct ExportOrders: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write all orders, or those that are wanted, as CSV; for admins.",
        discussion: """
            RFC 4180, UTF-8, amounts as plain numbers with a point. Examples:

              igniflo orders export november.csv --from 2026-11-01 --to 2026-11-30
              igniflo orders export --status cancelled | column -t -s,
            """)

    @OptionGroup var target: ExportTarget
    @OptionGroup var wanted: OrderFilterOptions
    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func validate() throws { try target.validate(print) }

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        try target.check(context.files)
        let filter = try await wanted.filter(in: context, by: session)
        try await target.write(
            context.services.orders.exportCSV(filter, sortedBy: wanted.sorting, by: session), to: context.files, output)
    }
}

struct ShowOrder: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show an order, and what happened to it.",
        discussion: """
            Example:

              igniflo orders show C-042
            """)

    @OptionGroup var order: OrderArgument
    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let found = try await order.find(in: context, by: session)
        let history = try await context.services.orders.history(of: found.id, by: session)
        try output.whole(history.order, history.events)
    }
}
