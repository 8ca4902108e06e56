import Foundation
import Testing

/// Plain mode by its lines, as a script, a printer or a serial line has them.
@Suite(.serialized, .stories)
struct PlainStories {
    private static let signIn = ["1", "ada@example.com", "igniflo-ada"]
    private static let admin = ["1", "grace@example.com", "igniflo-grace"]
    /// From the customer's home: two flat whites with a note, then one brownie, then back home.
    private static let choose = ["1", "flat white", "1", "2", "oat milk, please", "brownie", "1", "1", "", ""]

    @Test("A customer orders two things with a note, and finds the order; all of it in plain lines")
    func order() async throws {
        let machine = try await Machine.withDemo()
        let ada = try machine.person("ada")
        let outcome = try await say(ada, Self.signIn + Self.choose + ["2", "4", "1", "3", "1", "", "6"])
        #expect(outcome.code == 0, "\(outcome.unexpected)")
        #expect(outcome.errors.isEmpty)
        #expect(outcome.lines.contains("2 Flat white in your order."))
        #expect(outcome.lines.contains("1. Place order"))
        let placed = try #require(outcome.lines.first { $0.hasPrefix("Order placed.") })
        let ticket = try #require(placed.firstMatch(of: /C-\d{3,}/)).output
        for line in [
            "\(ticket), placed, unpaid, €10.40.", "We have your order and begin with it soon.",
            "Ready: still to come.", "2 Flat white, €7.20, note: oat milk, please", "1 Brownie, €3.20",
        ] { #expect(outcome.lines.contains(line), "\(line) in \(outcome.output)") }
        #expect(!outcome.output.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        #expect(!outcome.output.unicodeScalars.contains { (0x2500...0x25FF).contains($0.value) })
    }

    @Test("Wherever the input ends, the program ends with 0, and the cart is kept")
    func endOfInput() async throws {
        let machine = try await Machine.withDemo()
        let ada = try machine.person("ada")
        let lines = Self.signIn + Self.choose
        for count in [0, 1, 2, 3, 4, 5, 6, 7, 8, lines.count] {
            let outcome = try await say(ada, Array(lines.prefix(count)))
            #expect(outcome.code == 0, "\(outcome.unexpected)")
            #expect(outcome.errors.isEmpty)
        }
        let later = try await say(ada, Self.signIn + ["2"])
        #expect(later.lines.contains { $0.contains("Flat white") && $0.contains("note: oat milk, please") })
        #expect(later.lines.contains { $0.hasPrefix("2. ") && $0.contains("Brownie") })
    }

    @Test("Each thing that is not right is said in one line, and asked again")
    func mistakes() async throws {
        let machine = try await Machine.withDemo()
        let ada = try machine.person("ada")
        let long = String(repeating: "x", count: 10_000)
        let outcome = try await say(
            ada,
            [
                "7", "one", "1", "ada@example.com", "wrong", "2", "", "1", "ada@example.com", "igniflo-ada", "0", "",
                "1", "nothing like it", long, "cinnamon", "1", "flat white", "1", "0", "1000", "two", "-1", "2", long,
                "\u{1B}[31mred", "warm", "", "6",
            ])
        #expect(outcome.code == 0, "\(outcome.unexpected)")
        for line in [
            "Please type a number from 1 to 5. A question mark repeats the choices.",
            "Email or password is not right. Please try again.",
            "Please type a number from 1 to 6. A question mark repeats the choices.", "Nothing like that.",
            "That is sold out.", "How many: At least 1, please.", "How many: At most 999, please.",
            "How many: A whole number, please, such as 12.", "Note: At most 200 characters, please.",
            "Note: Please use visible characters only, on one line.", "2 Flat white in your order.",
        ] { #expect(outcome.lines.contains(line), "\(line) in \(outcome.output)") }
        #expect(!outcome.output.contains("\u{1B}"))
    }

    @Test("What is short and what has a new price is mended in place before anything is placed")
    func mending() async throws {
        let machine = try await Machine.withDemo()
        let ada = try machine.person("ada")
        let grace = try machine.person("grace")
        _ = try await say(ada, Self.signIn + ["1", "almond", "1", "9", "", "espresso", "1", "1", ""])
        // Espresso becomes dearer.
        let dearer = try await say(
            grace, Self.admin + ["7", "espresso", "1", "1", "", "2.70", "", "", "", "", "", "", "12"])
        #expect(dearer.lines.contains("Espresso is saved."), "\(dearer.output)")

        let outcome = try await say(ada, Self.signIn + ["2", "4", "1", "1", "1", "6"])
        for line in [
            "Almond croissant: only 4 left.", "1. Take what is left", "Prices have changed.",
            "Espresso: €2.40 before, €2.70 now.", "1. Take the new prices",
            "Place this order for €16.30?",
        ] { #expect(outcome.lines.contains(line), "\(line) in \(outcome.output)") }
        #expect(outcome.lines.contains { $0.hasPrefix("Order placed.") })
        let orders = try await machine.signedIn("ada").run("orders", "list", "--json").objects()
        #expect(orders.first?["total"] as? Int == 1_630)
    }

    @Test("An admin moves an order along, takes a step back, is asked about the payment, and cancels with a reason")
    func admin() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let grace = try machine.person("grace")
        let first = try await placed(by: ada)
        let second = try await placed(by: ada)

        let moved = try await say(
            grace,
            Self.admin + [
                first, "1", "4", "1", "1", "1", "1", "", second, "1", "3", "", "3", "no milk left", "2", "1", "", "12",
            ])
        #expect(moved.code == 0, "\(moved.unexpected)")
        for line in [
            "\(first) is preparing.", "\(first) is placed and unpaid again.", "\(first) is ready.",
            "\(first) is not paid: €3.60.", "\(first) is completed.",
            "Shall the goods go back into stock?", "\(second) is cancelled.",
        ] { #expect(moved.lines.contains(line), "\(line) in \(moved.output)") }
        let done = try await ada.run("orders", "show", first, "--json").object()
        #expect(done["status"] as? String == "completed")
        #expect(done["payment"] as? String == "paid")
        let cancelled = try await say(ada, Self.signIn + ["3", "1", "", "6"])
        #expect(cancelled.code == 0)
        #expect(try await ada.run("orders", "show", second, "--json").object()["status"] as? String == "cancelled")
    }

    @Test("A shop is set up, its first product and a customer are made, and a forgotten password is replaced")
    func firstRun() async throws {
        let machine = try Machine()
        let someone = try machine.person("someone")
        let password = "correct horse 7"
        let made = try await say(
            someone,
            [
                "1", "Corner Café", "euros", "EUR", "Europe/Dublin", "Grace", "grace", "grace@example.com", "short",
                password, "another one 8", password, password, "7", "3",
                "Flat white", "3.5o", "3.50", "20", "", "Coffee", "", "", "", "8", "2", "Bo", "bo@example.com",
                password,
                password, "1", "bo", "1", "3", "1", "", "", "9", "4", "1", "", "12",
            ])
        #expect(made.code == 0, "\(made.unexpected)")
        for line in [
            "Currency: A currency is a code of three letters, such as EUR.",
            "Your email: Emails look like name@example.com.", "Password: At least 8 characters, please.",
            "The two passwords are not the same. Please try again.", "Price: An amount, please, such as 3.50.",
            "Flat white is on the menu.", "Bo can sign in now.", "Orders: The shop takes orders.",
        ] { #expect(made.lines.contains(line), "\(line) in \(made.output)") }
        let told = try #require(made.lines.first { $0.hasPrefix("The code for Bo: ") })
        let code = String(told.dropFirst("The code for Bo: ".count))
        let reset = try await say(
            someone,
            [
                "4", "bo@example.com", code, "battery staple 9", "battery staple 9", "1", "bo@example.com",
                "battery staple 9", "1", "", "6",
            ])
        #expect(reset.lines.contains("The new password counts now. Please sign in."))
        #expect(reset.lines.contains("Hello Bo."))
    }

    @Test("What someone chose who only looked comes along when they register")
    func lookOnly() async throws {
        let machine = try await Machine.withDemo()
        let someone = try machine.person("someone")
        let outcome = try await say(
            someone,
            ["3"] + Self.choose + [
                "2", "4", "", "3", "2", "Nia", "nia@example.com", "a long secret 5", "a long secret 5", "2", "4", "1",
                "6",
            ])
        #expect(outcome.code == 0, "\(outcome.unexpected)")
        #expect(outcome.lines.contains("Please sign in or register first; your order comes along."))
        #expect(outcome.lines.contains("Hello Nia."))
        #expect(outcome.lines.contains { $0.hasPrefix("Order placed.") })
    }

    @Test("All of one's orders are there, a page at a time; the last page says that it is the last")
    func history() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        _ = try await placed(by: ada)
        let count = try await ada.run("orders", "list", "--limit", "1000", "--json").objects().count
        #expect(count > 15)
        let pages = (count + 14) / 15
        let outcome = try await say(ada, Self.signIn + ["3"] + Array(repeating: "0", count: pages - 1) + ["", "6"])
        #expect(outcome.code == 0, "\(outcome.unexpected)")
        for number in 7...count { #expect(outcome.lines.contains { $0.hasPrefix("\(number). C-") }, "\(number)") }
        #expect(outcome.lines.count { $0 == "0. More." } == pages - 1)
    }

    @Test("An order is found by words, and its receipt is read")
    func receipt() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let order = try await ada.run("orders", "place", "--item", "Café mug=1", "--json").object()
        let ticket = try #require(order["ticket"] as? String)
        let outcome = try await say(ada, Self.signIn + ["3", "nothing like it", "mug", "1", "3", "", "", "", "6"])
        #expect(outcome.code == 0, "\(outcome.unexpected)")
        #expect(outcome.lines.contains("No orders like that."))
        #expect(outcome.lines.contains("Found: mug"))
        #expect(outcome.lines.contains { $0.hasPrefix("1. \(ticket), placed, unpaid, €14.00") })
        #expect(outcome.lines.contains { $0.hasPrefix("1 x Café mug ") && $0.hasSuffix("€14.00") })
    }

    @Test("Where the locale has only ASCII, words stay readable, and amounts keep their currency")
    func ascii() async throws {
        let machine = try await Machine.withDemo()
        let someone = try machine.person("someone")
        let input = ["3", "1", "creme", "1", "", "抹茶", "", "", "4"].map { $0 + "\n" }.joined()
        let outcome = try await someone.run("--plain", input: input, changes: ["LC_ALL": "C"])
        #expect(outcome.code == 0, "\(outcome.unexpected)")
        #expect(outcome.output.utf8.allSatisfy { $0 < 0x80 })
        #expect(outcome.lines.contains("Welcome to Corner Cafe."))
        #expect(outcome.lines.contains("1. Creme brulee tart, EUR 4.80, 3 left"))
        #expect(outcome.lines.contains("1. Matcha latte ??, EUR 4.50"))
    }

    // MARK: the parts

    private func say(_ person: Person, _ lines: [String]) async throws -> Outcome {
        try await person.run("--plain", input: lines.map { $0 + "\n" }.joined())
    }

    private func placed(by person: Person) async throws -> String {
        let order = try await person.run("orders", "place", "--item", "Flat white=1", "--json").object()
        return try #require(order["ticket"] as? String)
    }
}
