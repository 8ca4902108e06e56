import Foundation
import Testing

@Suite(.serialized, .stories)
struct CatalogueStories {
    @Test("Anyone lists what is sold; what is archived is the admin's")
    func listing() async throws {
        let machine = try await Machine.withDemo()
        let stranger = try machine.person("stranger")
        let products = try await stranger.run("products", "list", "--json").objects()
        #expect(
            products.allSatisfy {
                Set($0.keys) == [
                    "id", "name", "price", "currency", "stock", "counted", "soldOut", "code", "lowStock", "category",
                    "description", "archived",
                ]
            })
        #expect(products.allSatisfy { $0["archived"] as? Bool == false })
        #expect(try await stranger.run("products", "list").output.contains("sold out"))
        #expect(try await stranger.run("products", "list", "--archived").code == 1)

        let grace = try await machine.signedIn("grace")
        let all = try await grace.run("products", "list", "--archived", "--json").objects()
        #expect(all.contains { $0["archived"] as? Bool == true })
    }

    @Test("An admin adds a product, and it is on the menu; the log says who")
    func creating() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let created = try await grace.run(
            "products", "create", "--name", "Crêpe = Suzette 🥞", "--price", "7.50", "--stock", "12", "--category",
            "Sweets", "--json")
        #expect(created.code == 0)
        #expect(try created.object()["price"] as? Int == 750)
        #expect(try created.object()["lowStock"] as? Int == 5)

        let placed = try await grace.run("orders", "place", "--item", "crêpe = suzette 🥞=2", "--json")
        #expect(try placed.object()["total"] as? Int == 1_500)

        let events = try await grace.run("events", "--limit", "2", "--json").objects()
        #expect(events.map { $0["kind"] as? String } == ["productCreated", "orderPlaced"])
        #expect(events[0]["by"] as? String == "Grace Hopper")
        #expect(events[0]["name"] as? String == "Crêpe = Suzette 🥞")
        #expect(try await grace.run("events", "--limit", "2").output.contains("created at €7.50"))
    }

    @Test("What is made to order is not counted, costs nothing if the shop likes, and is found by its code")
    func madeToOrder() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let made = try await grace.run(
            "products", "create", "--name", "Tap water", "--price", "0", "--not-counted", "--code", "0042", "--json")
        #expect(made.code == 0, "\(made.errors)")
        #expect(try made.object()["stock"] == nil && made.object()["counted"] as? Bool == false)
        #expect(try made.object()["code"] as? String == "0042")
        let placed = try await grace.run("orders", "place", "--item", "0042=500", "--json")
        #expect(placed.code == 0, "\(placed.errors)")
        #expect(try placed.object()["total"] as? Int == 0 && placed.object()["payment"] as? String == "paid")
        let restocked = try await grace.run("products", "restock", "Tap water", "--by", "3")
        #expect(restocked.code == 1 && restocked.errors.contains("Turn counting on first"))
        let counted = try await grace.run("products", "edit", "Tap water", "--counted", "7", "--json")
        #expect(try counted.object()["stock"] as? Int == 7)
        for words in [["--price", "1"], ["--price", "1", "--stock", "2", "--not-counted"]] {
            let refused = try await grace.start(["products", "create", "--name", "Tea"] + words).outcome()
            #expect(refused.code == 64 && refused.errors.contains("--not-counted"))
        }
        let taken = try await grace.run("products", "edit", "Espresso", "--code", "0042")
        #expect(taken.code == 1 && taken.errors.contains("The code: This is taken"), "\(taken.errors)")
    }

    @Test("What is off for today is sold out for everyone, until it is sold again")
    func off() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let ada = try await machine.signedIn("ada")
        let off = try await grace.run("products", "off", "Espresso", "--json")
        #expect(try off.object()["off"] as? String == "today" && off.object()["soldOut"] as? Bool == true)
        let refused = try await ada.run("orders", "place", "--item", "Espresso=1")
        #expect(refused.code == 1 && refused.errors.contains("Espresso"), "\(refused.errors)")
        #expect(try await ada.run("products", "list").output.contains("off today"))
        let on = try await grace.run("products", "on", "Espresso", "--json")
        #expect(try on.object()["off"] == nil && on.object()["soldOut"] as? Bool == false)
        #expect(try await ada.run("orders", "place", "--item", "Espresso=1").code == 0)
        let events = try await grace.run("events", "--limit", "3").output
        #expect(events.contains("off today") && events.contains("sold again"), "\(events)")
    }

    @Test("Hostile names, and amounts that are none, are refused")
    func refusals() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let calls: [(name: String, price: String, stock: String, code: Int32, words: String)] = [
            ("T\u{1B}[2J", "1", "1", 1, "visible characters only"),
            ("T\u{202E}x", "1", "1", 1, "visible characters only"),
            ("two\nlines", "1", "1", 1, "visible characters only"),
            (String(repeating: "x", count: 61), "1", "1", 1, "At most 60 characters"),
            ("flat WHITE", "1", "1", 1, "This is taken"),
            ("Tea", "free", "1", 64, "--price takes an amount"),
            ("Tea", "-3", "1", 1, "Price: It must not be negative"),
            ("Tea", "1.234", "1", 1, "At most 2 decimals"),
            ("Tea", "99999999999", "1", 1, "Price: At most"),
            ("Tea", "1", "-1", 1, "Stock: It must not be negative"),
            ("Tea", "1", "2000000", 1, "Stock: At most"),
            ("Tea", "1", "many", 64, "--stock"),
        ]
        for call in calls {
            let outcome = try await grace.run(
                "products", "create", "--name", call.name, "--price", call.price, "--stock", call.stock)
            #expect(outcome.code == call.code, "\(outcome.unexpected)")
            #expect(outcome.complaint?.contains(call.words) == true, "\(outcome.unexpected)")
            #expect(!outcome.errors.contains("\u{1B}"))
        }
        let asked = try await grace.run("orders", "show", "\u{1B}[2J\u{202E}")
        #expect(asked.code == 1)
        #expect(
            asked.complaint
                == "igniflo: There is no order “�[2J�”. An order is named by its number or its ticket, such as 245 or C-042."
        )
    }
}
