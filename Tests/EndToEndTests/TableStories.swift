import Foundation
import TestSupport
import Testing

@Suite(.serialized, .stories)
struct TableStories {
    @Test("Orders of all time are filtered, sorted and searched")
    func filters() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        func list(_ options: String...) async throws -> [[String: any Sendable]] {
            try await grace.start(["orders", "list", "--limit", "10000", "--json"] + options).outcome().objects()
        }
        let all = try await list()
        func names(_ order: [String: any Sendable]) -> [String?] {
            (order["items"] as? [[String: any Sendable]] ?? []).map { $0["name"] as? String }
        }
        let unpaid = try await list("--payment", "unpaid", "--status", "cancelled")
        #expect(!unpaid.isEmpty && unpaid.count < all.count)
        #expect(unpaid.allSatisfy { $0["payment"] as? String == "unpaid" && $0["status"] as? String == "cancelled" })
        let brownies = try await list("--product", "brownie")
        #expect(brownies.count == all.count { names($0).contains("Brownie") })
        let adas = try await list("--customer", "lovelace")
        #expect(!adas.isEmpty && adas.allSatisfy { $0["customer"] as? String == "Ada Lovelace" })
        let ticket = try #require(all[0]["ticket"] as? String)
        #expect(try await list("--ticket", ticket).allSatisfy { $0["ticket"] as? String == ticket })
        let found = try await list("--text", "ada brown")
        #expect(!found.isEmpty && found.allSatisfy { names($0).contains { $0?.hasPrefix("Brown") == true } })
        let sums = try await list("--sort", "total", "--ascending").compactMap { $0["total"] as? Int }
        #expect(sums.count == all.count && sums == sums.sorted())
        func day(_ order: [String: any Sendable]?) throws -> String {
            try Midday.day(of: order?["createdAt"] as? String ?? "")
        }
        let oldest = try day(all.last)
        let first = try await list("--from", oldest, "--to", oldest)
        #expect(try !first.isEmpty && first.allSatisfy { try day($0) == oldest })
        let page = try await grace.run(
            "orders", "list", "--sort", "total", "--limit", "1", "--json", "--before",
            String(#require(try await list("--sort", "total")[0]["id"] as? Int)))
        #expect(try page.object()["id"] as? Int == (try await list("--sort", "total"))[1]["id"] as? Int)
    }

    @Test("A customer filters their own; words that are off, and products that are none, are named")
    func refusals() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let own = try await ada.run("orders", "list", "--text", "flat", "--json").objects()
        #expect(!own.isEmpty && own.allSatisfy { $0["customer"] as? String == "Ada Lovelace" })
        try await ada.isRefused(
            "orders", "list", "--product", "Esspresso",
            says: "There is no product “Esspresso”. Did you mean “Espresso”?")
        try await ada.isRefused(
            "orders", "list", "--sort", "total",
            says:
                "One's own orders come newest first, open ones before the others. Please leave out --sort and --ascending."
        )
        try await ada.isRefused("orders", "export", says: "You cannot see these orders.")
        for options in [
            ["--from", "2026-02-30"], ["--to", "yesterday"], ["--payment", "maybe"], ["--sort", "luck"],
            ["--ticket", "soon"], ["--from", "2026-11-20", "--to", "2026-11-19"],
        ] {
            let outcome = try await ada.start(["orders", "list"] + options).outcome()
            #expect(outcome.code == 64, "\(outcome.unexpected)")
            #expect(outcome.complaint != nil)
        }
    }

    @Test("An order that is not there: the tickets with its number are named, or what a name looks like")
    func unknown() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let placed = try await grace.run("orders", "place", "--item", "Espresso=1", "--json").object()
        let number = try #require(placed["ticket"] as? String).dropFirst(2)
        let near = try await grace.run("orders", "show", "X-\(number)")
        #expect(near.code == 1)
        #expect(near.complaint?.contains("Did you mean “") == true && near.complaint?.contains("-\(number)”") == true)
        try await grace.isRefused(
            "orders", "pay", "breakfast",
            says: "There is no order “breakfast”. An order is named by its number or its ticket, such as 245 or C-042.")
    }

    @Test("What is filtered goes out as CSV")
    func export() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let file = machine.folder.appending(path: "orders.csv").path
        #expect(try await grace.run("orders", "export", file, "--status", "cancelled").output == "Written: \(file)\n")
        let lines = try String(contentsOfFile: file, encoding: .utf8).components(separatedBy: "\r\n")
        let cancelled = try await grace.run("orders", "list", "--status", "cancelled", "--limit", "10000", "--json")
        #expect(lines[0] == "id,ticket,businessDay,createdAt,customer,status,payment,total,currency,items,note")
        #expect(lines.count == cancelled.lines.count + 2 && lines.last == "")
        #expect(try await grace.run("orders", "export", "--status", "cancelled").output.utf8.count > 100)
        let closed = try await grace.shell("(igniflo orders export; echo $? >&2) | true")
        #expect(closed.errors == "0\n")
    }

    @Test("An admin takes back their last step")
    func undo() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        try await untilInTime("a step taken back within ten seconds") {
            let order = try await grace.run("orders", "place", "--item", "Espresso=1", "--json").object()
            let id = try String(#require(order["id"] as? Int))
            #expect(try await grace.run("orders", "status", id, "ready").code == 0)
            let undone = try await grace.run("orders", "undo", id, "--json")
            if undone.complaint?.contains("nothing of yours to undo from the last 10 seconds") == true { return false }
            #expect(try undone.object()["status"] as? String == "placed")
            return true
        }
    }

    @Test("The figures of some days: as read, as JSON, as CSV, and they agree")
    func insights() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let figures = try await grace.run("insights", "--days", "30", "--json").object()
        #expect(Set(figures.keys) == ["from", "to", "currency", "total", "days", "hours", "products", "ready"])
        let total = try #require(figures["total"] as? [String: Int])
        let days = try #require(figures["days"] as? [[String: Any]])
        let ofDays = days.compactMap { ($0["figures"] as? [String: Int])?["revenue"] }
        #expect(days.count == 30 && ofDays.reduce(0, +) == total["revenue"])
        #expect((figures["hours"] as? [Any])?.count == 24)
        let products = try #require(figures["products"] as? [[String: Any]])
        #expect(Set(products[0].keys) == ["product", "name", "pieces", "revenue"])

        let from = try #require(figures["from"] as? String)
        let to = try #require(figures["to"] as? String)
        let csv = try await grace.run("insights", "--from", from, "--to", to, "--csv")
        let orders = try #require(total["orders"])
        #expect(csv.output.components(separatedBy: "\r\n")[1].hasPrefix("total,\(from)/\(to),\(orders),"))
        let read = try await grace.run("insights", "--days", "30")
        #expect(read.output.contains("\(from) to \(to)") && read.output.contains("\(orders) orders"))
        #expect(try await grace.run("insights").code == 0)

        let ada = try await machine.signedIn("ada")
        try await ada.isRefused("insights", says: "Only an admin of the shop can do this.")
        for options in [["--days", "0"], ["--days", "3", "--from", from], ["--to", to], ["--csv", "--json"]] {
            #expect(try await grace.start(["insights"] + options).outcome().code == 64)
        }
    }
}
