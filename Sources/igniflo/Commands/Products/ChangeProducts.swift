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
              igniflo products edit "Flat white" --not-counted
              igniflo products edit "Orange juice" --code 4006381333931 --counted 24
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

    @Option(help: ArgumentHelp("Its SKU or barcode; none with \"\".", valueName: "code"))
    var code: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Count its pieces from now on; so many are there.", valueName: "pieces"))
    var counted: Int?

    @Flag(help: "Do not count its pieces: it is made to order.")
    var notCounted = false

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    private var counting: ProductEdit.Counting? { notCounted ? .off : counted.map { .on($0) } }

    func validate() throws {
        let isNamed = [name, price, category, description, code].contains { $0 != nil } || lowStock != nil
        guard isNamed || counting != nil else {
            throw ValidationError(
                "Name what changes: --name, --price, --category, --description, --low-stock, --code, --counted or "
                    + "--not-counted")
        }
        guard counted == nil || !notCounted else {
            throw ValidationError("--counted and --not-counted contradict each other: give one of them")
        }
    }

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let edit = ProductEdit(
            name: name, price: try price.map(output.shop.money.price), category: category, description: description,
            lowStock: lowStock, code: code, counting: counting)
        let found = try await product.find(in: context, by: session)
        try output.changed(try await context.services.products.edit(found.id, edit, by: session))
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
        try await product.change(in: context, output) {
            try await $0.restock($1.id, by: by, reason: reason, by: $2)
        }
    }
}

struct TakeProductOff: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "off", abstract: "Take a product off sale for the rest of the day, or until further notice.",
        discussion: """
            It reads "sold out" everywhere at once. Its pieces stay counted as they are, and orders that hold it are not
            touched. Off for today it is sold again the next business day. Examples:

              igniflo products off "Cinnamon bun"
              igniflo products off "Pumpkin latte" --until-further-notice
            """)

    @OptionGroup var product: ProductArgument

    @Flag(help: "Until \"igniflo products on\", instead of for today.")
    var untilFurtherNotice = false

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        try await product.change(in: context, output) {
            try await $0.setOff(untilFurtherNotice ? .untilFurtherNotice : .today, $1.id, by: $2)
        }
    }
}

struct PutProductOn: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "on", abstract: "Sell a product again that was taken off sale.",
        discussion: """
            Example:

              igniflo products on "Cinnamon bun"
            """)

    @OptionGroup var product: ProductArgument
    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        try await product.change(in: context, output) { try await $0.setOff(nil, $1.id, by: $2) }
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
        try await product.change(in: context, output) { try await $0.setArchived(!restore, $1.id, by: $2) }
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
    /// One product in one line, after something was done to it.
    func changed(_ product: Product) throws {
        try changed(product.shelfLine(shop.money)) { try self.product(product) }
    }

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
