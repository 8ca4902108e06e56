import Presentation
import Shop
import Terminal

/// A new product, or one that is changed. Each field is checked as it is left, and what was typed stays when the shop
/// says no.
struct ProductForm: Screen {
    var title: String { product.map { "Edit \($0.name)" } ?? "New product" }
    private let visit: UserContext
    /// Nil for a new one.
    private let product: Product?
    private var form: ShopForm
    private var isBusy = false

    init(visit: UserContext, product: Product? = nil) {
        self.visit = visit
        self.product = product
        let number = TextFieldState.Kind.number(decimals: false, sign: false)
        let money = visit.money
        var fields: [ShopForm.Field] = [
            .init(.productName, "Name", TextFieldState(product?.name ?? "", limit: Product.nameLength.upperBound)),
            .init(
                .price, "Price", TextFieldState(product.map { money.plain($0.price) } ?? "", limit: 20),
                hint: money.plain(350)),
        ]
        if product == nil { fields.append(.init(.stock, "Stock", TextFieldState("0", kind: number, limit: 9))) }
        fields += [
            .init(.lowStock, "Low at", TextFieldState(String(product?.lowStock ?? 5), kind: number, limit: 9)),
            .init(
                .category, "Category",
                TextFieldState(product?.category ?? "", limit: Product.categoryLength.upperBound)),
            .init(
                .description, "Description",
                TextFieldState(product?.description ?? "", limit: Product.descriptionLength.upperBound)),
        ]
        form = ShopForm(fields: fields, buttons: [product == nil ? "Create" : "Save", "Back"])
    }

    private enum Intent: Message {
        case back
        case saved(Result<Product, ShopError>)
    }

    var isTyping: Bool { form.isOnField }

    func bindings(_ context: Context) -> [Binding] {
        FormMessage.bindings(aim: product == nil ? "create the product" : "save the product") + [
            Binding(.escape, label: "back", help: "Back; nothing is saved", message: Intent.back)
        ]
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        if let outcome = form.take(event) { return act(on: outcome) }
        guard case .message(let intent as Intent) = event else { return [] }
        switch intent {
        case .back: return [.close()]
        case .saved(let result): return answered(result)
        }
    }

    private mutating func act(on outcome: ShopForm.Outcome) -> [Effect] {
        switch outcome {
        case .none: return []
        case .left(let id):
            checkLeft(id)
            return []
        case .chosen(0): return save()
        case .chosen: return [.close()]
        }
    }

    private mutating func checkLeft(_ id: FieldName) {
        let money = visit.money
        switch id {
        case .price:
            form.check(id) { (text) throws(FieldError) in
                _ = try money.minorUnits(from: text, atMost: Product.priceRange.upperBound)
            }
        case .stock, .lowStock: form.check(id) { (text) throws(FieldError) in _ = try FormReading.count(text) }
        default: form.checkLeft(id)
        }
    }

    private mutating func save() -> [Effect] {
        guard !isBusy, let session = visit.session else { return [] }
        var reading = FormReading(form)
        let name = reading.text(.productName, length: Product.nameLength)
        let price = reading.price(visit.money)
        let stock = product == nil ? reading.count(.stock) : 0
        let lowStock = reading.count(.lowStock)
        let category = reading.text(.category, length: Product.categoryLength)
        let description = reading.text(.description, length: Product.descriptionLength)
        form.show(reading.problems)
        guard let name, let price, let stock, let lowStock, let category, let description else { return [] }
        isBusy = true
        return [
            .ask("save") { [visit, product] in
                guard let product else {
                    let draft = ProductDraft(
                        name: name, price: price, stock: stock, lowStock: lowStock, category: category,
                        description: description)
                    return try await visit.services.products.create(draft, by: session)
                }
                let edit = ProductEdit(
                    of: product, name: name, price: price, lowStock: lowStock, category: category,
                    description: description)
                return try await visit.services.products.edit(product.id, edit, by: session)
            } answer: {
                Intent.saved($0)
            }
        ]
    }

    private mutating func answered(_ result: Result<Product, ShopError>) -> [Effect] {
        isBusy = false
        switch result {
        case .success(let saved):
            let text = product == nil ? "\(saved.name) is on the menu." : "\(saved.name) is saved."
            return [.close(), .toast(text, .success)]
        case .failure(.invalid(let problems)):
            form.show(problems)
            return []
        case .failure(let error): return visit.failed(error)
        }
    }

    func dialogSize(in area: Size) -> Size? { card.size(in: area) }

    private var card: FormCard<FieldName> { FormCard(title: title, sentence: "", form: form, isBusy: isBusy) }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        card.render(into: &surface, in: area, context.glyphs)
    }
}

extension ProductEdit {
    /// Only what differs: what someone else has changed meanwhile stays.
    init(of product: Product, name: String, price: Int64, lowStock: Int, category: String, description: String) {
        self.init(
            name: name == product.name ? nil : name, price: price == product.price ? nil : price,
            category: category == product.category ? nil : category,
            description: description == product.description ? nil : description,
            lowStock: lowStock == product.lowStock ? nil : lowStock)
    }
}
