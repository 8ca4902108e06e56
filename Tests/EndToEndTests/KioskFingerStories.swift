import Foundation
import Testing

/// What fingers do to the terminal on the counter.
@Suite(.serialized, .stories)
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

    @Test("Twenty touches a second for some seconds are all counted, and do nothing else", .timeLimit(.minutes(15)))
    func pace() async throws {
        try await atCounter("--ticket 60", term: "xterm-256color") { machine, terminal in
            let before = try await machine.kioskOrders("placed").count
            try await terminal.touch(TmuxTerminal.attract)
            try await terminal.waitFor("Coffee")
            try await terminal.touch("Coffee")
            try await terminal.waitFor("Americano")
            try await terminal.touch("Americano", "Cappuccino", rounds: 50)
            try await terminal.waitFor("50 × Americano")
            try await terminal.waitFor("50 × Cappuccino")
            let screen = try await terminal.screen()
            #expect(screen.components(separatedBy: " × ").count == 3, "nothing else was chosen")
            #expect(screen.contains("Americano  "), "the menu is still there")
            #expect(try await machine.kioskOrders("placed").count == before)
        }
    }

    @Test("A finger that rests on Enter orders nothing by itself", .timeLimit(.minutes(15)))
    func restingAtTheMenu() async throws {
        try await atCounter { machine, terminal in
            let before = try await machine.kioskOrders("placed").count
            var finger = RestingFinger(terminal: terminal)
            for _ in 1...150 { try await finger.press() }
            try await terminal.waitFor("4 × Almond croissant")
            #expect(try await machine.kioskOrders("placed").count == before)
        }
    }

    @Test("A finger that rests on Enter is one order, and leaves its number on the screen", .timeLimit(.minutes(15)))
    func restingFinger() async throws {
        try await atCounter("--ticket 20 --idle 20 --countdown 1") { machine, terminal in
            let before = try await machine.kioskOrders("placed").count
            var fingers = 0
            // On a machine that is too slow for it the finger is lifted now and then, and may put the number away. Then
            // another tries, once the kiosk is by itself again.
            try await untilInTime("a finger that was never lifted") {
                fingers += 1
                try await terminal.chooseBananaBread(name: "")
                var finger = RestingFinger(terminal: terminal)
                let mark = try terminal.sent.mark()
                try await waitUntil("the number") {
                    try await finger.press()
                    return try terminal.sent.contains("Your number is", since: mark)
                }
                let end = ContinuousClock.now.advanced(by: .seconds(4))
                var isStill = true
                while isStill, .now < end {
                    for _ in 1...5 { try await finger.press() }
                    isStill = try await terminal.screen().contains("Your number is")
                }
                #expect(try await machine.kioskOrders("placed").count == before + fingers)
                if finger.longestLift < .milliseconds(500) {
                    #expect(isStill, "lifted for \(finger.longestLift) at most")
                    return true
                }
                try await terminal.waitFor(TmuxTerminal.attract)
                return false
            }
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

/// Enter again and again, as a key comes that is held down.
private struct RestingFinger {
    let terminal: TmuxTerminal
    /// Between two keys, at most.
    private(set) var longestLift = Duration.zero
    private var last: ContinuousClock.Instant?

    init(terminal: TmuxTerminal) { self.terminal = terminal }

    mutating func press() async throws {
        let start = ContinuousClock.now
        try await terminal.send([0x0D])
        // The one before came after its start, and this one is here.
        if let last { longestLift = max(longestLift, last.duration(to: .now)) }
        last = start
    }
}
