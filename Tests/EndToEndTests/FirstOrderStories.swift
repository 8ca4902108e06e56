import Foundation
import Testing

/// What someone does who was told nothing.
@Suite(.serialized, .stories)
struct FirstOrderStories {
    /// Keys pressed beyond typing text.
    private final class Presses {
        private let terminal: TmuxTerminal
        private(set) var count = 0

        init(_ terminal: TmuxTerminal) { self.terminal = terminal }

        func press(_ key: String) async throws {
            count += 1
            try await terminal.press(key)
        }
    }

    @Test("Two things with a note are ordered, and the order is found, in ten presses beyond typing")
    func tenPresses() async throws {
        let machine = try await Machine.withDemo()
        let ada = try machine.person("ada")
        try await TmuxTerminal.open(ada) { terminal in
            let keys = Presses(terminal)
            try await terminal.enter("igniflo demo")
            try await terminal.waitFor("Welcome to Corner Café.")
            try await terminal.type("ada@example.com")
            try await keys.press("Enter")
            try await terminal.type("igniflo-ada")
            try await keys.press("Enter")
            try await terminal.waitFor("My orders")
            try await terminal.waitFor("Menu 50")

            try await keys.press("/")
            try await terminal.type("flat white")
            try await terminal.waitFor("▸ Flat white")
            try await keys.press("Enter")
            try await terminal.waitFor("Your order 1")
            try await keys.press("/")
            try await terminal.type("brownie")
            try await terminal.waitFor("▸ Brownie")
            try await keys.press("Enter")
            try await terminal.waitFor("Your order 2")
            try await keys.press("n")
            try await terminal.waitFor("A note for Brownie")
            try await terminal.type("warm, please")
            try await keys.press("Enter")
            try await terminal.waitUntilGone("A note for Brownie")
            try await keys.press("o")
            try await terminal.waitFor("Place order ]")
            try await keys.press("Enter")
            try await terminal.waitFor("Your number is")
            #expect(try await terminal.screen().contains("○ Placed"))
            #expect(keys.count == 10)
            // All of it is one more key away.
            try await terminal.press("Enter")
            try await terminal.waitFor("We have your order")
            let screen = try await terminal.screen()
            #expect(screen.contains("Flat white"))
            #expect(screen.contains("warm, please"))
        }
    }

    @Test("A theme that was chosen is there the next time, in a file that explains itself and keeps what else it says")
    func rememberedTheme() async throws {
        let machine = try await Machine.withDemo()
        let ada = try machine.person("ada")
        let file = ada.home.appending(path: "config/igniflo/config")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("database = /srv/shop/shop.db\n".utf8).write(to: file)
        try await TmuxTerminal.open(ada) { terminal in
            try await terminal.enter("XDG_CONFIG_HOME=$HOME/config igniflo demo")
            try await terminal.waitFor("Welcome to Corner Café.")
            try await terminal.press("C-p")
            try await terminal.waitFor("Actions")
            try await terminal.type("light")
            try await terminal.waitFor("Theme: light")
            try await terminal.press("Enter")
            try await waitUntil("the theme in the file") {
                (try? String(contentsOf: file, encoding: .utf8))?.contains("theme = light") == true
            }
            try await terminal.press("Escape")
            try await terminal.waitFor("shell>")
        }
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains("# theme: dark, light, high-contrast"))
        #expect(text.contains("\ndatabase = /srv/shop/shop.db\n"))
    }

    @Test("Whoever gives the mouse back to the terminal has not chosen a theme by that")
    func rememberedMouse() async throws {
        let machine = try await Machine.withDemo()
        let ada = try machine.person("ada")
        let file = ada.home.appending(path: "config/igniflo/config")
        try await TmuxTerminal.open(ada) { terminal in
            try await terminal.enter("export XDG_CONFIG_HOME=$HOME/config")
            try await terminal.signIn("F3", until: "My orders 2 open")
            try await terminal.type("m")
            try await waitUntil("the mouse in the file") {
                (try? String(contentsOf: file, encoding: .utf8))?.contains("\nmouse = off\n") == true
            }
        }
        #expect(try !String(contentsOf: file, encoding: .utf8).contains("\ntheme ="))
    }

    @Test("The keypad, replies of the terminal and letters of other alphabets order nothing that nobody meant")
    func keysNobodyPressed() async throws {
        let machine = try await Machine.withDemo()
        try await TmuxTerminal.open(try machine.person("ada")) { terminal in
            try await terminal.signIn("F3", until: "My orders 2 open")
            let replies = ["]11;rgb:9999/9999/9999\u{7}", "P>|9+9\u{1B}\\", "_G9;+\u{1B}\\", "[?62;9c", "[9;9R", "[O"]
            for reply in replies { try await terminal.send([0x1B] + Array(reply.utf8)) }
            try await terminal.type("ю")
            try await terminal.waitFor("please switch the keyboard")
            #expect(try await terminal.screen().contains("Nothing yet."))
            // 3 of the keypad in its application mode: so many of the chosen product.
            try await terminal.send(Array("\u{1B}Os".utf8))
            try await terminal.waitFor("Your order 3")
        }
    }
}
