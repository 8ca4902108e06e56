import Foundation
import Soaking
import Testing

/// What people, cats and networks do to a terminal.
@Suite(.serialized, .stories)
struct RoughHandlingStories {
    @Test("A storm of sizes, down to one cell, ends in a whole picture")
    func resizeStorm() async throws {
        let machine = try await Machine.withDemo()
        try await TmuxTerminal.open(try machine.person("ada")) { terminal in
            try await terminal.signIn("F3", until: "My orders 2 open")
            let sizes = [
                (1, 1), (200, 60), (40, 12), (39, 12), (40, 11), (3, 50), (250, 2), (80, 24), (99, 30), (100, 30),
            ]
            for round in 1...Soak.count(8, soak: 500) {
                for (width, height) in sizes {
                    try await terminal.resize(width: width, height: height)
                    if round % 2 == 0 { try await terminal.type("j") }
                }
            }
            try await terminal.resize(width: 39, height: 12)
            try await terminal.waitFor("A little larger, please")
            try await terminal.resize(width: 120, height: 36)
            try await terminal.waitFor("My orders 2 open")
            try await terminal.type("q")
            try await terminal.waitFor("ended 0")
        }
    }

    @Test("Buttons and the footer are clicked")
    func mouse() async throws {
        let machine = try await Machine.withDemo()
        try await TmuxTerminal.open(try machine.person("someone")) { terminal in
            try await terminal.enter("igniflo; echo ended $?")
            try await terminal.waitFor("This is a demo.")
            try await terminal.click("register")
            try await terminal.waitFor("An account keeps your orders")
            try await terminal.click("Back ]")
            try await terminal.waitFor("This is a demo.")
            try await terminal.click("Look only ]")
            try await terminal.waitFor("Menu (look only)")
            try await terminal.click("Brownie")
            try await terminal.click("+ more")
            try await terminal.waitFor("Your order 1")
        }
    }

    @Test("The mouse goes back to the terminal and comes again by one key, and stays as it was left")
    func givingTheMouseBack() async throws {
        let machine = try await Machine.withDemo()
        let ada = try machine.person("ada")
        try await TmuxTerminal.open(ada) { terminal in
            try await terminal.signIn("F3", until: "My orders 2 open")
            try await terminal.type("m")
            try await terminal.waitUntilSent("The mouse selects text; m takes it back.")
            try await waitUntil("the mouse given back") { try await !terminal.modes().hasMouse }
            try await terminal.type("q")
            try await terminal.waitFor("ended 0")
            try await terminal.signIn("F3", until: "My orders 2 open")
            #expect(try await !terminal.modes().hasMouse)
            try await terminal.type("m")
            try await terminal.waitUntilSent("The mouse clicks here again.")
            try await waitUntil("the mouse") { try await terminal.modes().hasMouse }
        }
    }

    @Test("What another program has written over the screen is gone after Ctrl-L")
    func redraw() async throws {
        let machine = try await Machine.withDemo()
        try await TmuxTerminal.open(try machine.person("ada")) { terminal in
            try await terminal.signIn("F3", until: "My orders 2 open")
            try await terminal.scribble("a message from somewhere")
            try await terminal.waitFor("a message from somewhere")
            try await terminal.press("C-l")
            try await terminal.waitUntilGone("a message from somewhere")
            try await terminal.waitFor("My orders 2 open")
        }
    }

    @Test("Pasted text goes into fields only, on one line, and a megabyte of it does no harm")
    func paste() async throws {
        let machine = try await Machine.withDemo()
        let ada = try machine.person("ada")
        let file = machine.folder.appending(path: "long.txt")
        try Data(String(repeating: "q\nQ\n+ 9 \u{1B}[A 抹茶\n", count: 60_000).utf8).write(to: file)
        try await TmuxTerminal.open(ada) { terminal in
            try await terminal.signIn("F3", until: "My orders 2 open")
            try await terminal.paste("q\nQ\n+++\n9\n")
            try await terminal.paste(file: file)
            // The next key is heard after all that was pasted.
            try await terminal.type("/")
            try await terminal.waitFor("Enter put in  Tab to the list")
            #expect(try await terminal.screen().contains("Nothing yet."))
            try await terminal.paste("flat\nwhite")
            try await terminal.waitFor("/ flat white")
            try await terminal.paste(file: file)
            try await terminal.waitFor("Nothing like that.")
            try await terminal.press("C-u")
            try await terminal.type("brownie")
            try await terminal.press("Enter")
            try await terminal.waitFor("Your order 1")
        }
    }

