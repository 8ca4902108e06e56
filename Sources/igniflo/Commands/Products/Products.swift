import ArgumentParser
import Presentation
import Shop

struct Products: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "products", abstract: "The catalogue.",
        subcommands: [
            ListProducts.self, CreateProduct.self, EditProduct.self, RestockProduct.self, TakeProductOff.self,
            PutProductOn.self, ArchiveProduct.self,
            ProductHistory.self, ImportProducts.self, ExportProducts.self,
        ])
}

struct ListProducts: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List what the shop sells. Anyone may.",
        discussion: """
            Examples:

              igniflo products list
              igniflo products list --archived --json
            """)

    @Flag(help: "With the archived ones, for admins.")
    var archived = false

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = archived ? try await context.session() : try await context.sessionIfAny()
        let products = try await context.services.products.list(includingArchived: archived, by: session)
        try output.products(products)
    }
}

struct CreateProduct: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Add a product, as an admin.",
        discussion: """
            A product is counted, or made to order and not counted. Examples:

              igniflo products create --name "Oat biscuit" --price 1.80 --stock 24 --category Bakery
              igniflo products create --name "Tap water" --price 0 --not-counted
            """)

    @Option(help: "The product's name.")
    var name: String

    @Option(parsing: .unconditional, help: "The price in the shop's currency, such as 3.50.")
    var price: String

    @Option(parsing: .unconditional, help: "How many are there.")
    var stock: Int?

    @Flag(help: "Do not count its pieces: it is made to order.")
    var notCounted = false

    @Option(parsing: .unconditional, help: "At this stock or under it the product counts as low.")
    var lowStock: Int = 5

    @Option(help: "Where it stands on the menu.")
    var category: String = ""

    @Option(help: "A line about it.")
    var description: String = ""

    @Option(help: ArgumentHelp("Its SKU or barcode.", valueName: "code"))
    var code: String = ""

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func validate() throws {
        guard (stock != nil) != notCounted else {
            throw ValidationError("Say how many are there with --stock, or that it is not counted with --not-counted")
        }
    }

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let draft = ProductDraft(
            name: name, price: try output.shop.money.price(price), stock: stock, lowStock: lowStock, category: category,
            description: description, code: code)
        try output.changed(try await context.services.products.create(draft, by: session))
    }
}
