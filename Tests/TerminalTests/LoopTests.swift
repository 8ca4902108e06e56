import Foundation
import Testing

/// The loop in a real terminal, by every write that reaches it.
struct LoopTests {
    /// More than ncurses writes at once by itself, in bytes.
    private static let large = 2_800

    /// What a key that changes something brings about. What is drawn beside that differs from nothing that is shown.
    private func writes(of key: String, in terminal: LoopTerminal) async throws -> [String] {
        try await terminal.notes(typing: key, until: "wrote").map(\.words).filter { $0 != "drawn" }
    }

    @Test("A thousand changes that come together make one frame")
    func burst() async throws {
        let terminal = try await LoopTerminal()
        let notes = try await terminal.notes(typing: "b", until: "wrote")
        #expect(notes.map(\.words) == ["heard b", "drawn", "wrote"])
        #expect(terminal.text(try #require(notes.last?.write)).contains("1000."))
        #expect(try await writes(of: "+", in: terminal) == ["heard +", "wrote"], "and no more comes of them")
    }

    @Test("A storm of changes makes a few frames at once, and then no more than 60 a second")
    func storm() async throws {
        let terminal = try await LoopTerminal()
        let notes = try await terminal.notes(typing: "s", until: "wrote", after: "heard the end")
        let times = notes.compactMap { $0.write?.time }
        try #require(times.count >= 40)
        let frameTime = Duration.nanoseconds(1_000_000_000 / 60)
        for first in times.indices {
            for last in times.indices where last >= first + 3 {
                #expect(times[last] - times[first] >= frameTime * (last - first - 2), "frames \(first) to \(last)")
            }
        }
    }

    @Test("A key, a message and a clock that change nothing send nothing to the terminal")
    func nothing() async throws {
        let terminal = try await LoopTerminal()
        var notes = try await terminal.notes(typing: "x", until: "drawn", after: "heard x")
        notes += try await terminal.notes(typing: "n", until: "drawn", after: "heard the last of nothing new")
        notes += try await terminal.notes(typing: "t", until: "drawn", after: "heard the last tick")
        notes += try await terminal.notes(typing: "x", until: "drawn", after: "heard x")
        #expect(notes.count { $0.words.hasSuffix("nothing new") } == 40)
        #expect(notes.count { $0.words.hasSuffix("tick") } == 20)
        #expect(notes.allSatisfy { $0.write == nil }, "\(notes)")
        // They do not count as frames either: none of them is held back, and no change after them.
        #expect(notes.count { $0.words == "drawn" } >= 60)
        #expect(try await writes(of: "+", in: terminal) == ["heard +", "wrote"])
    }

    @Test("Of a frame only the cells that differ are sent")
    func differences() async throws {
        let terminal = try await LoopTerminal()
        let notes = try await terminal.notes(typing: "+", until: "wrote")
        let text = terminal.text(try #require(notes.last?.write))
        #expect(text.replacing(/\u{1B}(\[[0-9;?]*[A-Za-z]|\(B)/, with: "") == "1", "\(text.debugDescription)")
    }

    @Test("A frame is one write, however large, and where the cursor comes and goes, too")
    func oneWrite() async throws {
        let terminal = try await LoopTerminal()
        for key in ["f", "+", "f", "\u{C}", "f"] {
            let notes = try await terminal.notes(typing: key, until: "wrote")
            let write = try #require(notes.last?.write)
            #expect(notes.map(\.words).suffix(2) == ["drawn", "wrote"] && write.isWhole, "\(notes)")
            #expect(write.bytes.count > Self.large || key == "+", "\(write)")
        }
        // And no second write follows.
        #expect(try await terminal.end().first?.words == "heard q")
    }

    @Test("A key is answered by its frame before the work begins that it asks for")
    func order() async throws {
        let terminal = try await LoopTerminal()
        let notes = try await terminal.notes(typing: "w", until: "worked")
        #expect(notes.map(\.words).prefix(3) == ["heard w", "drawn", "wrote"])
    }

    @Test("Work does not wait for a frame that is held back")
    func held() async throws {
        let terminal = try await LoopTerminal()
        // It comes only where work is asked for and done more often than frames are drawn.
        _ = try await terminal.notes(typing: "r", until: "heard the last round")
    }

    @Test("What the last key asks for is done")
    func last() async throws {
        let terminal = try await LoopTerminal()
        #expect(try await terminal.end().map(\.words).contains("worked"))
    }

    @Test("The keypad types what is printed on it, and a late answer of the terminal types nothing")
    func keypad() async throws {
        let terminal = try await LoopTerminal()
        let typed = "\u{1B}Op\u{1B}]11;rgb:9999/9999/9999\u{7}\u{1B}P>|+s b\u{1B}\\\u{1B}[?62;4c\u{1B}Ok"
        let notes = try await terminal.notes(typing: typed, until: "wrote")
        #expect(notes.map(\.words).filter { $0 != "drawn" } == ["heard 0", "heard +", "wrote"])
    }

    @Test("Keypad and arrows are taken out of their application modes, and not put into them")
    func modes() async throws {
        let terminal = try await LoopTerminal()
        #expect(terminal.text.contains("\u{1B}[?1l\u{1B}>"), "before the first frame")
        _ = try await terminal.end()
        #expect(!terminal.text.contains("\u{1B}=") && !terminal.text.contains("\u{1B}[?1h"))
    }

    @Test("Esc alone is heard although nothing follows it")
    func escape() async throws {
        let terminal = try await LoopTerminal()
        let notes = try await terminal.notes(typing: "\u{1B}", until: "heard ")
        #expect(notes.last?.words == "heard ")
    }

    @Test("A terminal with a light background gets the light colours when it says so, and none is asked without need")
    func background() async throws {
        let plain = try await LoopTerminal()
        _ = try await plain.end()
        #expect(!plain.text.contains("\u{1B}]11;?"))

        let terminal = try await LoopTerminal("ask")
        _ = try await terminal.notes(typing: "f", until: "wrote")
        #expect(terminal.text.contains("\u{1B}]11;?\u{1B}\\"), "the first frame has come without an answer")
        let notes = try await terminal.notes(typing: "\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\", until: "wrote")
        #expect(notes.map(\.words) == ["drawn", "wrote"])
    }

    @Test("A terminal with a dark background keeps its colours when it says so")
    func darkBackground() async throws {
        let terminal = try await LoopTerminal("ask")
        let notes = try await terminal.notes(typing: "\u{1B}]11;rgb:0000/0000/0000\u{1B}\\f", until: "wrote")
        #expect(notes.map(\.words).filter { $0 != "drawn" } == ["heard f", "wrote"])
    }
}
