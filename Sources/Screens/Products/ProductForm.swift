import Presentation
import Shop
import Terminal

/// A new product, or one that is changed.
struct ProductForm: FormScreen {
    var card: FormCard<FieldName>
    private let user: UserContext
    /// Nil for a new one.
    private let product: Product?

    init(user: UserContext, product: Product? = nil) {
        self.user = user
        self.product = product
        card = FormCard(
            product.map { "Edit \($0.name)" } ?? "New product", place: .dialog,
            fields: Self.fields(product, user.money), buttons: [product == nil ? "Create" : "Save"],
            aim: product == nil ? "create the product" : "save the product",
            back: .init(help: "Back; nothing is saved"))
    }

    private static func fields(_ product: Product?, _ money: MoneyFormat) -> [ShopForm.Field] {
        let number = TextFieldState.Kind.number(decimals: false, sign: false)
        // What is counted already is restocked elsewhere; here it is only said that it no longer is.
        let stock: ShopForm.Field =
            product?.isCounted == true
            ? .init(.counted, "Count its pieces", isTicked: true)
            : .init(
                .stock, "Stock", TextFieldState(product == nil ? "0" : "", kind: number, limit: 9),
                hint: "empty: made to order")
        return [
            .init(.productName, "Name", TextFieldState(product?.name ?? "", limit: Product.nameLength.upperBound)),
            .init(
                .price, "Price", TextFieldState(product.map { money.plain($0.price) } ?? "", limit: 20),
                hint: money.plain(350)),
            stock,
            .init(.lowStock, "Low at", TextFieldState(String(product?.lowStock ?? 5), kind: number, limit: 9)),
            .init(
                .category, "Category",
                TextFieldState(product?.category ?? "", limit: Product.categoryLength.upperBound)),
            .init(
                .description, "Description",
                TextFieldState(product?.description ?? "", limit: Product.descriptionLength.upperBound)),
            .init(.productCode, "Code", TextFieldState(product?.code ?? "", limit: 40), hint: "SKU or barcode"),
        ]
    }

    func problem(with field: FieldName) -> String? {
        if field == .stock, card[.stock].isEmpty { return nil }
        guard field == .price else { return field.problem(with: card[field]) }
        var reading = FormReading(card.form)
        _ = reading.price(user.money)
        return reading.problems[.price]?.text
    }

    mutating func choose(_ button: Int, _ context: Context) -> [Effect] {
        var reading = FormReading(card.form)
        let name = reading.text(.productName, length: Product.nameLength)
        let price = reading.price(user.money)
        // No number: not counted.
        let stock = product?.isCounted == true || card[.stock].isEmpty ? nil : reading.count(.stock)
        let lowStock = reading.count(.lowStock)
        let category = reading.text(.category, length: Product.categoryLength)
        let code = reading.text(.productCode, length: Product.codeLength)
        let description = reading.text(.description, length: Product.descriptionLength)
        let stopsCounting = product?.isCounted == true && !card.form.isTicked(.counted)
        card.form.show(reading.problems)
        guard reading.problems.isEmpty, let name, let price, let lowStock, let category, let code, let description
        else { return [] }
        return ask(as: user) { [product] services, session in
            guard let product else {
                let draft = ProductDraft(
                    name: name, price: price, stock: stock, lowStock: lowStock, category: category,
                    description: description, code: code)
                return try await services.products.create(draft, by: session)
            }
            var edit = ProductEdit(
                of: product, name: name, price: price, lowStock: lowStock, category: category,
                description: description, code: code)
            edit.counting = stopsCounting ? .off : stock.map { .on($0) }
            return try await services.products.edit(product.id, edit, by: session)
        }
    }

    func answered(_ saved: Product, _ context: Context) -> [Effect] {
        let text = product == nil ? "\(saved.name) is on the menu." : "\(saved.name) is saved."
        return [.close(), .toast(text, .success)]
    }
}

extension ProductEdit {
    /// Only what differs: what someone else has changed meanwhile stays.
    init(
        of product: Product, name: String, price: Int64, lowStock: Int, category: String, description: String,
        code: String
    ) {
        self.init(
            name: name == product.name ? nil : name, price: price == product.price ? nil : price,
            category: category == product.category ? nil : category,
            description: description == product.description ? nil : description,
            lowStock: lowStock == product.lowStock ? nil : lowStock, code: code == product.code ? nil : code)
    }
}
