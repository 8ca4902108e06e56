import Foundation
import Testing

@Suite(.serialized, .stories)
struct DisplayStories {
    @Test("The display shows a ticket when it is prepared and ready, needs nobody, and q leaves it")
    func display() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let grace = try await machine.signedIn("grace")
        try await TmuxTerminal.open(try machine.person("shelf"), width: 60, height: 20) { terminal in
            try await terminal.enter("clear; igniflo display; echo ended $?")
            try await terminal.waitFor("PREPARING")
            let order = try await ada.run("orders", "place", "--item", "Espresso=1", "--json").object()
            let ticket = try #require(order["ticket"] as? String)
            _ = try await grace.run("orders", "status", ticket, "preparing")
            try await terminal.waitFor(ticket)
            #expect(try await !terminal.screen().contains("Ada"))
            _ = try await grace.run("orders", "status", ticket, "ready")
            try await terminal.waitUntilGone(ticket)
            try await terminal.type("x>1")
            try await terminal.press("Enter", "Escape")
            let shown = try await ada.run("orders", "show", ticket, "--json")
            #expect(shown.output.contains("\"status\":\"ready\""))
            try await terminal.type("q")
            try await terminal.waitFor("ended 0")
        }
    }
}
