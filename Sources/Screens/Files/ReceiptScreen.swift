import Local
import Presentation
import Shop
import Terminal

/// An order's receipt as it is printed: on the screen, into a file, to the shop's printer.
struct ReceiptScreen: Screen {
    var title: String { "Receipt \(order.ticket)" }
    private let user: UserContext
    private let order: Order
    private var scroll = ScrollState()
    private var isPrinting = false

    init(user: UserContext, order: Order) {
        self.user = user
        self.order = order
    }

    /// The receipt as a terminal shows it: as wide as the paper, unless the screen is narrower.
    static func lines(of order: Order, _ settings: ShopSettings, atMost width: Int = .max) -> [String] {
        let receipt = ReceiptText(
            of: order, settings: settings, width: min(settings.receiptWidth, width), measure: { TextWidth.of($0) },
            clean: TextRule.visible)
        return receipt.plainText.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private enum Intent: Message {
        case back, print, save, wheel(Int)
        case saveTo(TargetFile)
        case printed(Result<Bool, ShopError>)
        case saved(String)
    }

    func bindings(_ context: Context) -> [Binding] {
        [
            Binding(
                Key("p"), label: "print", help: "Print it on the shop's printer",
                unavailable: refusal, message: Intent.print),
            Binding(
                Key("w"), label: "write to a file", help: "Write it into a text file",
                unavailable: user.files.writeRefusal, message: Intent.save),
            .described("arrows", help: "Scroll"),
            Binding(.escape, Key("q"), .enter, label: "back", help: "Back to the order", message: Intent.back),
        ]
    }

    /// Why nothing can be printed, as far as it is known beforehand.
    private var refusal: String? {
        let printer = user.settings.printer
        if printer == .none { return "the shop has no printer; see the settings" }
        return user.services.environment.printers.refusal(of: printer)?.text
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        let page = context.size.height - 2
        let travel = lines(context.size).count - page
        switch event {
        case .key(let key): scroll.handle(key, travel: travel, page: page)
        case .message(Intent.wheel(let rows)): scroll.move(by: rows, travel: travel)
        case .message(let intent as Intent): return handle(intent)
        default: break
        }
        return []
    }

    private mutating func handle(_ intent: Intent) -> [Effect] {
        switch intent {
        case .back: return [.close()]
        case .wheel: break
        case .print: return print()
        case .save:
            let name = "\(order.businessDay)-\(order.ticket).txt"
            return FileDialog.writing(
                "Write the receipt", "As the text file:", name, user.files, as: .receipt(order)
            ) { Intent.saveTo($0) }
        case .saveTo(let file):
            let text = Self.lines(of: order, user.settings).joined(separator: "\n")
            return user.ask("save", answer: Intent.saved) { _, _ in try TextFile.write(text, to: file) }
        case .printed(.success(let isPrinted)):
            isPrinting = false
            return [
                .toast(WrittenText.printed(isPrinted), isPrinted ? .success : .info)
            ]
        case .printed(.failure(let error)):
            isPrinting = false
            return user.failed(error)
        case .saved(let path): return [.toast(WrittenText.receipt(path), .success)]
        }
        return []
    }

    private mutating func print() -> [Effect] {
        guard !isPrinting else { return [] }
        isPrinting = true
        return user.ask("print", result: Intent.printed) { [order] in try await $0.printer.print(order.id, by: $1) }
    }

    /// Columns of the frame and of the air in it.
    private static let margin = 6

    private func lines(_ size: Size) -> [String] {
        Self.lines(of: order, user.settings, atMost: size.width - Self.margin)
    }

    func dialogSize(in area: Size) -> Size? {
        Size(
            width: min(area.width, user.settings.receiptWidth + Self.margin),
            height: min(area.height, lines(area).count + 2))
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let inside = Panel(title, isFocused: true).render(into: &surface, in: area, context.glyphs)
        let lines = lines(context.size)
        surface.hotspot(inside, wheelUp: Intent.wheel(-3), wheelDown: Intent.wheel(3))
        let first = scroll.first(lines.count - inside.height)
        for (row, line) in lines.dropFirst(first).prefix(inside.height).enumerated() {
            surface.write(line, x: inside.x + 1, y: inside.y + row, maxWidth: inside.width - 1)
        }
    }
}
