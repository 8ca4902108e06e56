import Shop
import Terminal

/// A new product. Each field is checked as it is left, and what was typed stays when the shop says no.
struct ProductForm: Screen {
    let title = "New product"
    private let visit: Visit
    private var form: ShopForm
    private var sentence = ""
    private var isBusy = false

    init(visit: Visit) {
        self.visit = visit
        let number = TextFieldState.Kind.number(decimals: false, sign: false)
        form = ShopForm(
            fields: [
                .init(.productName, "Name", TextFieldState(limit: Product.nameLength.upperBound)),
                .init(.price, "Price", TextFieldState(limit: 20), hint: visit.money.string(350)),
                .init(.stock, "Stock", TextFieldState("0", kind: number, limit: 9)),
                .init(.lowStock, "Low at", TextFieldState("5", kind: number, limit: 9)),
                .init(.category, "Category", TextFieldState(limit: Product.categoryLength.upperBound), hint: "Coffee"),
                .init(.description, "Description", TextFieldState(limit: Product.descriptionLength.upperBound)),
            ],
            buttons: ["Create", "Back"])
    }

    private enum Intent: Message {
        case back
        case created(Result<Product, ShopError>)
    }

    var isTyping: Bool { form.isOnField }

    func bindings(_ context: Context) -> [Binding] {
        FormMessage.bindings(aim: "create the product") + [
            Binding(.escape, label: "back", help: "Back without a new product", message: Intent.back)
        ]
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        if let outcome = form.take(event) { return act(on: outcome) }
        guard case .message(let intent as Intent) = event else { return [] }
        switch intent {
        case .back: return [.close()]
        case .created(let result): return answered(result)
        }
    }

    private mutating func act(on outcome: ShopForm.Outcome) -> [Effect] {
        switch outcome {
        case .none: return []
        case .left(let id):
            checkLeft(id)
            return []
        case .chosen(0): return create()
        case .chosen: return [.close()]
        }
    }

    private mutating func checkLeft(_ id: FieldName) {
        let money = visit.money
        form.check(id) { (text) throws(FieldProblem) in
            switch id {
            case .price: _ = try money.minorUnits(from: text, atMost: Product.priceRange.upperBound)
            case .stock, .lowStock: _ = try Self.count(text)
            default: break
            }
        }
        if id != .price, id != .stock, id != .lowStock { form.checkLeft(id) }
    }

    private static func count(_ text: String) throws(FieldProblem) -> Int {
        guard !text.isEmpty else { throw .empty }
        guard let count = Int(text) else { throw .notANumber }
        guard count <= Product.stockRange.upperBound else { throw .tooLarge(String(Product.stockRange.upperBound)) }
        return count
    }

    private mutating func create() -> [Effect] {
        guard !isBusy, let session = visit.session else { return [] }
        var problems: [FieldName: FieldProblem] = [:]
        func read<Value>(_ field: FieldName, _ body: (String) throws(FieldProblem) -> Value) -> Value? {
            do throws(FieldProblem) {
                return try body(form[field])
            } catch {
                problems[field] = error
                return nil
            }
        }
        let money = visit.money
        let name = read(.productName) { (text) throws(FieldProblem) in
            try TextRule.checked(text, length: Product.nameLength)
        }
        let price = read(.price) { (text) throws(FieldProblem) in
            try money.minorUnits(from: text, atMost: Product.priceRange.upperBound)
        }
        let stock = read(.stock) { (text) throws(FieldProblem) in try Self.count(text) }
        let lowStock = read(.lowStock) { (text) throws(FieldProblem) in try Self.count(text) }
        form.show(problems)
        guard problems.isEmpty, let name, let price, let stock, let lowStock else { return [] }
        isBusy = true
        let draft = ProductDraft(
            name: name, price: price, stock: stock, lowStock: lowStock, category: form[.category],
            description: form[.description])
        return [
            .ask("create") { [visit] in
                try await visit.services.products.create(draft, by: session)
            } answer: {
                Intent.created($0)
            }
        ]
    }

    private mutating func answered(_ result: Result<Product, ShopError>) -> [Effect] {
        isBusy = false
        switch result {
        case .success(let product): return [.close(), .toast("\(product.name) is on the menu.", .success)]
        case .failure(.invalid(let problems)):
            form.show(problems)
            return []
        case .failure(let error): return visit.failed(error)
        }
    }

    func dialogSize(in area: Size) -> Size? { card.size(in: area) }

    private var card: FormCard { FormCard(title: title, sentence: sentence, form: form, isBusy: isBusy) }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        card.render(into: &surface, in: area, context.glyphs)
    }
}
