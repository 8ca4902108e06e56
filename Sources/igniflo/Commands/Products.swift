import ArgumentParser
import Shop
import Terminal

struct Products: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The catalogue.", subcommands: [ListProducts.self, CreateProduct.self])
}

struct ListProducts: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List what the shop sells. Anyone may.")

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
            Example:

              igniflo products create --name "Oat biscuit" --price 1.80 --stock 24 --category Bakery
            """)

    @Option(help: "The product's name.")
    var name: String

    @Option(parsing: .unconditional, help: "The price in the shop's currency, such as 3.50.")
    var price: String

    @Option(parsing: .unconditional, help: "How many are there.")
    var stock: Int

    @Option(parsing: .unconditional, help: "At this stock or under it the product counts as low.")
    var lowStock: Int = 5

    @Option(help: "Where it stands on the menu.")
    var category: String = ""

    @Option(help: "A line about it.")
    var description: String = ""

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let draft = ProductDraft(
            name: name, price: try amount(output.shop.money), stock: stock, lowStock: lowStock, category: category,
            description: description)
        try output.product(try await context.services.products.create(draft, by: session))
    }

    private func amount(_ money: MoneyFormat) throws -> Int64 {
        do {
            return try money.minorUnits(from: price, atMost: Product.priceRange.upperBound)
        } catch .empty, .notAnAmount {
            throw CommandFailure.misused("--price takes an amount, such as 3.50.")
        } catch {
            throw ShopError.invalid([.price: error])
        }
    }
}

extension Output {
    fileprivate func products(_ products: [Product]) throws {
        if isJSON { return try json(products.map { ProductJSON($0, shop) }) }
        guard !products.isEmpty else { return try line("No products.") }
        let columns = [
            Table.Column(title: "Id", alignment: .trailing), Table.Column(title: "Product", isFlexible: true),
            Table.Column(title: "Category", isFlexible: true), Table.Column(title: "Price", alignment: .trailing),
            Table.Column(title: "Stock"),
        ]
        try table(
            Table(
                columns: columns,
                rows: products.map {
                    [
                        Table.Cell(String($0.id), .dim), Table.Cell($0.name), Table.Cell($0.category, .dim),
                        Table.Cell(money($0.price)), Self.stock($0),
                    ]
                }))
    }

    fileprivate func product(_ product: Product) throws {
        if isJSON { return try json(ProductJSON(product, shop)) }
        try line("\(product.name)  \(money(product.price)), \(Self.stock(product).text)  (product \(product.id))")
    }

    private static func stock(_ product: Product) -> Table.Cell {
        if product.isArchived { return Table.Cell("archived", .dim) }
        if product.isSoldOut { return Table.Cell("sold out", .red) }
        return Table.Cell("\(product.stock) left", product.isLow ? .amber : nil)
    }
}
