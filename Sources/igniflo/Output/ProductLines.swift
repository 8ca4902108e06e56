import Presentation
import Shop
import Terminal

/// Products as people read them.
extension Output {
    func products(_ products: [Product]) throws {
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

    func product(_ product: Product) throws {
        if isJSON { return try json(ProductJSON(product, shop)) }
        try line("\(product.name)  \(money(product.price)), \(Self.stock(product).text)  (product \(product.id))")
    }

    private static func stock(_ product: Product) -> Table.Cell {
        if product.isArchived { return Table.Cell(product.stateText, .dim) }
        if product.isSoldOut { return Table.Cell(product.stateText, .red) }
        return Table.Cell(product.stock.map { "\($0) left" } ?? product.stockText, product.isLow ? .amber : nil)
    }
}
