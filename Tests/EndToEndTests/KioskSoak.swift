import Foundation
import Soaking
import Testing

/// A long day at the counter, by script. IGNIFLO_SOAK=1 runs it.
@Suite(.serialized, .stories, .enabled(if: Soak.isOn))
struct KioskSoak {
    @Test("Five hundred orders in a row: as many tickets, no more memory, and nothing of one in the next")
    func many() async throws {
        try await atCounter("--ticket 2 --idle 600") { machine, terminal in
            let grace = try await machine.signedIn("grace")
            #expect(try await grace.run("products", "restock", "Banana bread", "--by", "2000").code == 0)
            let screens = try await terminal.screens()
            var tickets: Set<String> = []
            var resident: [Int] = []
            for number in 1...500 {
                try await terminal.waitFor(TmuxTerminal.attract)
                try await terminal.press("Enter")
                try await terminal.waitFor("Almond croissant")
                let fresh = try await terminal.screen()
                #expect(!fresh.contains("No \(number - 1)") && !fresh.contains("× Banana bread"))
                try await terminal.type(String(repeating: "2", count: number % 3 + 1))
                try await terminal.waitFor("\(number % 3 + 1) × Banana bread")
                try await terminal.type("0")
                try await terminal.waitFor("Your name, if you like")
                try await terminal.type("No \(number)")
                let mark = try terminal.sent.mark()
                try await terminal.press("Enter")
                try await terminal.waitUntilSent("Your number is", since: mark)
                if number % 50 == 0 { resident.append(try await terminal.residentKilobytes(of: screens)) }
            }
            let orders = try await machine.kioskOrders("placed")
            for number in 1...500 {
                let own = orders.filter { $0["customer"] as? String == "No \(number)" }
                let items = own.first?["items"] as? [[String: any Sendable]]
                #expect(own.count == 1 && items?.map { $0["quantity"] as? Int } == [number % 3 + 1])
                if let ticket = own.first?["ticket"] as? String { tickets.insert(ticket) }
            }
            #expect(tickets.count == 500)
            #expect(try await terminal.screens() == screens)
            let first = try #require(resident.first)
            Soak.say("500 orders at a kiosk: \(tickets.count) tickets; KiB at every 50th: \(resident)")
            // What an allocator keeps back varies by a little.
            #expect(resident.allSatisfy { $0 <= first + first / 20 }, "KiB at every 50th order: \(resident)")
        }
    }
}
