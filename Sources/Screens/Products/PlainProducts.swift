import Presentation
import Shop

/// The catalogue: what is low first; create, edit, restock, archive.
struct PlainProducts {
    let talk: PlainTalk
    let user: UserContext
    let session: Session

    private enum Part { case low, all, create, importFile, export }

    private var service: ProductService { user.services.products }
    private var files: PlainProductFiles { PlainProductFiles(talk: talk, user: user, session: session) }

    func run() async throws {
        while true {
            guard let products = try await products() else { return }
            let low = products.filter { !$0.isArchived && ($0.isSoldOut || $0.isLow) }
            let answer = try await talk.answer(
                "Products",
                [
                    PlainChoice("Low or sold out, \(low.count)", Part.low), PlainChoice("All, \(products.count)", .all),
                    PlainChoice("A new product", .create), PlainChoice("Take in a CSV file", .importFile),
                    PlainChoice("Write them into a CSV file", .export),
                ], PlainWays(text: "find products"))
            switch answer {
            case .chosen(.low): try await show(low, "Low or sold out")
            case .chosen(.all): try await show(products, "All products")
            case .chosen(.create): try await create()
            case .chosen(.importFile): try await files.importFile()
            case .chosen(.export): try await files.export()
            case .text(let text): try await show(PlainMenu.found(text, in: products), text)
            case .back: return
            }
        }
    }

    /// What needs a hand first, archived ones last.
    private func products() async throws -> [Product]? {
        let list = try await talk.attempt { try await service.list(includingArchived: true, by: session) }
        return list?.enumerated().sorted { left, right in
            let (one, other) = (left.element, right.element)
            return (one.isArchived ? 1 : 0, one.need, left.offset) < (
                other.isArchived ? 1 : 0, other.need, right.offset
            )
        }.map(\.element)
    }

    private func show(_ products: [Product], _ title: String) async throws {
        guard !products.isEmpty else { return try talk.say(NothingText.found) }
        let answer = try await talk.pick(title, from: products, text: { $0.shelfLine(user.money) })
        if case .chosen(let product) = answer { try await show(product) }
    }

    // MARK: one product

    private enum Way { case edit, restock, offToday, offForGood, on, count, archive, history }

    private func show(_ chosen: Product) async throws {
        var product = chosen
        while true {
            try talk.say(facts(product))
            let sale =
                product.off == nil
                ? [
                    PlainChoice("Off sale for today", Way.offToday),
                    PlainChoice("Off sale until further notice", .offForGood),
                ] : [PlainChoice("Sell it again", .on)]
            let way = try await talk.choose(
                product.name,
                [
                    PlainChoice("Edit", Way.edit), PlainChoice("Restock, or take pieces away", .restock),
                    PlainChoice(product.isArchived ? "Bring it back on the menu" : "Take it off the menu", .archive),
                    PlainChoice("What came and went", .history),
                    PlainChoice(product.isCounted ? "Count its pieces no longer" : "Count its pieces", .count),
                ] + sale)
            switch way {
            case .edit: product = try await edit(product) ?? product
            case .restock: product = try await restock(product) ?? product
            case .offToday: product = try await setOff(product, .today) ?? product
            case .offForGood: product = try await setOff(product, .untilFurtherNotice) ?? product
            case .count: product = try await setCounting(product) ?? product
            case .on: product = try await setOff(product, nil) ?? product
            case .archive: product = try await archive(product) ?? product
            case .history: try await history(product)
            case nil: return
            }
        }
    }

    private func facts(_ product: Product) -> [String] {
        let facts = [
            product.shelfLine(user.money), "Low at \(product.lowStock)",
            product.category.isEmpty ? "" : "Category: \(product.category)", product.description,
        ]
        return [""] + facts.filter { !$0.isEmpty }
    }

    private func create() async throws {
        guard let name = try await talk.text(.productName), let price = try await price(keeping: nil),
            let stock = try await stock(otherwise: "not counted"),
            let lowStock = try await talk.count(.lowStock, keeping: 5),
            let category = try await talk.text(.category, keeping: ""),
            let description = try await talk.text(.description, keeping: ""),
            let code = try await talk.text(.productCode, keeping: "")
        else { return }
        let draft = ProductDraft(
            name: name, price: price, stock: stock, lowStock: lowStock, category: category,
            description: description, code: code)
        let made = try await talk.attempt { try await service.create(draft, by: session) }
        if let made { try talk.say("\(made.name) is on the menu.") }
    }

