import ArgumentParser
import Presentation
import Shop
import Terminal

struct EditProduct: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Change what is named about a product; the rest stays.",
        discussion: """
            Orders that were placed keep the name and the price they were placed with. Examples:

              igniflo products edit "Flat white" --price 3.80
              igniflo products edit 12 --name "Oat flat white" --category Coffee --low-stock 8
            """)

    @OptionGroup var product: ProductArgument

    @Option(help: "Its new name.")
    var name: String?

    @Option(parsing: .unconditional, help: "Its new price in the shop's currency, such as 3.50.")
    var price: String?

    @Option(help: "Where it stands on the menu.")
    var category: String?

    @Option(help: "A line about it.")
    var description: String?

    @Option(parsing: .unconditional, help: "At this stock or under it the product counts as low.")
    var lowStock: Int?

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func validate() throws {
        let isNamed = [name, price, category, description].contains { $0 != nil } || lowStock != nil
        guard isNamed else {
            throw ValidationError("Name what changes: --name, --price, --category, --description or --low-stock")
        }
    }

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let edit = ProductEdit(
            name: name, price: try price.map(output.shop.money.price), category: category, description: description,
            lowStock: lowStock)
        let found = try await product.find(in: context, by: session)
        try output.product(try await context.services.products.edit(found.id, edit, by: session))
    }
}

struct RestockProduct: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "restock", abstract: "Put pieces on the shelf, or take them away with a reason.",
        discussion: """
            Examples:

              igniflo products restock "Cinnamon bun" --by 24
              igniflo products restock "Cinnamon bun" --by -2 --reason "fell on the floor"
            """)

    @OptionGroup var product: ProductArgument

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How many more; fewer with a minus.", valueName: "pieces"))
    var by: Int

    @Option(help: "Why; needed when pieces are taken away.")
    var reason: String = ""

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let found = try await product.find(in: context, by: session)
        try output.product(
            try await context.services.products.restock(found.id, by: by, reason: reason, by: session))
    }
}

struct ArchiveProduct: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive", abstract: "Take a product off the menu, or bring it back; orders keep it.",
        discussion: """
            Examples:

              igniflo products archive "Pumpkin latte"
              igniflo products archive "Pumpkin latte" --restore
            """)

    @OptionGroup var product: ProductArgument

    @Flag(help: "Bring it back.")
    var restore = false

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let found = try await product.find(in: context, by: session)
        try output.product(
            try await context.services.products.setArchived(!restore, found.id, by: session))
    }
}

struct ProductHistory: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "List the movements of a product's stock, newest first.",
        discussion: """
            Example:

              igniflo products history "Flat white" --limit 10
            """)

    @OptionGroup var product: ProductArgument
    @OptionGroup var count: LimitOption
    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let found = try await product.find(in: context, by: session)
        try output.movements(
            try await context.services.products.stockHistory(of: found.id, limit: count.limit, by: session))
    }
}

extension Output {
    fileprivate func movements(_ entries: [StockEntry]) throws {
        if isJSON { return try json(entries.map(StockJSON.init)) }
        let columns = [
            Table.Column(title: "When"), Table.Column(title: "What"),
            Table.Column(title: "Pieces", alignment: .trailing),
            Table.Column(title: "Stock", alignment: .trailing), Table.Column(title: "Order"),
            Table.Column(title: "Who", isFlexible: true), Table.Column(title: "Why", isFlexible: true),
        ]
        try table(
            Table(
                columns: columns,
                rows: entries.map { entry in
                    let delta = entry.movement.delta
                    return [
                        Table.Cell(time(entry.movement.at)), Table.Cell(entry.movement.kind.rawValue),
                        Table.Cell(delta > 0 ? "+\(delta)" : String(delta), .strong),
                        Table.Cell(String(entry.stockAfter)), Table.Cell(entry.ticket?.description ?? "", .dim),
                        Table.Cell(entry.actorName), Table.Cell(entry.movement.reason, .dim),
                    ]
                }))
    }
}
