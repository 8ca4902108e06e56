import Foundation
import Testing

/// What a command did while its output could not be written.
@Suite(.serialized, .stories)
struct UntoldStories {
    @Test(
        "An order whose ticket could not be printed is told on standard error; with its request it is not placed twice")
    func place() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let before = try await orders(of: ada)
        for json in ["", " --json"] {
            let untold = try await ada.shell("igniflo orders place --item Espresso=1\(json) > /dev/full")
            #expect(untold.code == 69, "\(untold.unexpected)")
            let complaint = try #require(untold.complaint)
            #expect(complaint.hasPrefix("igniflo: The output cannot be written"))
            let told = try #require(
                complaint.firstMatch(
                    of: #/The order is placed: (C-\d+), placed, unpaid, €2\.40\. With --request (\S+) it/#))
            let again = try await ada.run(
                "orders", "place", "--item", "Espresso=1", "--request", String(told.2), "--json")
            #expect(try again.object()["ticket"] as? String == String(told.1))
        }
        #expect(try await orders(of: ada) == before + 2)
    }

    @Test("An order that nobody reads about is told on standard error, too")
    func closedPipe() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let closed = try await ada.shell(
            "mkfifo gone; true < gone & exec 4> gone; wait; igniflo orders place --item Espresso=1 >&4; echo $? >&2")
        let lines = closed.errors.split(separator: "\n")
        #expect(lines.first?.contains("The order is placed: C-") == true && lines.last == "0", "\(closed.unexpected)")
    }

    @Test("What was done to an order or a product is told on standard error where it cannot be printed")
    func changes() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let placed = try await grace.run("orders", "place", "--item", "Espresso=1", "--walk-in", "Bo", "--json")
            .object()
        let ticket = try #require(placed["ticket"] as? String)
        for (call, told) in [
            ("orders pay \(ticket)", "It is done: \(ticket), placed, paid, €2.40."),
            ("products restock Espresso --by 7", "It is done: Espresso, €2.40, "),
        ] {
            let untold = try await grace.shell("igniflo \(call) > /dev/full")
            #expect(untold.code == 69, "\(untold.unexpected)")
            #expect(untold.complaint?.contains(told) == true, "\(untold.unexpected)")
        }
    }

    private func orders(of person: Person) async throws -> Int {
        try await person.run("orders", "list", "--limit", "500", "--json").objects().count
    }
}