    private func price(keeping price: Int64?) async throws -> Int64? {
        let money = user.money
        let hint = price.map { "empty line: \(money.plain($0))" } ?? "such as \(money.plain(350)); empty line: back"
        return try await talk.field(FieldName.price.text, hint: hint, otherwise: price) {
            (typed) throws(FieldError) in
            try money.minorUnits(from: typed, atMost: Product.priceRange.upperBound)
        }
    }

    /// Pieces on the shelf.
    ///
    /// - Returns: no number for an empty line.
    private func stock(otherwise nothing: String) async throws -> Int?? {
        try await talk.field(FieldName.stock.text, hint: "empty line: \(nothing)", otherwise: .some(nil)) {
            (typed) throws(FieldError) in
            try FormReading.count(typed)
        }
    }

    /// Stops counting its pieces, or asks how many there are and begins.
    private func setCounting(_ product: Product) async throws -> Product? {
        var edit = ProductEdit(counting: .off)
        if !product.isCounted {
            guard let answer = try await stock(otherwise: "still not counted"), let pieces = answer else { return nil }
            edit.counting = .on(pieces)
        }
        let change = edit
        let saved = try await talk.attempt { try await service.edit(product.id, change, by: session) }
        if let saved { try talk.say("\(saved.name): \(saved.stockText).") }
        return saved
    }

    private func edit(_ product: Product) async throws -> Product? {
        guard let name = try await talk.text(.productName, keeping: product.name),
            let price = try await price(keeping: product.price),
            let lowStock = try await talk.count(.lowStock, keeping: product.lowStock),
            let category = try await talk.text(.category, keeping: product.category),
            let description = try await talk.text(.description, keeping: product.description),
            let code = try await talk.text(.productCode, keeping: product.code)
        else { return nil }
        let edit = ProductEdit(
            of: product, name: name, price: price, lowStock: lowStock, category: category, description: description,
            code: code)
        let saved = try await talk.attempt { try await service.edit(product.id, edit, by: session) }
        if let saved { try talk.say("\(saved.name) is saved.") }
        return saved
    }

    private func restock(_ product: Product) async throws -> Product? {
        let pieces = try await talk.field(
            "Pieces", hint: "24, or -2 to take some away; empty line: back"
        ) { (typed) throws(FieldError) in
            guard let pieces = Int(typed) else { throw .notANumber }
            return pieces
        }
        guard let pieces else { return nil }
        let reason =
            pieces < 0
            ? try await talk.text(.reason)
            : try await talk.field("Reason", hint: "empty line: none", otherwise: "") { $0 }
        guard let reason else { return nil }
        let saved = try await talk.attempt {
            try await service.restock(product.id, by: pieces, reason: reason, by: session)
        }
        if let saved { try talk.say("\(saved.name): \(saved.stockText).") }
        return saved
    }

    private func history(_ product: Product) async throws {
        func page(after last: StockEntry?) async throws -> [StockEntry] {
            try await talk.attempt { try await service.stockHistory(of: product.id, after: last, by: session) } ?? []
        }
        let first = try await page(after: nil)
        let now = user.services.environment.now()
        try await talk.browse(
            "What came and went, newest first", first, text: { $0.line(user.settings, now: now) },
            more: { try await page(after: $0.last) })
    }

    private func setOff(_ product: Product, _ off: ProductService.OffPeriod?) async throws -> Product? {
        let changed = try await talk.attempt { try await service.setOff(off, product.id, by: session) }
        if let changed { try talk.say(changed.saleText) }
        return changed
    }

    private func archive(_ product: Product) async throws -> Product? {
        let changed = try await talk.attempt {
            try await service.setArchived(!product.isArchived, product.id, by: session)
        }
        if let changed { try talk.say(ProductsScreen.text(changed)) }
        return changed
    }
}
