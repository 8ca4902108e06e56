import Foundation
import Testing

/// A kiosk is not alone in the shop.
@Suite(.serialized, .stories)
struct KioskSharedStories {
    @Test("Of two kiosks that want the last piece one gets it, and the other is told", .timeLimit(.minutes(15)))
    func lastPiece() async throws {
        try await atCounter("--ticket 60") { machine, first in
            let grace = try await machine.signedIn("grace")
            let stock = try await machine.stock("Almond croissant")
            let taken = try await grace.run(
                "products", "restock", "Almond croissant", "--by=\(1 - stock)", "--reason", "dropped")
            #expect(taken.code == 0)
            try await TmuxTerminal.open(try machine.person("right counter"), width: 100, height: 30) { second in
                try await second.startKiosk("--ticket 60")
                let both = [first, second]
                for terminal in both {
                    try await terminal.press("Enter")
                    try await terminal.waitFor("Almond croissant")
                    try await terminal.type("1")
                    try await terminal.waitFor("1 × Almond croissant")
                    try await terminal.type("0")
                    try await terminal.waitFor("Your name, if you like")
                }
                let marks = try both.map { try $0.sent.mark() }
                async let one: Void = first.press("Enter")
                async let other: Void = second.press("Enter")
                _ = try await (one, other)
                try await waitUntil("a number for one, and a word for the other") {
                    func wasTold(_ text: String) throws -> Bool {
                        try zip(both, marks).contains { try $0.sent.contains(text, since: $1) }
                    }
                    return try wasTold("Your number is")
                        && (try wasTold("Not enough is left") || wasTold("is sold out"))
                }
            }
            #expect(try await machine.stock("Almond croissant") == 0)
            #expect(try await machine.kioskOrders("placed").filter { "\($0)".contains("Almond croissant") }.count == 1)
        }
    }

    @Test(
        "Another program holds the shop for a minute: the kiosks say so, come back by themselves, and nothing is doubled",
        .timeLimit(.minutes(15)))
    func held() async throws {
        try await atCounter("--idle 300 --ticket 60") { machine, busy in
            let screens = try await busy.screens()
            try await busy.chooseBananaBread(name: "Zebulon")
            try await TmuxTerminal.open(try machine.person("right counter"), width: 100, height: 30) { idle in
                try await idle.startKiosk()
                let hold = try HeldShop(machine)
                defer { hold.release() }
                let end = ContinuousClock.now.advanced(by: .seconds(61))
                try await busy.press("Enter")
                try await idle.waitFor("the shop cannot be reached")
                try await busy.waitFor("s behind")
                try await busy.waitFor("nothing is ordered twice.")
                // Screens that crash meanwhile find no shop to open.
                let crashed = try await idle.screens()
                try await idle.kill("KILL", crashed)
                try await waitUntil("the end of the minute") {
                    try await busy.press("Enter")
                    return ContinuousClock.now >= end
                }
                // It is said anew by each that finds no shop.
                try await idle.waitFor("the shop cannot be reached")
                #expect(try await busy.screens() == screens, "screens that wait for the shop are not stuck")
                hold.release()
                try await idle.waitFor(TmuxTerminal.attract)
                try await waitUntil("the number") {
                    if try busy.sent.contains("Your number is") { return true }
                    try await busy.press("Enter")
                    return false
                }
                try await idle.expectItSells()
            }
            let names = try await machine.kioskOrders("placed").compactMap { $0["customer"] as? String }
            #expect(names.filter { $0 == "Zebulon" }.count == 1)
        }
    }

    @Test("The time runs out while an order waits for the shop: it stays, and is placed once", .timeLimit(.minutes(15)))
    func idleWhilePlacing() async throws {
        try await atCounter("--idle 2 --countdown 120 --ticket 60") { machine, terminal in
            let hold = try HeldShop(machine, isReadable: true)
            defer { hold.release() }
            try await terminal.chooseBananaBread(name: "Zebulon")
            try await terminal.press("Enter")
            try await terminal.waitUntilSent("One moment")
            // Longer than anybody may stand there without a touch, and nobody is asked.
            try await waitUntil("an answer") {
                let screen = try await terminal.screen()
                #expect(!screen.contains("One moment") || !screen.contains("Are you still there?"))
                return try terminal.sent.contains("nothing is ordered twice.")
            }
            hold.release()
            try await waitUntil("the number") {
                if try terminal.sent.contains("Your number is") { return true }
                try await terminal.press("Enter")
                return false
            }
            let names = try await machine.kioskOrders("placed").compactMap { $0["customer"] as? String }
            #expect(names.filter { $0 == "Zebulon" }.count == 1)
        }
    }

    @Test("A printer that hangs keeps no customer waiting, and the shop hears of it", .timeLimit(.minutes(15)))
    func hangingPrinter() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        try grace.configure("printers = sleep 1000\n")
        #expect(try await grace.run("settings", "printerCommand", "sleep 1000").code == 0)
        let counter = try machine.person("counter")
        try counter.configure("printers = sleep 1000\n")
        try await TmuxTerminal.open(counter, width: 100, height: 30) { terminal in
            try await terminal.startKiosk("--ticket 2")
            try await TmuxTerminal.open(try machine.person("board")) { admin in
                try await admin.signIn("F1", until: "○ Placed")
                // The second customer is served while the first one's slip still hangs.
                for _ in 1...2 { try await terminal.expectItSells() }
                try await admin.waitFor("is not printed: sleep 1000")
            }
            try await waitUntil("a word about each of both") {
                let events = try await grace.run("events", "--limit", "10000", "--json").objects()
                return events.filter { $0["kind"] as? String == "receiptNotPrinted" }.count == 2
            }
        }
    }

    @Test("A setting that an admin changes is a kiosk's with its next customer", .timeLimit(.minutes(15)))
    func renewed() async throws {
        try await atCounter { machine, terminal in
            let grace = try await machine.signedIn("grace")
            #expect(try await grace.run("settings", "shopName", "Green Door").code == 0)
            #expect(try await grace.run("settings", "ticketSeconds", "3").code == 0)
            try await terminal.waitFor("Green Door")
            try await terminal.expectItSells()
            try await terminal.waitFor(TmuxTerminal.attract)
        }
    }
}
