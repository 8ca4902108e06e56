import Foundation
import Presentation
import Shop
import Terminal
import Testing

@testable import Screens

/// What fingers do at the counter.
struct KioskFingerTests {
    @Test("Enter held down orders nothing by itself, and does not wipe the number away")
    func heldEnter() async throws {
        try await atKiosk { shop, terminal in
            for _ in 1...100 {
                shop.clock.advance(by: 0.03)
                terminal.tap(.key(.enter))
            }
            try await terminal.settle()
            #expect(try await shop.kioskOrders().isEmpty)
            try await terminal.type("0")
            for _ in 1...200 {
                shop.clock.advance(by: 0.03)
                try await terminal.press(.enter)
            }
            #expect(terminal.shownOrder != nil)
            #expect(try await shop.kioskOrders().count == 1)
            for _ in 1...400 {
                shop.clock.advance(by: 0.03)
                try await terminal.press(.enter)
            }
            #expect(terminal.shownOrder == nil, "the number stays only as long as numbers do")
            #expect(try await shop.kioskOrders().count == 1)
        }
    }

    @Test("Twenty touches a second are all counted, and twenty on Order are one order")
    func touches() async throws {
        try await atKiosk { shop, terminal in
            try await terminal.press(.enter)
            try await terminal.click("Coffee")
            for _ in 1...60 {
                shop.clock.advance(by: 0.05)
                try await terminal.click("Americano")
            }
            #expect(terminal.kiosk?.order.cart.pieces == 60)
            try await terminal.click("[ Order")
            let lines = terminal.lines()
            let row = try #require(lines.firstIndex { $0.contains("[ Order") })
            let left = try #require(lines[row].range(of: "[ Order"))
            let place = Point(x: lines[row].distance(from: lines[row].startIndex, to: left.lowerBound), y: row)
            for _ in 1...20 {
                shop.clock.advance(by: 0.05)
                terminal.tap(.press(place))
            }
            try await terminal.settle()
            #expect(try await shop.kioskOrders().map(\.items.first?.quantity) == [60])
        }
    }

    @Test("The name is cut at its length, and no control character gets into it")
    func names() async throws {
        try await atKiosk { shop, terminal in
            try await terminal.choose(tiles: "1", name: String(repeating: "é", count: 1_000))
            #expect(terminal.kiosk?.order.name.text.count == 40)
            try await terminal.paste("rm -rf /")
            for code in 1...31 where ![3, 8, 9, 10, 11, 13, 21, 23, 24, 27].contains(code) {
                terminal.tap(.key(.control(Character(UnicodeScalar(UInt8(code + 96))))))
            }
            for scalar in ["\u{7F}", "\u{202E}", "\u{200B}", "\u{85}"] { terminal.tap(.key(Key(Character(scalar)))) }
            let name = try #require(terminal.kiosk?.order.name.text)
            #expect(!name.isEmpty && name.allSatisfy { $0 == "é" })
            try await terminal.press(.enter)
            #expect(terminal.shownOrder?.customerName == name)
        }
    }

    @Test("A window of 20×5 for a while, and everything is as it was")
    func resize() async throws {
        try await atKiosk { _, terminal in
            try await terminal.choose(tiles: "12", name: "Bo")
            let before = terminal.lines()
            try await terminal.resize(to: Size(width: 20, height: 5))
            #expect(terminal.shows("larger"))
            try await terminal.press(.enter, .escape)
            try await terminal.send(.press(Point(x: 3, y: 2)))
            try await terminal.resize(to: .large)
            #expect(terminal.lines() == before)
        }
    }
}
