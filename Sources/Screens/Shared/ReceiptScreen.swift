import Shop
import Terminal

/// An order's receipt as it is printed: on the screen, into a file, to the shop's printer.
struct ReceiptScreen: Screen {
    var title: String { "Receipt \(order.ticket)" }
    private let visit: Visit
    private let order: Order
    private let lines: [String]
    private let width: Int
    private var list = ListState()
    private var isPrinting = false

    init(visit: Visit, order: Order) {
        self.visit = visit
        self.order = order
        width = visit.settings.receiptWidth
        lines = Self.lines(of: order, visit.settings)
    }

    /// The receipt as a terminal shows it.
    static func lines(of order: Order, _ settings: ShopSettings) -> [String] {
        let receipt = Receipt(
            of: order, settings: settings, width: settings.receiptWidth, measure: { TextWidth.of($0) },
            clean: TextRule.visible)
        return receipt.plainText.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private enum Intent: Message {
        case back, print, save, wheel(Int)
        case saveTo(String)
        case printed(Result<Bool, ShopError>)
        case saved(Result<String, ShopError>)
    }

    func bindings(_ context: Context) -> [Binding] {
        [
            Binding(
                Key("p"), label: "print", help: "Print it on the shop's printer",
                unavailable: visit.settings.printer == .none ? "the shop has no printer; see the settings" : nil,
                message: Intent.print),
            Binding(Key("w"), label: "write to a file", help: "Write it into a text file", message: Intent.save),
            .described("arrows", help: "Scroll"),
            Binding(.escape, Key("q"), .enter, label: "back", help: "Back to the order", message: Intent.back),
        ]
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        switch event {
        case .key(let key): _ = list.handle(key, count: lines.count, page: page(context.size))
        case .message(let intent as Intent): return handle(intent)
        default: break
        }
        list.settle(count: lines.count, page: page(context.size))
        return []
    }

    private mutating func handle(_ intent: Intent) -> [Effect] {
        switch intent {
        case .back: return [.close()]
        case .wheel(let rows): list.move(by: rows, count: lines.count)
        case .print: return print()
        case .save:
            let name = "\(order.businessDay)-\(order.ticket).txt"
            return [.push(FileDialog.screen("Write the receipt", "As the text file:", name) { Intent.saveTo($0) })]
        case .saveTo(let path):
            let text = lines.joined(separator: "\n")
            return [.ask("save", { try TextFile.write(text, to: path) }, answer: { Intent.saved($0) })]
        case .printed(.success(let isPrinted)):
            isPrinting = false
            return [
                .toast(isPrinted ? "The receipt is printed." : "The shop has no printer.", isPrinted ? .success : .info)
            ]
        case .printed(.failure(let error)):
            isPrinting = false
            return visit.failed(error)
        case .saved(.success(let path)): return [.toast("The receipt is in \(path).", .success)]
        case .saved(.failure(let error)): return visit.failed(error)
        }
        return []
    }

    private mutating func print() -> [Effect] {
        guard !isPrinting, let session = visit.session else { return [] }
        isPrinting = true
        return [
            .ask("print") { [visit, order] in
                try await visit.services.printer.print(order.id, by: session)
            } answer: {
                Intent.printed($0)
            }
        ]
    }

    private func page(_ size: Size) -> Int { max(1, min(size.height, lines.count + 2) - 2) }

    func dialogSize(in area: Size) -> Size? {
        Size(width: min(area.width, width + 6), height: min(area.height, lines.count + 2))
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let inside = Panel(title, isFocused: true).render(into: &surface, in: area, context.glyphs)
        surface.hotspot(inside, wheelUp: Intent.wheel(-3), wheelDown: Intent.wheel(3))
        let rows = list.visibleRows(count: lines.count, page: inside.height)
        for (row, index) in rows.enumerated() {
            surface.write(lines[index], x: inside.x + 1, y: inside.y + row, maxWidth: inside.width - 1)
        }
    }
}
