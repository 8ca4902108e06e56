import Foundation
import Testing

/// What fingers do to the terminal on the counter.
@Suite(.serialized)
struct KioskFingerStories {
    @Test("Bursts of touches are all counted, and many on Order are one order", .timeLimit(.minutes(15)))
    func touches() async throws {
        try await atCounter("--ticket 60") { machine, terminal in
            try await terminal.press("Enter")
            try await terminal.waitFor("Almond croissant")
            try await terminal.click("Coffee")
            try await terminal.waitFor("Americano")
            for burst in 1...15 {
                try await terminal.click("Americano", times: 4)
                try await terminal.waitFor("\(4 * burst) × Americano")
            }
            try await terminal.click("[ Order", times: 20)
            try await terminal.waitFor("Your name, if you like")
            try await terminal.click("[ Order", times: 20)
            try await terminal.waitFor("Your number is")
            let pieces = try await machine.kioskOrders("placed").compactMap {
                ($0["items"] as? [[String: any Sendable]])
            }
            .map { $0.compactMap { $0["quantity"] as? Int } }
            #expect(pieces.filter { $0 == [60] }.count == 1)
        }
    }

    @Test("A finger that rests on Enter orders nothing by itself, and one order at most", .timeLimit(.minutes(15)))
    func restingFinger() async throws {
        try await atCounter("--ticket 3600") { machine, terminal in
            let before = try await machine.kioskOrders("placed").count
            func rest() async throws {
                for _ in 1...30 { try await terminal.send(Array(repeating: 0x0D, count: 5)) }
            }
            try await rest()
            try await terminal.waitFor("4 × Almond croissant")
            #expect(try await machine.kioskOrders("placed").count == before)
            try await terminal.type("0")
            try await terminal.waitFor("Your name, if you like")
            try await rest()
            // On a slow machine the finger seems lifted now and then: the ticket may have been seen, and left, meanwhile.
            try await waitUntil("the order") { try await machine.kioskOrders("placed").count > before }
            #expect(try await machine.kioskOrders("placed").count == before + 1)
        }
    }

    @Test("A name of a thousand letters is cut, and nothing in a name commands anything", .timeLimit(.minutes(15)))
    func names() async throws {
        try await atCounter("--ticket 60") { machine, terminal in
            try await terminal.chooseBananaBread(name: "")
            for _ in 1...10 { try await terminal.type(String(repeating: "x", count: 100)) }
            try await terminal.send([0x00, 0x01, 0x07, 0x0E, 0x1C, 0x1F, 0xC2, 0x85, 0xE2, 0x80, 0xAE, 0xC2, 0x9B])
            try await terminal.paste("rm -rf /\n")
            try await terminal.press("Enter")
            try await terminal.waitFor("Your number is")
            let names = try await machine.kioskOrders("placed").compactMap { $0["customer"] as? String }
            #expect(names.contains(String(repeating: "x", count: 40)), "\(names)")
        }
    }

    @Test("A window of 20×5 for a while, and the order is as it was")
    func resize() async throws {
        try await atCounter("--ticket 60") { _, terminal in
            try await terminal.chooseBananaBread(name: "Bo")
            try await terminal.resize(width: 20, height: 5)
            try await terminal.waitFor("larger")
            try await terminal.press("Enter", "Escape")
            try await terminal.resize(width: 100, height: 30)
            try await terminal.waitFor("1 × Banana bread")
            #expect(try await terminal.screen().contains("Bo"))
            try await terminal.press("Enter")
            try await terminal.waitFor("Your number is")
        }
    }
}
