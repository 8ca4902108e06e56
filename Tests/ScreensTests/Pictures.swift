import Foundation
import Shop
import Terminal
import Testing

@testable import Screens

/// The pictures of README and handbook: drawn from the screens themselves, and kept beside the handbook's articles.
///
/// `make pictures` draws them anew.
@Suite(.serialized)
struct Pictures {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources/igniflo/Handbook.docc/Resources")
    private static let isDrawing = ProcessInfo.processInfo.environment["IGNIFLO_DRAW_PICTURES"] == "1"
    private static let size = Size(width: 100, height: 30)
    private static let names = [
        "menu", "order-form", "tracker", "board", "orders", "kiosk", "display", "insights",
    ]

    /// Draws the picture, or compares it with the one that is kept.
    private func picture(
        _ name: String, _ title: String, of terminal: ShopTerminal, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        #expect(Self.names.contains(name), sourceLocation: sourceLocation)
        let file = Self.folder.appending(path: "\(name).svg")
        let now = Data(Picture(terminal.frame(), title: title).svg.utf8)
        if Self.isDrawing {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try now.write(to: file)
        } else {
            let isKept = (try? Data(contentsOf: file)) == now
            #expect(isKept, "\(name).svg is out of date: run `make pictures`", sourceLocation: sourceLocation)
        }
    }

    private func ada(_ body: (ScreenShop, ShopTerminal) async throws -> Void) async throws {
        try await ShopTerminal.ada(Self.size) { shop, terminal in
            try await terminal.put("Flat white", 2)
            try await terminal.note("oat milk, please", on: "Flat white")
            try await terminal.put("Almond")
            try await terminal.put("Banana")
            try await body(shop, terminal)
        }
    }

    @Test("The picture of a customer's menu with a cart is as the screen is")
    func menu() async throws {
        try await ada { _, terminal in
            try picture("menu", "A customer's menu, with a cart and the open orders below", of: terminal)
        }
    }

    @Test("The picture of the order form is as the screen is")
    func orderForm() async throws {
        try await ada { _, terminal in
            try await terminal.press(Key("o"))
            try picture("order-form", "The order form before the order is placed", of: terminal)
        }
    }

    @Test("The picture of an order's tracker is as the screen is")
    func tracker() async throws {
        try await ada { shop, terminal in
            try await terminal.place()
            let ticket = terminal.ticket
            try await terminal.press(.enter)
            try await terminal.wait(130)
            try await shop.step(ticket, to: .preparing)
            try await terminal.wait(15)
            try picture("tracker", "The tracker of an order that is being prepared", of: terminal)
        }
    }

    @Test("The picture of the board is as the screen is")
    func board() async throws {
        try await atBoard(Self.size) { _, terminal in
            try picture("board", "An admin's board, with a lane for each status", of: terminal)
        }
    }

    @Test("The picture of the orders table is as the screen is")
    func orders() async throws {
        try await atBoard(Self.size) { _, terminal in
            try await terminal.press(Key("T"))
            try picture("orders", "The table of all orders", of: terminal)
        }
    }

    @Test("The picture of the kiosk is as the screen is")
    func kiosk() async throws {
        try await ScreenShop.use(change: ScreenShop.noDemo) { shop in
            let terminal = try await ShopTerminal(kiosk: shop, size: Self.size)
            try await terminal.press(.enter)
            try await terminal.type("13")
            try await terminal.press(.tab, .tab)
            try await terminal.type("2")
            try picture("kiosk", "The kiosk's menu, with a number on each tile", of: terminal)
        }
    }

    @Test("The picture of the display is as the screen is")
    func display() async throws {
        try await ScreenShop.use(change: ScreenShop.noDemo) { shop in
            let terminal = try await ShopTerminal(display: shop, size: Self.size)
            let order = try await shop.place(("Flat white", 1), by: "ada")
            try await shop.step(order.ticket.description, to: .ready)
            try await terminal.settle()
            try picture("display", "The display over the shelf, which calls the numbers", of: terminal)
        }
    }

    @Test("The picture of the figures is as the screen is")
    func insights() async throws {
        try await atBoard(Self.size) { _, terminal in
            try await terminal.press(Key("I"), Key("3"))
            try picture("insights", "The figures of thirty days", of: terminal)
        }
    }

    @Test("No picture is kept that nobody draws")
    func noOther() throws {
        let kept = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(kept.sorted() == Self.names.map { "\($0).svg" }.sorted())
    }

    @Test("The picture shows a frame's signs as shapes, a wide letter in two columns, and no sign of SVG as it stands")
    func drawing() {
        var surface = Surface(size: Size(width: 12, height: 1))
        surface.write("│ a<b 茶 ▆▆", x: 0, y: 0)
        let svg = Picture(surface, title: "R & D").svg
        #expect(svg.contains("<title>R &amp; D</title>"))
        #expect(svg.contains(#"textLength="27" lengthAdjust="spacingAndGlyphs">a&lt;b</text>"#))
        #expect(svg.contains(#"x="54" y="15" textLength="18" lengthAdjust="spacingAndGlyphs">茶</text>"#))
        #expect(svg.contains(#"<rect x="81" y="5" width="18" height="15""#))
        #expect(!svg.contains("│") && !svg.contains("▆"))
        #expect([16, 80, 231, 232, 255].map(Picture.hex) == ["#000000", "#5fd7d7", "#ffffff", "#080808", "#eeeeee"])
    }
}
