import Testing

/// The harness itself: what the stories take its word for.
@Suite(.serialized, .stories)
struct SentTextTests {
    /// A board, and over it two toasts one after another: of the second only what differs is sent. Then it goes.
    private static let bytes = Array(
        """
        \u{1B}[?1049h\u{1B}[H\u{1B}[J\u{1B}[2;1H│ C-011 抹茶 │\u{1B}[5;3H\u{1B}[37m\u{1B}[44m✓ C-011 is preparing.\u{1B}(B\u{1B}[m\
        \u{1B}[1;1H10:42\u{1B}[5;14Hready.\u{1B}[K\u{1B}[2;9H\u{1B}[2X\u{1B}[5;1H\u{1B}[K\u{1B}[?1049lended\u{1B}]0;a title\u{7} 0\r\n
        """.utf8)

    @Test("A text that came and went is found as it stood, and one that never stood there is not")
    func found() {
        var replay = TerminalReplay()
        replay.feed(Self.bytes)
        let lines = replay.lines.map(\.text)
        #expect(lines.contains("  ✓ C-011 is preparing.") && lines.contains("  ✓ C-011 is ready."), "\(lines)")
        #expect(lines.contains("│ C-011 抹茶 │") && lines.contains("│ C-011   茶 │"), "\(lines)")
        #expect(lines.last == "ended 0" && !lines.contains { $0.contains("ready.ing") }, "\(lines)")
        #expect(replay.count == Self.bytes.count)
    }

    @Test("It does not matter in which pieces it comes")
    func pieces() {
        for cut in 1..<Self.bytes.count {
            var replay = TerminalReplay()
            replay.feed(Self.bytes[..<cut])
            replay.feed(Self.bytes[cut...])
            let lines = replay.lines.map(\.text)
            #expect(lines.contains("  ✓ C-011 is preparing.") && lines.contains("  ✓ C-011 is ready."), "\(cut)")
            #expect(lines.last == "ended 0", "\(cut): \(lines)")
        }
    }

    @Test("A toast is found by whoever looks when it has gone")
    func toast() async throws {
        let machine = try await Machine.withDemo()
        try await TmuxTerminal.open(try machine.person("ada")) { terminal in
            try await terminal.signIn("F3", until: "My orders 2 open")
            let toast = "The mouse selects text; m takes it back."
            #expect(try !terminal.sent.contains(toast))
            try await terminal.type("m")
            try await terminal.waitUntilSent(toast)
            try await terminal.waitUntilGone(toast)
            let mark = try terminal.sent.mark()
            #expect(try terminal.sent.contains(toast) && !terminal.sent.contains(toast, since: mark))
        }
    }
}
