import Local
import Presentation
import Shop
import Terminal

/// A look at what a file of products would do, line by line, before it is imported: all of it or nothing.
struct ImportScreen: Screen {
    let title = "Import products"
    private let user: UserContext
    private let file: SourceFile
    /// Nil until the file was read.
    private var preview: Preview?
    private var list = ListState()
    private var isBusy = false

    private struct Row: Sendable {
        var text: String
        var style: Style
    }

    /// What is shown of a plan; worked out where the file is read, for it may have 200,000 lines.
    private struct Preview: Sendable {
        var sentence: String
        var hasProblems: Bool
        var changesSomething: Bool
        var rows: [Row]

        init(_ plan: ProductImport) {
            self.init(plan.problems)
            changesSomething = plan.createCount + plan.changeCount > 0
            if !hasProblems { sentence = plan.planText }
            rows += ImportScreen.rows(plan)
        }

        init(_ problems: [ProductImport.Problem]) {
            hasProblems = !problems.isEmpty
            changesSomething = false
            sentence = ProductImport.refusedText(problems)
            rows = problems.map { Row(text: $0.text, style: .error) }
        }
    }

    private var rows: [Row] { preview?.rows ?? [] }

    private enum Intent: Message {
        case back, importNow
        case wheel(Int)
        case planned(Result<Preview, ShopError>)
        case imported(Result<ProductImport, ShopError>)
    }

    init(user: UserContext, file: SourceFile) {
        self.user = user
        self.file = file
    }

    func bindings(_ context: Context) -> [Binding] {
        [
            Binding(
                .enter, label: "import", help: "Import the file, all of it", unavailable: refusal,
                message: Intent.importNow),
            .described("arrows", help: "Scroll"),
            Binding(.escape, Key("q"), label: "back", help: "Back without importing", message: Intent.back),
        ]
    }

    private var refusal: String? {
        guard let preview else { return "the file is being read" }
        if preview.hasProblems { return "please mend the file first; nothing was imported" }
        return preview.changesSomething ? nil : "the file changes nothing"
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        switch event {
        case .key(let key): _ = list.handle(key, count: rows.count, page: page(context))
        case .message(is ScreenOpened): return read()
        case .message(let intent as Intent): return handle(intent)
        default: break
        }
        list.clamp(count: rows.count, page: page(context))
        return []
    }

    private mutating func handle(_ intent: Intent) -> [Effect] {
        switch intent {
        case .back: return [.close()]
        case .wheel(let rows): list.move(by: rows, count: self.rows.count)
        case .importNow: return importNow()
        case .planned(.success(let preview)): self.preview = preview
        case .imported(.success(let done)):
            return [.close(), .toast(done.doneText, .success)]
        case .planned(.failure(let error)): return [.close()] + user.failed(error)
        case .imported(.failure(.importRefused(let problems))):
            isBusy = false
            preview = Preview(problems)
        case .imported(.failure(let error)):
            isBusy = false
            return user.failed(error)
        }
        return []
    }

    private func read() -> [Effect] {
        user.ask("plan", result: Intent.planned) { [file] services, session in
            Preview(try await services.products.planImport(try TextFile.read(file), by: session))
        }
    }

    private mutating func importNow() -> [Effect] {
        guard !isBusy else { return [] }
        isBusy = true
        return user.ask("import", result: Intent.imported) { [file] services, session in
            try await services.products.importCSV(try TextFile.read(file), by: session)
        }
    }

    private static func rows(_ plan: ProductImport) -> [Row] {
        plan.ignoredColumns.map { Row(text: ProductImport.ignoredText($0), style: .warning) }
            + plan.lines.map { line in
                let style: Style =
                    switch line.outcome {
                    case .create: .success
                    case .unchanged: .dim
                    case .change: .normal
                    }
                return Row(text: line.text(arrow: "→"), style: style)
            }
    }

    private func page(_ context: Context) -> Int { max(1, context.size.height - 4) }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let inside = Panel(title, trailing: file.typed, isFocused: true).render(
            into: &surface, in: area, context.glyphs)
        let style: Style = preview?.hasProblems == true ? .error : .strong
        for (row, line) in TextWidth.wrapped(preview?.sentence ?? "Reading \(file.typed)…", width: inside.width).prefix(
            2
        )
        .enumerated() {
            surface.write(line, x: inside.x, y: inside.y + row, style)
        }
        let place = inside.droppingTop(2)
        let chosen = rows.indices.contains(list.selected) ? rows[list.selected] : Row(text: "", style: .normal)
        let whole = WholeRow(
            text: chosen.text, style: chosen.style,
            isInSight: TextWidth.of(chosen.text) <= place.width - ListView.margin(place.width))
        ListView(count: rows.count, state: list, isFocused: true).render(
            into: &surface, in: whole.render(into: &surface, in: place), context.glyphs, wheel: { Intent.wheel($0) }
        ) { index, surface, row in
            let text = TextWidth.truncated(rows[index].text, to: row.width, ellipsis: context.glyphs.ellipsis)
            surface.write(text, x: row.x, y: row.y, rows[index].style)
        }
    }
}
