public import ArgumentParser
import Presentation
public import Shop

extension OrderStatus: ExpressibleByArgument {}
extension ID: ExpressibleByArgument {}
extension PaymentState: ExpressibleByArgument {}
extension OrderSorting.Column: ExpressibleByArgument {}

extension Ticket: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension BusinessDay: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

/// Which orders of all time, and in which order.
struct OrderFilterOptions: ParsableArguments {
    @Option(help: "Only those with this status.")
    var status: OrderStatus?

    @Option(help: "Only those whose payment is so.")
    var payment: PaymentState?

    @Option(help: ArgumentHelp("Only those of customers whose name holds this.", valueName: "name"))
    var customer: String?

    @Option(
        help: ArgumentHelp("Only those with this product, by name or number.", valueName: "product"),
        completion: .custom(Completions.products))
    var product: String?

    @Option(help: ArgumentHelp("Only those of this business day and later, such as 2026-11-23.", valueName: "day"))
    var from: BusinessDay?

    @Option(help: ArgumentHelp("Only those of this business day and before.", valueName: "day"))
    var to: BusinessDay?

    @Option(help: ArgumentHelp("Only those with this ticket, of whatever day.", valueName: "ticket"))
    var ticket: Ticket?

    @Option(help: ArgumentHelp("Only those whose ticket, customer or products begin with these words."))
    var text: String?

    @Option(help: "For admins: what they are sorted by.")
    var sort: OrderSorting.Column?

    @Flag(help: "For admins: smallest, oldest or first ones first.")
    var ascending = false

    func validate() throws {
        if let from, let to, to < from { throw ValidationError("--from is a day before --to, or the same") }
    }

    var sorting: OrderSorting { OrderSorting(sort ?? .number, isAscending: ascending) }

    func filter(in context: CommandContext, by session: Session) async throws -> OrderFilter {
        var filter = OrderFilter(
            status: status, payment: payment, customer: customer ?? "", firstDay: from, lastDay: to, ticket: ticket,
            text: text ?? "")
        if let product {
            filter.productID = try await context.services.products.find(
                product, includingArchived: ShopOperation.listArchivedProducts.isAllowed(to: session.role), by: session
            ).id
        }
        return filter
    }
}
