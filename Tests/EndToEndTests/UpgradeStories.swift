import Foundation
import GRDB
import NextSchema
import Testing

/// A newer program upgrades the shop, and those who come or work meanwhile are told.
@Suite(.serialized, .stories)
struct UpgradeStories {
    /// A machine whose shop is one of the first schema, as a program of then has left it.
    private static func oldMachine() throws -> Machine {
        let machine = try Machine()
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let kept = tests.appending(path: "StoreTests/Kept/schema-1.sqlite")
        try FileManager.default.copyItem(at: kept, to: URL(filePath: machine.database))
        return machine
    }

    @Test("Opening an older shop tells whoever waits how far its upgrade is, and then shows the shop")
    func progress() async throws {
        let machine = try Self.oldMachine()
        let queue = try DatabaseQueue(path: machine.database)
        try await queue.writeWithoutTransaction { try GrownShop.add(120_000, to: $0) }
        try queue.close()
        try await TmuxTerminal.open(try machine.person("grace")) { terminal in
            try await terminal.enter("clear; igniflo; echo ended $?")
            try await terminal.waitUntilSent("Upgrading ")
            try await terminal.waitFor("This is a demo.")
            #expect(try await !terminal.screen().contains("Upgrading "))
            try await terminal.press("C-c", "C-c")
            try await terminal.waitFor("ended 130")
            #expect(try await !terminal.screen().contains("Upgrading "))
        }
        let health = try await machine.person("grace").run("health", "--json")
        #expect(health.code == 0 && health.output.contains("\"upgradedFrom\":1"), "\(health.unexpected)")
    }

    @Test("A word that is completed at the shell upgrades no shop")
    func completion() async throws {
        let machine = try Self.oldMachine()
        let before = try machine.bytes()
        let ada = try machine.person("ada")
        // As the shells' scripts ask.
        let words = [
            "---completion", "products", "edit", "--", "positional@0", "3", "0", "igniflo", "products", "edit", "",
        ]
        func offered() async throws -> String {
            try await ada.start(words, changes: ["SAP_SHELL": "bash"]).outcome().output
        }
        #expect(try await offered().trimmingCharacters(in: .whitespacesAndNewlines).isEmpty)
        #expect(try machine.bytes() == before)
        #expect(try await ada.run("health").code == 0)
        #expect(try await offered().contains("Flat white"))
    }

    @Test("While another terminal upgrades the shop, commands and screens say so, and not that it is busy")
    func others() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        try await TmuxTerminal.open(ada) { terminal in
            try await terminal.reviewCappuccino()
            let held = try HeldShop(machine, isReadable: true, isUpgrading: true)
            let refused = try await ada.run("products", "list")
            #expect(refused.code == 69, "\(refused.unexpected)")
            #expect(refused.complaint?.contains("is being upgraded by another terminal") == true)
            #expect(refused.complaint?.contains("Please wait") == true)
            try await terminal.press("Enter")
            try await terminal.waitFor("being upgraded by another terminal")
            held.release()
            try await terminal.press("Escape")
            try await terminal.waitFor("My orders")
            try await terminal.type("o")
            try await terminal.waitFor("Place order ]")
            try await terminal.press("Enter")
            try await terminal.waitFor("Your number is")
        }
    }

    @Test("Terminals that have the shop open when a newer program upgrades it say so, and write nothing more")
    func leftBehind() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let watch = try ada.start(["orders", "watch", "--since", "0"])
        try await watch.waitUntil("the watch is there") { !$0.isEmpty }
        try await TmuxTerminal.open(ada) { terminal in
            try await terminal.reviewCappuccino()
            let queue = try DatabaseQueue(path: machine.database)
            try await queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 4242") }
            try await terminal.waitFor("not reachable")
            try await terminal.press("Enter")
            try await terminal.waitFor("was upgraded to version 4242")
        }
        let outcome = try await watch.outcome()
        #expect(outcome.code == 69, "\(outcome.unexpected)")
        #expect(outcome.complaint?.contains("Please start the newer igniflo") == true, "\(outcome.unexpected)")
    }
}
