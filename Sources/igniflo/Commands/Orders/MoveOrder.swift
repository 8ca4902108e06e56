import ArgumentParser
import Presentation
import Shop

struct SetStatus: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Move an order to another status.",
        discussion: """
            Examples:

              igniflo orders status C-042 preparing
              igniflo orders status 245 completed --unpaid
            """)

    @OptionGroup var order: OrderArgument

    @Argument(help: "What it becomes.")
    var status: OrderStatus

    @Option(help: "Why, when it is cancelled.")
    var reason: String = ""

    @Flag(help: "Put the goods of a cancelled order back into stock, when they were begun.")
    var restock = false

    @Flag(help: "Complete it although it is not paid.")
    var unpaid = false

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let found = try await order.find(in: context, by: session)
        let step = StatusStep(
            to: status, expecting: found.version, reason: reason, restocks: restock, completesUnpaid: unpaid)
        try output.changed(try await context.services.orders.setStatus(found.id, step, by: session))
    }
}

struct PayOrder: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "pay", abstract: "Mark an order as paid.",
        discussion: """
            Example:

              igniflo orders pay C-042
            """)

    @OptionGroup var order: OrderArgument
    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let found = try await order.find(in: context, by: session)
        try output.changed(
            try await context.services.orders.markPaid(found.id, expecting: found.version, by: session))
    }
}

struct CancelOrder: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Cancel an order: a customer's own while unpaid, an admin any with a reason.",
        discussion: """
            Example:

              igniflo orders cancel C-042 --reason "out of oat milk"
            """)

    @OptionGroup var order: OrderArgument

    @Option(help: "Why; an admin gives one.")
    var reason: String = ""

    @Flag(help: "Put the goods back into stock, when they were begun.")
    var restock = false

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let found = try await order.find(in: context, by: session)
        let step = StatusStep(to: .cancelled, expecting: found.version, reason: reason, restocks: restock)
        try output.changed(try await context.services.orders.setStatus(found.id, step, by: session))
    }
}

struct UndoOrder: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Take back your own last step or payment mark, within 10 seconds.",
        discussion: """
            Example:

              igniflo orders undo C-042
            """)

    @OptionGroup var order: OrderArgument
    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let found = try await order.find(in: context, by: session)
        try output.changed(try await context.services.orders.undo(found.id, expecting: found.version, by: session))
    }
}
