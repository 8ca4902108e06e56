import ArgumentParser
import Presentation
import Shop

struct PlaceOrder: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "place", abstract: "Place an order: all of it or nothing.",
        discussion: """
            With --request the same order is placed at most once, however often the command is run. Where the output \
            cannot be written, standard error names the order and its request. Examples:

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
        var cart = Cart(request: request ?? context.services.environment.makeIdentifier(), note: note)
        var products: [ID<Product>: Product] = [:]
        for item in items {
            let product = try await context.services.products.find(item.product, by: session)
            products[product.id] = product
            cart.lines.append(OrderDraft.Line(productID: product.id, quantity: item.quantity))
        }
        var checkout = Checkout(cart, products: products, party: .command(walkIn: walkIn))
        guard let draft = checkout.place() else { return }
        switch try await context.services.outcome(of: draft, &checkout, by: session) {
        case .placed(let order, _):
            try output.done(Checkout.untold(order, output.shop.money)) { try output.order(order) }
        case .refused(let error, .retry): throw CommandFailure.unreachable(checkout.text(of: error))
        case .refused(let error, _): throw error
        case .askAgain: return
        }
    }
}
