import Foundation
import Testing

@Suite(.serialized, .stories)
struct FullDiskStories {
    @Test("While nothing can be saved the header says so on every screen, and goes back when there is room again")
    func banner() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let before = try await ada.run("orders", "list", "--limit", "500", "--json").objects().count
        try await TmuxTerminal.open(ada) { terminal in
            try await terminal.reviewCappuccino()
            let program = try await terminal.program()
            _ = try await terminal.run("prlimit --pid \(program) --fsize=0:")
            try await terminal.press("Enter")
            try await terminal.waitFor("No space is left on the disk")
            try await terminal.waitFor("✕ disk full")
            try await terminal.press("Escape")
            try await terminal.waitFor("My orders 2 open")
            #expect(try await terminal.screen().contains("✕ disk full"))
            _ = try await terminal.run("prlimit --pid \(program) --fsize=unlimited:")
            try await terminal.waitUntilGone("disk full")
            try await terminal.waitFor("● live")
            try await terminal.type("o")
            try await terminal.waitFor("Place order ]")
            try await terminal.press("Enter")
            try await terminal.waitFor("Your number is")
        }
        #expect(try await ada.run("orders", "list", "--limit", "500", "--json").objects().count == before + 1)
    }

    @Test("Whoever cannot sign in for want of space sees why, and that it lasts")
    func signIn() async throws {
        let machine = try await Machine.withDemo()
        try await TmuxTerminal.open(try machine.person("ada")) { terminal in
            try await terminal.enter("igniflo")
            try await terminal.waitFor("This is a demo.")
            let program = try await terminal.program()
            _ = try await terminal.run("prlimit --pid \(program) --fsize=0:")
            try await terminal.press("F3")
            try await terminal.waitFor("No space is left on the disk")
            try await terminal.waitFor("✕ disk full")
            _ = try await terminal.run("prlimit --pid \(program) --fsize=unlimited:")
            try await terminal.waitUntilGone("disk full")
            try await terminal.press("F3")
            try await terminal.waitFor("My orders 2 open")
        }
    }
}