    @Test("A paste that is held up on its way is still a paste, and none of it a key")
    func pasteHeldUp() async throws {
        try await untilInTime("a paste held up for less than three seconds") {
            let machine = try await Machine.withDemo()
            return try await TmuxTerminal.open(try machine.person("ada")) { terminal in
                try await terminal.signIn("F3", until: "My orders 2 open")
                let start = ContinuousClock.now
                try await terminal.send(Array("\u{1B}[200~the first part\n".utf8))
                try await waitUntil("the second") { start.duration(to: .now) > .seconds(1) }
                try await terminal.send(Array("qq\n+++\n\u{1B}[201~".utf8))
                guard start.duration(to: .now) < .seconds(2.5) else { return false }
                // The next key is heard after the paste.
                let mark = try terminal.sent.mark()
                try await terminal.type("/")
                let search = "Enter put in  Tab to the list"
                #expect(try await terminal.waitUntilSent([search, "ended 0"], since: mark) == search)
                #expect(try await terminal.screen().contains("Nothing yet."))
                return true
            }
        }
    }

    @Test("A paste whose end is lost is over when nothing more comes, and keys are heard again")
    func pasteWithoutEnd() async throws {
        let machine = try await Machine.withDemo()
        try await TmuxTerminal.open(try machine.person("ada")) { terminal in
            try await terminal.signIn("F3", until: "My orders 2 open")
            try await terminal.send(Array("\u{1B}[200~q".utf8))
            try await waitUntil("a key that is heard") {
                let start = ContinuousClock.now
                try await waitUntil("a silence") { start.duration(to: .now) > .seconds(4) }
                try await terminal.type("/")
                return try terminal.sent.contains("Enter put in  Tab to the list")
            }
            #expect(try await terminal.screen().contains("Nothing yet."))
        }
    }

    @Test("Keys that a terminal has and the program does not know type nothing")
    func unknownSequences() async throws {
        let machine = try await Machine.withDemo()
        try await TmuxTerminal.open(try machine.person("ada")) { terminal in
            try await terminal.signIn("F3", until: "My orders 2 open")
            for sequence in ["[99;9~", "[1;13Z", "[?62;4c", "[200;1u"] {
                try await terminal.send([0x1B] + Array(sequence.utf8))
            }
            try await terminal.type("/")
            try await terminal.waitFor("Enter put in  Tab to the list")
            #expect(try await terminal.screen().contains("Nothing yet."))
            for sequence in ["[99;9~", "[1;13Z"] { try await terminal.send([0x1B] + Array(sequence.utf8)) }
            try await terminal.type("brownie")
            try await terminal.waitFor("/ brownie")
        }
    }

