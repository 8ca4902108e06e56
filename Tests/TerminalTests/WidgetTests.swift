import CNcurses
import Foundation
import Testing

@testable import Terminal

struct WidgetTests {
    private enum Said: Message, Equatable {
        case tab(Int)
        case text(String)
    }

    private let context = Context(now: Date(timeIntervalSince1970: 1_795_000_000), size: Size(width: 60, height: 12))

    private func surface(_ width: Int, _ height: Int) -> Surface { Surface(size: Size(width: width, height: height)) }

    // MARK: dialog

    private func message(_ effects: [Effect]) -> (any Message)? {
        guard case .close(let message) = effects.first?.kind else { return nil }
        return message
    }

    private func closes(_ effects: [Effect]) -> Bool { if case .close = effects.first?.kind { true } else { false } }

    @Test("A dialog names what will happen, and the way back has the focus: Enter alone does nothing")
    func wayBack() {
        var dialog = DialogScreen(
            title: "Cancel the order?", lines: ["C-042 will be cancelled."],
            choices: [.init("Cancel it") { _ in Said.text("done") }], back: "Keep it")
        let enter = dialog.bindings(context).first { $0.keys.contains(.enter) }
        #expect(enter?.label == "keep it")
        let effects = dialog.update(.message(enter?.message ?? NoMessage()), context)
        #expect(closes(effects) && message(effects) == nil)
        _ = dialog.update(.key(.left), context)
        let chosen = dialog.bindings(context).first { $0.keys.contains(.enter) }
        #expect(message(dialog.update(.message(chosen?.message ?? NoMessage()), context)) as? Said == .text("done"))
    }

    @Test("A dialog's line is checked before it is sent, and what was typed stays")
    func dialogLine() {
        var dialog = DialogScreen(
            title: "Note", lines: ["A note:"], choices: [.init("Keep") { Said.text($0) }],
            input: TextFieldState(limit: 20), check: { $0.isEmpty ? "Please fill this in." : nil })
        func enter() -> [Effect] {
            let binding = dialog.bindings(context).first { $0.keys.contains(.enter) }
            return dialog.update(.message(binding?.message ?? NoMessage()), context)
        }
        #expect(dialog.isTyping && enter().isEmpty && dialog.isTyping)
        var surface = surface(60, 12)
        dialog.render(into: &surface, in: surface.area, context)
        #expect(surface.lines().contains { $0.contains("Please fill this in.") })
        _ = dialog.update(.paste("oat\nmilk"), context)
        #expect(message(enter()) as? Said == .text("oat milk"))
    }

    @Test("A click on a dialog's line puts the cursor there")
    func dialogClick() {
        var dialog = DialogScreen(
            title: "Note", lines: ["A note:"], choices: [.init("Keep") { Said.text($0) }],
            input: TextFieldState("oat", limit: 20))
        _ = dialog.update(.key(.tab), context)
        #expect(!dialog.isTyping)
        var surface = surface(60, 12)
        dialog.render(into: &surface, in: surface.area, context)
        let row = surface.lines().firstIndex { $0.contains("oat") } ?? 0
        let click = surface.hotspots.last { $0.area.contains(Point(x: 10, y: row)) }?.click
        _ = dialog.update(.message(click ?? NoMessage()), context)
        #expect(dialog.isTyping)
    }

    // MARK: timeline and tabs

    private func timeline(_ current: Int) -> Timeline {
        Timeline(
            ["Placed", "Ready", "Completed"].enumerated().map { index, label in
                Timeline.Step(
                    label: label, detail: index <= current ? "10:4\(index)" : "", style: .stateReady,
                    state: index < current ? .done : index == current ? .current : .ahead)
            })
    }

    @Test("A timeline stands across where there is room, and under one another where there is none")
    func timelines() {
        var wide = surface(50, 2)
        #expect(timeline(1).height(width: 50) == 2)
        timeline(1).render(into: &wide, in: wide.area, .unicode)
        #expect(wide.lines()[0] == "Placed ━━━━━━━━━━━━━ Ready ───────────── Completed")
        #expect(wide.lines()[1] == "10:40                10:41")
        var narrow = surface(20, 3)
        #expect(timeline(1).height(width: 20) == 3)
        timeline(1).render(into: &narrow, in: narrow.area, .unicode)
        #expect(narrow.lines() == ["Placed     10:40", "Ready      10:41", "Completed"])
    }

