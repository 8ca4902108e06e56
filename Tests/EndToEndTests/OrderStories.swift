import Foundation
import Testing

@Suite(.serialized, .stories)
struct OrderStories {
    @Test("A customer orders; the shop prepares, hands over and is paid; both see the same order")
    func wholeFlow() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let grace = try await machine.signedIn("grace")

        let placed = try await ada.run(
            "orders", "place", "--item", "Flat white=2", "--item", "brownie=1", "--note", "to go", "--json")
        #expect(placed.code == 0)
        let order = try placed.object()
        #expect(
            Set(order.keys) == [
                "id", "ticket", "customer", "status", "payment", "paymentReceived", "total", "currency", "items",
                "note",
                "version", "createdAt", "updatedAt",
            ])
        #expect(order["customer"] as? String == "Ada Lovelace")
        #expect(order["status"] as? String == "placed")
        #expect(order["payment"] as? String == "unpaid")
        #expect(order["paymentReceived"] as? Bool == false)
        #expect(order["total"] as? Int == 2 * 360 + 320)
        #expect(order["currency"] as? String == "EUR")
        #expect(order["note"] as? String == "to go")
        #expect((order["createdAt"] as? String)?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
        let items = try #require(order["items"] as? [[String: Any]])
        #expect(items.map { $0["name"] as? String } == ["Flat white", "Brownie"])
        #expect(Set(items[0].keys) == ["product", "name", "quantity", "price", "note"])
        let id = try String(#require(order["id"] as? Int))
        let ticket = try #require(order["ticket"] as? String)

        let steps = [
            ["status", id, "preparing"], ["status", ticket, "ready"], ["pay", ticket], ["status", id, "completed"],
        ]
        for step in steps {
            let outcome = try await grace.start(["orders"] + step).outcome()
            #expect(outcome.code == 0, "\(outcome.unexpected)")
        }
        let shown = try await ada.run("orders", "show", id, "--json").object()
        #expect(shown["status"] as? String == "completed")
        #expect(shown["payment"] as? String == "paid")
        #expect(shown["paymentReceived"] as? Bool == true)
        #expect(shown["version"] as? Int == 5)
        #expect(try await grace.run("orders", "show", ticket, "--json").object()["id"] as? Int == order["id"] as? Int)

        let read = try await ada.run("orders", "show", id)
        for words in [ticket, "completed", "Flat white", "Total", "placed → preparing", "Grace Hopper"] {
            #expect(read.output.contains(words))
        }
    }

    @Test("The shop says no with exit code 1 and one line; nothing is half done")
    func refusals() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let grace = try await machine.signedIn("grace")
        let id = try await placed(by: ada, "Flat white=1")

        try await ada.isRefused("orders", "status", id, "ready", says: "Only an admin of the shop can do this.")
        try await ada.isRefused("events", says: "Only an admin of the shop can do this.")
        try await ada.isRefused(
            "products", "create", "--name", "Mine", "--price", "1", "--stock", "1",
            says: "Only an admin of the shop can do this.")
        try await ada.isRefused("orders", "show", "999999", says: "There is no order “999999”.")
        try await ada.isRefused(
            "orders", "place", "--item", "Esspresso=1",
            says: "There is no product “Esspresso”. Did you mean “Espresso”?")
        for none in ["Flat white=0", "Flat white=-1"] {
            try await ada.isRefused("orders", "place", "--item", none, says: "Quantity: At least 1 of each, please.")
        }
        try await ada.isRefused(
            "orders", "place", "--item", "Flat white=1000", says: "Quantity: At most 999 of each, please.")
        try await grace.isRefused("orders", "cancel", id, says: "Reason: Please fill this in.")
        let unpaid = try await grace.run("orders", "status", id, "completed")
        #expect(unpaid.code == 1)
        #expect(unpaid.complaint?.contains("add --unpaid") == true)

        #expect(try await ada.run("orders", "cancel", id).code == 0)
        let final = try await grace.run("orders", "status", id, "ready")
        #expect(final.code == 1)
        #expect(final.complaint?.contains("a cancelled order is final") == true)
        #expect(try await grace.run("health", "--full").code == 0)
    }

    @Test("Words that are off end with 64 and say where to look")
    func usage() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let calls = [
            ["orders", "place"], ["orders", "place", "--item", "Flat white"],
            ["orders", "place", "--item", "Flat white=two"], ["orders", "place", "--item", "Flat white="],
            ["orders", "place", "--item", "Flat white=1.5"],
            ["orders", "place", "--item", "Flat white=99999999999999999999"],
            ["orders", "place", "--item", "=2"], ["orders", "place", "--item", "4=1", "--request", "short"],
            ["orders", "status", "1", "eaten"], ["orders", "list", "--limit", "0"],
            ["orders", "watch", "--since", "-1"],
            ["orders", "frobnicate"], ["frobnicate"], ["login"], ["--frobnicate"],
            ["products", "list", "--database", ""],
        ]
        for call in calls {
            let outcome = try await ada.start(call).outcome()
            #expect(outcome.code == 64, "\(outcome.unexpected)")
            #expect(outcome.complaint?.hasPrefix("igniflo: ") == true, "\(outcome.unexpected)")
            #expect(outcome.output.isEmpty)
        }
        #expect(try await ada.run("orders", "place", "--help").code == 0)
        #expect(try await ada.run("--help").output.contains("Exit codes: 0 done"))
    }

    @Test("The same request twice is one order; with other contents it is refused")
    func sameRequest() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let first = try await ada.run("orders", "place", "--item", "4=1", "--request", "till-2-0017", "--json")
        let again = try await ada.run("orders", "place", "--item", "4=1", "--request", "till-2-0017", "--json")
        #expect(first.code == 0)
        #expect(first.output == again.output)
        try await ada.isRefused(
            "orders", "place", "--item", "4=2", "--request", "till-2-0017",
            says: "This order was already placed with other contents. Please start a new one.")
    }

    @Test("Eight processes want the last five pieces: five orders, three hear that none is left")
    func lastPieces() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let created = try await grace.run(
            "products", "create", "--name", "Last of them", "--price", "2", "--stock", "5")
        #expect(created.code == 0)

        let ada = try await machine.signedIn("ada")
        let call = ["orders", "place", "--item", "Last of them=1", "--json"]
        let running = try (0..<8).map { _ in try ada.start(call) }
        var outcomes: [Outcome] = []
        for program in running {
            outcomes.append(try await program.outcome(whileBusy: { try ada.start(call) }))
        }

        let placed = outcomes.filter { $0.code == 0 }
        #expect(placed.count == 5)
        #expect(try Set(placed.map { try $0.object()["ticket"] as? String }).count == 5)
        for refused in outcomes where refused.code != 0 {
            #expect(refused.code == 1)
            #expect(
                refused.complaint == "igniflo: Not enough is left. Last of them: 1 wanted, 0 left. Nothing was ordered."
            )
        }
        let products = try await ada.run("products", "list", "--json").objects()
        #expect(products.first { $0["name"] as? String == "Last of them" }?["stock"] as? Int == 0)
        #expect(try await grace.run("health", "--full").code == 0)
    }

    @Test("An admin places for a walk-in; a customer sees only their own orders")
    func whose() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let grace = try await machine.signedIn("grace")
        let walkIn = try await grace.run(
            "orders", "place", "--item", "Espresso=1", "--walk-in", "Bo", "--json"
        ).object()
        #expect((walkIn["ticket"] as? String)?.hasPrefix("K-") == true)
        #expect(walkIn["customer"] as? String == "Bo")
        let id = try String(#require(walkIn["id"] as? Int))
        try await ada.isRefused("orders", "show", id, says: "There is no order “\(id)”.")
        #expect(try await ada.run("orders", "place", "--item", "Espresso=1", "--walk-in", "Bo").code == 1)

        let own = try await ada.run("orders", "list", "--json").objects()
        #expect(Set(own.map { $0["customer"] as? String }) == ["Ada Lovelace"])
        let all = try await grace.run("orders", "list", "--json", "--limit", "500").objects()
        #expect(all.count > own.count)
        #expect(all.first?["id"] as? Int == walkIn["id"] as? Int)
        let ready = try await grace.run("orders", "list", "--json", "--status", "cancelled").objects()
        #expect(!ready.isEmpty && ready.allSatisfy { $0["status"] as? String == "cancelled" })
        let older = try await grace.run("orders", "list", "--json", "--before", id, "--limit", "1").objects()
        #expect(older.map { $0["id"] as? Int } == [all[1]["id"] as? Int])
    }

    // MARK: the parts

    private func placed(by person: Person, _ item: String) async throws -> String {
        let outcome = try await person.run("orders", "place", "--item", item, "--json")
        return try String(#require(outcome.object()["id"] as? Int))
    }
}