    @Test(
        "The screens work on any terminal type, in any locale",
        arguments: [
            "xterm", "xterm-256color", "xterm-color", "xterm-mono", "screen", "tmux-256color", "linux", "vt100",
            "vt220", "ansi", "rxvt", "dumb",
        ])
    func types(term: String) async throws {
        let machine = try await Machine.withDemo()
        try await TmuxTerminal.open(try machine.person("someone"), width: 80, height: 24) { terminal in
            let before = try await terminal.settings()
            for locale in ["C.UTF-8", "C", "xx_XX.nowhere"] {
                try await terminal.enter("clear; LC_ALL=\(locale) TERM=\(term) igniflo; echo ended $?")
                try await lookAround(terminal, isDumb: term == "dumb")
                if locale == "C" { #expect(try await terminal.screen().unicodeScalars.allSatisfy(\.isASCII)) }
                try await leave(terminal, isDumb: term == "dumb")
                try await terminal.waitFor("ended 0")
                #expect(try await terminal.settings() == before, "\(locale)")
            }
        }
    }

    @Test("On a terminal of sixteen colours the screens use no others, and with NO_COLOR none at all")
    func sixteenColors() async throws {
        let machine = try await Machine.withDemo()
        let someone = try machine.person("someone")
        // Not every machine describes such a terminal.
        let source = """
            sixteen|a terminal of sixteen colours,
            \tcolors#16, pairs#256, setab=\\E[%?%p1%{8}%<%t4%p1%d%e10%p1%{8}%-%d%;m,
            \tsetaf=\\E[%?%p1%{8}%<%t3%p1%d%e9%p1%{8}%-%d%;m, use=xterm,

            """
        try Data(source.utf8).write(to: someone.home.appending(path: "sixteen"))
        try await TmuxTerminal.open(someone, width: 80, height: 24) { terminal in
            _ = try await terminal.run("tic -x -o $HOME/.terminfo $HOME/sixteen")
            for (setting, hasColor) in [("", true), ("NO_COLOR=1", false)] {
                try await terminal.enter("clear; TERM=sixteen \(setting) igniflo; echo ended $?")
                try await lookAround(terminal, isDumb: false)
                let codes = try await terminal.coloredScreen().matches(of: /\u{1B}\[([0-9;]*)m/)
                    .flatMap { $0.output.1.split(separator: ";").compactMap { Int($0) } }
                #expect(!codes.contains(38) && !codes.contains(48), "\(setting)")
                let colors = codes.filter { (30...37).contains($0) || (90...97).contains($0) }
                #expect(colors.isEmpty != hasColor, "\(setting): \(colors)")
                try await leave(terminal, isDumb: false)
                try await terminal.waitFor("ended 0")
            }
        }
    }

    private func lookAround(_ terminal: TmuxTerminal, isDumb: Bool) async throws {
        if isDumb { return try await terminal.waitFor("Number, 1 to 5:") }
        try await terminal.waitFor("This is a demo.")
        try await terminal.press("C-o")
        try await terminal.waitFor("Menu (look only)")
        try await terminal.waitFor("Almond croissant")
    }

    private func leave(_ terminal: TmuxTerminal, isDumb: Bool) async throws {
        if isDumb { try await terminal.press("C-d") } else { try await terminal.type("q") }
    }

    @Test("Where the locale takes only ASCII, the program's own signs are ASCII")
    func ascii() async throws {
        let machine = try await Machine.withDemo()
        try await TmuxTerminal.open(try machine.person("someone"), width: 80, height: 24) { terminal in
            try await terminal.enter("clear; LC_ALL=C igniflo; echo ended $?")
            try await terminal.waitFor("This is a demo.")
            try await terminal.press("C-o")
            try await terminal.waitFor("+ Menu 50 -")
            #expect(try await terminal.screen().unicodeScalars.allSatisfy(\.isASCII))
            try await terminal.type("q")
            try await terminal.waitFor("ended 0")
        }
    }

    @Test("A limit on the size of files keeps no frame from the terminal")
    func fileLimit() async throws {
        let machine = try await Machine.withDemo()
        try await TmuxTerminal.open(try machine.person("ada")) { terminal in
            try await terminal.signIn("F3", until: "My orders 2 open")
            _ = try await terminal.run("prlimit --pid \(try await terminal.program()) --fsize=0")
            try await terminal.type("?")
            try await terminal.waitFor("Everywhere")
            try await terminal.press("Escape")
            try await terminal.waitFor("My orders 2 open")
        }
    }

    @Test("Keys at random, twenty thousand or a million of them, do not make it fall")
    func randomKeys() async throws {
        let machine = try await Machine.withDemo()
        let script = """
            while :; do igniflo; code=$?; [ $code = 0 ] || [ $code = 130 ] || break; done
            echo fell with $code; exec cat > /dev/null

            """
        try Data(script.utf8).write(to: machine.folder.appending(path: "again.sh"))
        try await TmuxTerminal.open(try machine.person("cat")) { terminal in
            try await terminal.enter("exec sh again.sh")
            try await terminal.waitFor("This is a demo.")
            var keys = RandomKeys(seed: 20_261_124)
            for _ in 1...Soak.count(100, soak: 5_000) { try await terminal.send(keys.next(200)) }
            // A frame is drawn when all keys that are there have been taken.
            try await terminal.resize(width: 39, height: 12)
            try await terminal.waitFor("A little larger, please", within: .seconds(600))
            #expect(try await terminal.showsAlternateScreen())
        }
    }
}

/// Keys as a terminal sends them, the same for the same seed. What would end or stop the shell itself is left out.
private struct RandomKeys {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// The bytes of so many keys.
    mutating func next(_ count: Int) -> [UInt8] { (0..<count).flatMap { _ in key() } }

    private mutating func random(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(limit))
    }

    private mutating func key() -> [UInt8] {
        let escape: UInt8 = 0x1B
        switch random(20) {
        case 0: return [escape, 0x4F, UInt8(0x50 + random(4))]
        case 1...5: return [escape, 0x4F, UInt8(0x41 + random(4))]
        case 6...8: return [[0x0D], [0x09], [escape], [0x7F]][random(4)]
        case 9: return [escape, 0x5B, 0x4D, 32, UInt8(33 + random(120)), UInt8(33 + random(36))]
        case 10:
            // Ctrl-C, Ctrl-Q, Ctrl-S and Ctrl-Z are the terminal's own while no program is there.
            let control = UInt8(1 + random(26))
            return [3, 17, 19, 26].contains(control) ? [] : [control]
        case 11: return Array("é抹👩‍🍳شا".unicodeScalars.map(String.init)[random(7)].utf8)
        // What no encoding has.
        case 12: return (0...random(4)).map { _ in UInt8(0x80 + random(128)) }
        default: return [UInt8(0x20 + random(95))]
        }
    }
}
