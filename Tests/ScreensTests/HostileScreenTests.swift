import Foundation
import HostileText
import Presentation
import Shop
import Terminal
import Testing

@testable import Screens

/// What another program has put into the shop's file, on every screen.
struct HostileScreenTests {
    @Test("On every screen of an admin nothing steers the terminal, and the columns stay straight", arguments: Size.all)
    func admin(size: Size) async throws {
        try await ScreenShop.use(change: { try HostileShop.poison($0, now: StoppedClock.start) }) { shop in
            let terminal = try await ShopTerminal(shop, size: size)
            check(terminal)
            try await terminal.signIn(1)
            check(terminal)
            for section in AdminSection.allCases {
                try await terminal.press(Key(section.key))
                check(terminal)
                try await walk(terminal)
            }
            // Of the newest orders each whole, with what happened to it and its receipt.
            try await terminal.press(Key("T"))
            for _ in HostileText.all.indices.prefix(12) {
                try await terminal.press(.enter)
                check(terminal)
                try await terminal.press(Key("r"))
                check(terminal)
                try await terminal.press(.escape, .escape, .down)
            }
        }
    }

    @Test("On a customer's screens, the counter's and the display's likewise", arguments: Size.all)
    func others(size: Size) async throws {
        try await ScreenShop.use(change: { try HostileShop.poison($0, now: StoppedClock.start) }) { shop in
            let customer = try await ShopTerminal(shop, size: size)
            try await customer.signIn(3)
            check(customer)
            try await walk(customer)
            for sample in HostileText.all {
                try await customer.press(.escape, Key("/"))
                try await customer.paste(sample.text)
                check(customer)
            }
            let kiosk = try await ShopTerminal(kiosk: shop, size: size)
            check(kiosk)
            try await kiosk.press(.enter)
            check(kiosk)
            try await walk(kiosk)
            check(try await ShopTerminal(display: shop, size: size))
        }
    }

    @Test("What is pasted into a field stays in it, on one line, up to its limit", arguments: HostileText.all)
    func pasted(sample: HostileText) async throws {
        try await ScreenShop.use { shop in
            let terminal = try await ShopTerminal(shop, size: .usual)
            let place = terminal.place
            try await terminal.paste(sample.text)
            check(terminal)
            #expect(terminal.place == place && terminal.exitCode == nil)
        }
    }

    private func walk(_ terminal: ShopTerminal) async throws {
        for _ in 0..<4 {
            for _ in 0..<8 { try await terminal.press(.down) }
            check(terminal)
        }
    }

    /// Nothing that could do harm, and each line as wide as the screen or less: what stands right of a hostile text stands
    /// where it should.
    private func check(_ terminal: ShopTerminal, sourceLocation: SourceLocation = #_sourceLocation) {
        for line in terminal.lines() {
            let harm = HostileText.harm(in: line, allowing: [])
            #expect(harm == nil, "\(terminal.place): \(line.debugDescription)", sourceLocation: sourceLocation)
            #expect(TextWidth.of(line) <= terminal.frame().size.width, "\(line)", sourceLocation: sourceLocation)
        }
        for (row, line) in terminal.lines().enumerated() where line.hasPrefix("│") {
            #expect(
                TextWidth.of(line) == terminal.frame().size.width, "row \(row): \(line)", sourceLocation: sourceLocation
            )
        }
    }
}
