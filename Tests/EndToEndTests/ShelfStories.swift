import Foundation
import Testing

@Suite(.serialized, .stories)
struct ShelfStories {
    @Test("An admin changes a product, restocks it, takes it off the menu and brings it back; its history tells")
    func changing() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let edited = try await grace.run(
            "products", "edit", "FLAT white", "--price", "3.80", "--description", "Double ristretto", "--json"
        ).object()
        #expect(edited["price"] as? Int == 380 && edited["name"] as? String == "Flat white")
        let before = try #require(edited["stock"] as? Int)
        let more = try await grace.run("products", "restock", "Flat white", "--by", "12", "--json").object()
        #expect(more["stock"] as? Int == before + 12)
        let less = try await grace.run(
            "products", "restock", "Flat white", "--by", "-2", "--reason", "spilt", "--json")
        #expect(try less.object()["stock"] as? Int == before + 10)

        let history = try await grace.run("products", "history", "Flat white", "--limit", "2", "--json").objects()
        #expect(Set(history[0].keys) == ["at", "kind", "delta", "stock", "ticket", "by", "reason"])
        #expect(history.map { $0["delta"] as? Int } == [-2, 12])
        #expect(history.map { $0["kind"] as? String } == ["correction", "restock"])
        #expect(history.map { $0["stock"] as? Int } == [before + 10, before + 12])
        #expect(history[0]["reason"] as? String == "spilt" && history[0]["by"] as? String == "Grace Hopper")
        #expect(try await grace.run("products", "history", "Flat white").output.contains("spilt"))

        let gone = try await grace.run("products", "archive", "Flat white", "--json").object()
        #expect(gone["archived"] as? Bool == true)
        #expect(try await !grace.run("products", "list").output.contains("Flat white "))
        let back = try await grace.run("products", "archive", "flat white", "--restore")
        #expect(back.code == 0 && back.output.contains("€3.80"))
    }

    @Test("What is no product, no number, or no reason is refused by name")
    func refusals() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let ada = try await machine.signedIn("ada")
        try await grace.isRefused(
            "products", "edit", "Esspresso", "--price", "1",
            says: "There is no product “Esspresso”. Did you mean “Espresso”?")
        try await grace.isRefused(
            "products", "edit", "Espresso", "--name", "Flat white",
            says: "The product's name: This is taken. Please choose another.")
        try await grace.isRefused(
            "products", "restock", "Espresso", "--by", "-1", says: "Reason: Please fill this in.")
        try await grace.isRefused(
            "products", "restock", "Espresso", "--by", "0", says: "Quantity: At least one piece more or less, please.")
        let tooMany = try await grace.run("products", "restock", "Espresso", "--by", "-9999", "--reason", "x")
        #expect(tooMany.code == 1 && tooMany.complaint?.contains("9999 cannot be taken away") == true)
        for call in [
            ["products", "edit", "Espresso"], ["products", "edit", "Espresso", "--price", "free"],
            ["products", "restock", "Espresso"], ["products", "restock", "Espresso", "--by", "many"],
            ["products", "archive"], ["products", "history", "Espresso", "--limit", "0"],
        ] {
            let outcome = try await grace.start(call).outcome()
            #expect(outcome.code == 64, "\(outcome.unexpected)")
            #expect(outcome.complaint != nil && outcome.output.isEmpty)
        }
        let reserved = "Only an admin of the shop can do this."
        try await ada.isRefused("products", "restock", "Espresso", "--by", "5", says: reserved)
        try await ada.isRefused("products", "export", says: reserved)
    }

    @Test("The catalogue goes out as CSV and comes back: looked at first, then all of it")
    func files() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let file = machine.folder.appending(path: "menu.csv")
        let written = try await grace.run("products", "export", file.path, "--json")
        #expect(try written.object() as? [String: String] == ["path": file.path])
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(try await grace.run("products", "export").output == text)
        try await grace.isRefused(
            "products", "export", file.path, says: "\(file.path): it is there already; please choose another name.")

        let changed = "name,price,stock\nFlat white,3.90,50\n'=Tea;2,2.50,7\n"
        try Data(changed.utf8).write(to: file)
        let plan = try await grace.run("products", "import", file.path, "--dry-run", "--json").objects()
        #expect(plan.map { $0["outcome"] as? String } == ["change", "create"])
        #expect(Set(plan[0].keys) == ["line", "outcome", "name", "changes", "problem"])
        let changes = try #require(plan[0]["changes"] as? [[String: String]])
        #expect(changes.contains { $0["field"] == "price" && $0["from"] == "3.60" && $0["to"] == "3.90" })
        let arrival = try #require(plan[1]["changes"] as? [[String: String]])
        #expect(arrival.map { $0["field"] } == ["price", "stock"] && arrival.map { $0["to"] } == ["2.50", "7"])
        let told = try await grace.run("products", "import", file.path, "--dry-run").lines
        #expect(told.contains("Line 3, =Tea;2: new, price 2.50, stock 7"), "\(told)")
        #expect(told.contains { $0.hasPrefix("Line 2, Flat white: price 3.60 ") && $0.contains("3.90") })
        #expect(try await !grace.run("products", "list").output.contains("=Tea"))

        let done = try await grace.run("products", "import", file.path)
        #expect(done.code == 0 && done.output.contains("1 created, 1 changed, 0 unchanged"))
        let products = try await grace.run("products", "list", "--json").objects()
        #expect(products.first { $0["name"] as? String == "=Tea;2" }?["stock"] as? Int == 7)
        #expect(products.first { $0["name"] as? String == "Flat white" }?["stock"] as? Int == 50)
    }

    @Test("A file with one bad line is not imported at all, and every bad line is named")
    func badFiles() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let file = machine.folder.appending(path: "bad.csv")
        try Data("name,price,stock\nGood tea,2.50,7\nBad tea,free,7\nWorse tea,2.50,-1\n".utf8).write(to: file)
        for flags in [["--dry-run"], []] {
            let outcome = try await grace.start(["products", "import", file.path, "--json"] + flags).outcome()
            #expect(outcome.code == 1, "\(outcome.unexpected)")
            #expect(outcome.complaint?.contains("Nothing was imported.") == true)
            let problems = try outcome.objects().filter { $0["outcome"] as? String == "problem" }
            #expect(problems.map { $0["line"] as? Int } == [3, 4])
        }
        #expect(try await !grace.run("products", "list").output.contains("Good tea"))
        try Data("name,price\n\"Tea,2\n".utf8).write(to: file)
        let open = try await grace.run("products", "import", file.path)
        #expect(open.complaint == "igniflo: Line 2: a quote is opened and never closed. Nothing was imported.")
        try await grace.isRefused(
            "products", "import", "/nowhere.csv", says: "/nowhere.csv: it is not there, or may not be read.")
    }
}
