import ArgumentParser
import Presentation
import Shop

struct PlaceOrder: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "place", abstract: "Place an order: all of it or nothing.",
        discussion: """
            With --request the same order is placed at most once, however often the command is run. Examples:

              igniflo orders place --item "Flat white=2" --item "Cinnamon bun=1"
              igniflo orders place --item 4=1 --request 0b54ba6e-till-2-0017 --json
              igniflo orders place --item Espresso=1 --walk-in Bo
            """)

    @Option(
        name: .customLong("item"),
        help: ArgumentHelp("A product's name or number, and how many; repeated.", valueName: "product=quantity"),
        completion: .custom(Completions.items))
    var items: [Item]

    @Option(help: "A note for whoever prepares it.")
    var note: String = ""

    @Option(help: ArgumentHelp("What tells this order from others, 8 to 64 characters.", valueName: "id"))
    var request: String?

    @Option(
        name: .customLong("walk-in"), help: ArgumentHelp("The name of a customer at the counter.", valueName: "name"))
    var walkIn: String?

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    /// `Flat white=2`; a name may hold an equals sign itself.
    struct Item: ExpressibleByArgument {
        var product: String
        var quantity: Int

        init?(argument: String) {
            guard let mark = argument.lastIndex(of: "="), mark > argument.startIndex,
                let quantity = Int(argument[argument.index(after: mark)...])
            else { return nil }
            product = String(argument[..<mark])
            self.quantity = quantity
        }
    }

    func validate() throws {
        if let request, !(8...64).contains(request.count) {
            throw ValidationError("--request takes 8 to 64 characters")
        }
    }

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        var lines: [OrderDraft.Line] = []
        for item in items {
            let product = try await context.services.products.find(item.product, by: session)
            lines.append(OrderDraft.Line(productID: product.id, quantity: item.quantity))
        }
        let draft = OrderDraft(
            request: request ?? context.services.environment.makeIdentifier(), lines: lines, note: note, walkIn: walkIn)
        do {
            try output.changed(try await context.services.orders.place(draft, by: session))
        } catch ShopError.store(let fault) {
            // Tried again without its request it would be another order.
            if case .unconfirmed = fault { Console.complain("to try again, add --request \(draft.request)") }
            throw ShopError.store(fault)
        }
    }
}
