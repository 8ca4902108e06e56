import Foundation
import Presentation
import Shop
import Terminal
import Testing

@testable import Screens

/// What all forms have in common, at the ones where it is easily another.
struct FormTests {
    // MARK: the shop says no

    private func expectKept(_ terminal: ShopTerminal, _ typed: String, _ place: String) async throws {
        let sentence = ShopError.store(.busy).text.prefix(30)
        #expect(terminal.place == place && terminal.shows(String(sentence)) && terminal.shows(typed))
        // It stays while the person goes on in the form.
        try await terminal.press(.backTab)
        #expect(terminal.place == place && terminal.shows(String(sentence)) && terminal.shows(typed))
    }

    @Test("A new account that the shop has no time for stays as it was typed, and the form says why")
    func newAccount() async throws {
        try await atBoard { _, terminal in
            try await terminal.press(Key("U"), Key("c"))
            for answer in ["Kai", "kai@example.com", "a good password"] {
                try await terminal.type(answer)
                try await terminal.press(.enter)
            }
            terminal.tap(.key(.enter))
            await terminal.answerFirst(as: FormEvent<User>.answered(.failure(.store(.busy))))
            try await expectKept(terminal, "kai@example.com", "New account")
        }
    }

    @Test("A product that the shop has no time for stays as it was typed, and the form says why")
    func product() async throws {
        try await atBoard { _, terminal in
            try await terminal.press(Key("P"), Key("c"))
            try await terminal.type("Scone")
            try await terminal.press(.tab)
            try await terminal.type("2.80")
            try await terminal.press(.tab, .tab, .tab)
            try await terminal.type("Bakery")
            try await terminal.press(.tab, .tab)
            terminal.tap(.key(.enter))
            await terminal.answerFirst(as: FormEvent<Product>.answered(.failure(.store(.busy))))
            try await expectKept(terminal, "Scone", "New product")
        }
    }

    @Test("A filter that the shop has no time for is not said to be about the product")
    func filter() async throws {
        try await atBoard { _, terminal in
            try await terminal.press(Key("T"), Key("f"), .tab, .tab, .tab)
            try await terminal.type("espresso")
            try await terminal.press(.tab, .tab, .tab)
            terminal.tap(.key(.enter))
            await terminal.answerFirst(as: FormEvent<FilterChosen>.answered(.failure(.store(.busy))))
            try await expectKept(terminal, "espresso", "Filter")
            let product = terminal.open(TableFilterForm.self)?.card.form.fields.first { $0.id == .product }
            #expect(product?.error == nil)
        }
    }

    @Test("A password that an admin of a kiosk mistyped is typed anew at once, and nothing is sent without one")
    func kioskLeave() async throws {
        try await atKiosk { _, terminal in
            try await terminal.press(.control("x"), .tab, .enter)
            #expect(terminal.shows("Please fill this in.") && !terminal.shows("is not right"))
            try await terminal.type("grace@example.com")
            try await terminal.press(.tab)
            try await terminal.type("wrong")
            try await terminal.press(.tab, .enter)
            #expect(terminal.isError("Email or password is not right."))
            try await terminal.type("igniflo-grace")
            try await terminal.press(.enter)
            #expect(terminal.exitCode == 0)
        }
    }

    // MARK: a field is checked when it is left

    @Test("A new password by a code is checked when its field is left, as everywhere")
    func reset() async throws {
        try await ScreenShop.use { shop in
            let terminal = try await ShopTerminal(shop)
            try await terminal.press(.control("n"))
            try await terminal.type("ada at home")
            try await terminal.press(.tab)
            #expect(terminal.shows("Emails look like name@example.com."))
            try await terminal.press(.tab)
            try await terminal.type("short")
            try await terminal.press(.tab)
            #expect(terminal.shows("At least 8 characters, please."))
        }
    }

    @Test("Pieces that are no number are marked when their field is left, and so is a day of the filter")
    func leaving() async throws {
        try await atBoard { _, terminal in
            try await terminal.press(Key("P"), Key("+"))
            try await terminal.type("-")
            try await terminal.press(.tab)
            #expect(terminal.shows("A whole number, please, such as 12."))
            try await terminal.press(.escape, Key("T"), Key("f"), .backTab, .backTab, .backTab, .backTab, .backTab)
            try await terminal.type("yesterday")
            try await terminal.press(.backTab)
            #expect(terminal.shows("A day looks like 2026-11-30."))
        }
    }

    @Test("A box is ticked by a click, too, and an order is not cancelled without the button")
    func box() async throws {
        try await atBoard { shop, terminal in
            try await terminal.press(Key("2"), Key("x"))
            let ticket = try #require(terminal.chosen)
            try await terminal.type("the oven gave up")
            try await terminal.click("Put the goods back")
            #expect(terminal.shows("[x] Put the goods back"))
            try await terminal.press(.enter)
            #expect(terminal.shows("[ ] Put the goods back"))
            try await terminal.press(.tab, .enter)
            #expect(try await shop.order(ticket.description).status == .cancelled)
        }
    }
}

extension ShopTerminal {
    /// It stands on the screen in the style of an error.
    fileprivate func isError(_ text: String) -> Bool {
        let frame = frame()
        for (row, line) in frame.lines().enumerated() {
            guard let place = line.range(of: text) else { continue }
            let x = TextWidth.of(String(line[..<place.lowerBound]))
            return frame.styles(row: row).contains { $0.columns.contains(x) && $0.style.role == .error }
        }
        return false
    }
}