    @Test("Where not all tabs fit, the chosen one is whole and the others are short")
    func shortTabs() {
        let tabs = Tabs(
            [
                .init("○ Placed 3", short: "○ 3", message: Said.tab(0)),
                .init("◐ Preparing 12", short: "◐ 12", message: Said.tab(1)),
            ], chosen: 0)
        for (width, chosen, line) in [
            (30, 0, "  ○ Placed 3   ◐ Preparing 12"), (29, 0, "  ○ Placed 3   ◐ 12"),
            (29, 1, "  ○ 3   ◐ Preparing 12"),
        ] {
            var (surface, tabs) = (surface(width, 1), tabs)
            tabs.chosen = chosen
            tabs.render(into: &surface, in: surface.area)
            #expect(surface.lines() == [line])
        }
    }

    @Test("Tabs can be clicked where they stand")
    func tabs() throws {
        var row = surface(30, 1)
        Tabs([.init("Menu", message: Said.tab(0)), .init("抹茶", message: Said.tab(1))], chosen: 1)
            .render(into: &row, in: row.area)
        #expect(row.lines()[0] == "  Menu   抹茶")
        let spots = row.hotspots.map { ($0.area, $0.click as? Said) }
        #expect(spots.map(\.0) == [Rect(x: 1, y: 0, width: 6, height: 1), Rect(x: 8, y: 0, width: 6, height: 1)])
        #expect(spots.map(\.1) == [.tab(0), .tab(1)])
    }

    @Test("Every letter, digit and dash has a large shape of its own, but for O and the nought")
    func bigText() {
        let shapes = "0123456789-ABCDEFGHIJKLMNPQRSTUVWXYZ".map { sign in
            var surface = surface(BigText.width("0"), BigText.height)
            BigText(String(sign)).render(into: &surface, in: surface.area, .ascii)
            return surface.lines()
        }
        #expect(Set(shapes).count == shapes.count)
        #expect(shapes.allSatisfy { $0.contains { $0.contains("#") } })
    }

    // MARK: surface

    @Test(
        "Nothing is drawn outside the clip, whatever its width",
        arguments: ["plain text", "抹茶ラテ抹茶", "e\u{301}e\u{301}e\u{301}"])
    func clipping(text: String) {
        for left in -8...8 {
            var surface = surface(12, 3)
            surface.clipped(to: Rect(x: 3, y: 1, width: 5, height: 1)) { clipped in
                for y in -1...3 { clipped.write(text, x: left, y: y) }
                clipped.fill(Rect(x: -5, y: -5, width: 4, height: 4), .error)
            }
            #expect(surface.lines()[0].isEmpty && surface.lines()[2].isEmpty)
            for x in [0, 1, 2, 8, 9, 10, 11] { #expect(surface.cell(x, 1) == .blank) }
        }
    }

    @Test("A surface of no size takes everything that is drawn into it")
    func noSize() {
        for size in [Size(width: 0, height: 0), Size(width: 1, height: 1), Size(width: 3, height: 1)] {
            var surface = Surface(size: size)
            Panel("Title", trailing: "end", isFocused: true).render(into: &surface, in: surface.area, .unicode)
            timeline(0).render(into: &surface, in: surface.area, .unicode)
            Tabs([.init("One", message: Said.tab(0))], chosen: 0).render(into: &surface, in: surface.area)
            BigText("C-042").render(into: &surface, in: surface.area, .unicode)
            TextField(TextFieldState("text"), isFocused: true).render(into: &surface, in: surface.area, .unicode)
            ListView(count: 3, state: ListState(), isFocused: true)
                .render(into: &surface, in: surface.area, .unicode) { index, surface, row in
                    surface.write("row \(index)", x: row.x, y: row.y)
                }
            #expect(surface.lines().count == size.height)
        }
    }

    // MARK: keys
}
