import Foundation
import Testing

@Suite(.serialized, .stories)
struct MoneyStories {
    private func owner(_ currency: String, _ locale: String) async throws -> (machine: Machine, owner: Person) {
        let machine = try Machine()
        let owner = try machine.person("owner")
        let made = try await owner.run(
            "init", "--name", "Corner", "--currency", currency, "--locale", locale, "--admin-email",
            "owner@example.com", input: "correct horse\n")
        #expect(made.code == 0, "\(made.unexpected)")
        _ = try await owner.run("login", "owner@example.com", input: "correct horse\n")
        return (machine, owner)
    }

    @Test("Three decimals stay three decimals, from the command line to a file and back")
    func dinar() async throws {
        let (machine, owner) = try await owner("TND", "ar_TN")
        for (name, price) in [("Tea", "3,500"), ("Bun", "1.250"), ("Feast", "1.234,500")] {
            let made = try await owner.run("products", "create", "--name", name, "--price", price, "--stock", "9")
            #expect(made.code == 0, "\(made.unexpected)")
        }
        let prices = ["Tea": 3_500, "Bun": 1_250, "Feast": 1_234_500]
        func now() async throws -> [String: Int] {
            let products = try await owner.run("products", "list", "--json").objects()
            return products.reduce(into: [:]) { $0[$1["name"] as? String ?? ""] = $1["price"] as? Int }
        }
        #expect(try await now() == prices)
        let file = machine.folder.appending(path: "menu.csv").path
        #expect(try await owner.run("products", "export", file).code == 0)
        let back = try await owner.run("products", "import", file)
        #expect(back.code == 0 && back.output.contains("0 created, 0 changed, 3 unchanged"), "\(back.unexpected)")
        #expect(try await now() == prices)
        let other = try await owner.run("products", "edit", "Tea", "--price", "$3.500")
        #expect(other.code == 1 && other.complaint?.contains("“$” is not this shop's currency, which is TND.") == true)
    }

    @Test("A price that a file may mean in two ways is refused before it is a thousand times too high")
    func thousand() async throws {
        let (machine, owner) = try await owner("EUR", "de_DE")
        let file = machine.folder.appending(path: "menu.csv")
        try Data("name,price,stock\nKaffee,1.500,5\n".utf8).write(to: file)
        let refused = try await owner.run("products", "import", file.path)
        #expect(refused.code == 1)
        #expect(
            refused.complaint == "igniflo: Line 2, Price: This is 1500 or 1.5, and nothing in the file tells which. "
                + "Please write one of the two. Nothing was imported.")
        try Data("name,price,stock\nKaffee,1.500,5\nTee,2.25,5\n".utf8).write(to: file)
        let plan = try await owner.run("products", "import", file.path, "--dry-run")
        #expect(plan.lines.contains("Line 2, Kaffee: new, price 1.50, stock 5"), "\(plan.output)")
        #expect(plan.lines.contains("Line 3, Tee: new, price 2.25, stock 5"), "\(plan.output)")
    }

    @Test(
        "A withdrawn currency is refused by name, and what has replaced it is said",
        arguments: [("ANG", "XCG"), ("BGN", "EUR")])
    func withdrawn(code: String, successor: String) async throws {
        let machine = try Machine()
        let owner = try machine.person("owner")
        let call = ["init", "--name", "Corner", "--admin-email", "owner@example.com", "--currency"]
        let refused = try await owner.start(call + [code], input: "correct horse\n").outcome()
        #expect(refused.code == 1)
        #expect(refused.complaint == "igniflo: Currency: \(code) is withdrawn. \(successor) has replaced it.")
        #expect(try await owner.start(call + [successor], input: "correct horse\n").outcome().code == 0)
    }
}
