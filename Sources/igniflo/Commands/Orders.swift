public import ArgumentParser
public import Shop

struct Orders: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Orders: place, list, show, move along.",
        subcommands: [
            PlaceOrder.self, ListOrders.self, ShowOrder.self, SetStatus.self, PayOrder.self, CancelOrder.self,
            WatchOrders.self,
        ])
}

extension OrderStatus: ExpressibleByArgument {}

/// An order by its number, or by its ticket: the newest with it.
struct OrderArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("The order's number or ticket, such as 245 or C-042.", valueName: "order"))
    var name: String
}

struct ListOrders: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List orders, newest first: a customer's own, for an admin everyone's.")

    @Option(help: "Only those that are: placed, preparing, ready, completed or cancelled.")
    var status: OrderStatus?

    @Option(help: "At most so many, 1 to 10000.")
    var limit = 50

    @Option(help: "Only those older than the order of this number, to go on with a list.")
    var before: OrderID?

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func validate() throws {
        guard (1...10_000).contains(limit) else { throw ValidationError("--limit is 1 to 10000") }
    }

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let orders = context.services.orders
        guard session.role == .customer else {
            return try output.orders(
                try await orders.all(before: before, limit: limit, status: status, by: session))
        }
        let own = try await orders.own(before: before, limit: limit, by: session)
        try output.orders(Array(own.filter { status == nil || $0.status == status }.prefix(limit)))
    }
}

struct ShowOrder: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show an order, and what happened to it.")

    @OptionGroup var order: OrderArgument
    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let found = try await context.services.orders.find(order.name, by: session)
        let history = try await context.services.orders.history(of: found.id, by: session)
        try output.whole(history.order, history.events)
    }
}
