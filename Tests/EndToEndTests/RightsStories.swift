import Foundation
import Shop
import Testing

/// The table of rights, asked of the real program: every command by everyone, default no.
@Suite(.serialized, .stories)
struct RightsStories {
    @Test("Every command gives everyone what the table gives them, and nothing else")
    func matrix() async throws {
        let street = try await Street.open()
        for command in CommandRight.table {
            for caller in Caller.allCases {
                let outcome = try await street.call(command, by: caller)
                let isAllowed = command.allowed.contains(caller)
                #expect(outcome.code == (isAllowed ? command.code : 1), "\(caller): \(outcome.unexpected)")
                if !isAllowed {
                    #expect(outcome.output.isEmpty, "\(caller): \(outcome.unexpected)")
                    let complaint = try #require(outcome.complaint, "\(caller): \(outcome.unexpected)")
                    #expect(Self.refusals.contains { complaint.contains($0) }, "\(caller), \(command): \(complaint)")
                }
            }
        }
    }

    /// What is said for want of a right, and nothing else.
    private static let refusals = [
        "Please sign in first", "Only an admin of the shop can do this.", "You cannot see these orders.",
        "You cannot place this order.", "There is no order", "only the shop can do that now.",
        "A counter terminal's account is changed by an admin.", "A counter terminal cannot register accounts.",
    ]

    @Test("Every command of the program has its row")
    func complete() async throws {
        let machine = try Machine()
        let help = try await machine.person("someone").run("--experimental-dump-help")
        let tree = try JSONSerialization.jsonObject(with: Data(help.output.utf8)) as? [String: Any]
        let root = try #require(tree?["command"] as? [String: Any])
        #expect(Set(CommandRight.table.map(\.name) + CommandRight.elsewhere) == Set(Self.leaves(root, [])))
    }

    /// `orders place`
    private static func leaves(_ command: [String: Any], _ path: [String]) -> [String] {
        let subcommands = (command["subcommands"] as? [[String: Any]] ?? []).filter {
            $0["commandName"] as? String != "help"
        }
        guard !subcommands.isEmpty else { return [path.joined(separator: " ")] }
        return subcommands.flatMap { leaves($0, path + [$0["commandName"] as? String ?? ""]) }
    }

    @Test("Disabled, demoted, signed out elsewhere, or with a token that is not the shop's: every command says no")
    func midSession() async throws {
        let street = try await Street.open()
        let bo = try await street.machine.signedIn("bo")
        let alan = try await street.machine.signedIn("alan")
        let forger = try street.machine.person("forger")
        #expect(try await forger.run("login", "ada@example.com", input: "igniflo-ada\n").code == 0)
        let file = try #require(forger.sessionFile)
        let token = try String(contentsOf: file, encoding: .utf8)
        try Data(token.replacing(/\.[^.]*$/, with: ".AAAA").utf8).write(to: file)
        for (call, person) in [(["users", "disable"], "bo"), (["users", "role"], "alan")] {
            let words = call + ["\(person)@example.com"] + (person == "alan" ? ["customer"] : [])
            #expect(try await street.grace.start(words).outcome().code == 0)
        }
        for command in CommandRight.table where !command.isAnyones {
            for person in [bo, forger] {
                let outcome = try await street.call(command, by: person)
                #expect(outcome.code == 1, "\(person.name): \(outcome.unexpected)")
                let words = "igniflo: You have been signed out. Please sign in again: `igniflo login EMAIL`."
                #expect(outcome.complaint == words, "\(person.name): \(outcome.unexpected)")
            }
            // Who was an admin is a customer now: another's orders are not theirs.
            guard !command.allowed.contains(.other) else { continue }
            let outcome = try await street.call(command, by: alan)
            #expect(outcome.code == 1 && outcome.output.isEmpty, "\(outcome.unexpected)")
        }
    }
}

/// A shop with everyone at a terminal of their own.
private struct Street {
    let machine: Machine
    let grace: Person
    private let people: [Caller: Person]

    static func open() async throws -> Street {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let made = try await grace.run(
            "users", "create", "--name", "Till", "--email", "till@example.com", "--role", "kiosk",
            input: "igniflo-till\n")
        guard made.code == 0 else { throw made.unexpected }
        let people: [Caller: Person] = [
            .nobody: try machine.person("nobody"), .customer: try await machine.signedIn("ada"),
            .other: try await machine.signedIn("lin"), .kiosk: try await machine.signedIn("till"), .admin: grace,
        ]
        return Street(machine: machine, grace: grace, people: people)
    }

    func call(_ command: CommandRight, by caller: Caller) async throws -> Outcome {
        try await call(command, by: people[caller] ?? grace)
    }

    func call(_ command: CommandRight, by person: Person) async throws -> Outcome {
        var outcome = try await callOnce(command, by: person)
        // On a slow machine the ten seconds of an undo may be over; then the shop says so.
        for _ in 1...20 where outcome.complaint?.contains("from the last 10 seconds") == true {
            outcome = try await callOnce(command, by: person)
        }
        return outcome
    }

    private func callOnce(_ command: CommandRight, by person: Person) async throws -> Outcome {
        var words = command.name.split(separator: " ").map(String.init)
        for word in command.words {
            switch word {
            case "ORDER": words.append(try await order(isPaid: command.name == "orders undo"))
            case "FILE": words.append(machine.folder.appending(path: UUID().uuidString).path)
            case "CSV":
                let file = machine.folder.appending(path: "in.csv")
                try Data("name,price\nWater,1.00\n".utf8).write(to: file)
                words.append(file.path)
            case "NEW": words.append("new-\(UUID().uuidString.prefix(8))@example.com")
            default: words.append(word)
            }
        }
        let running = try person.start(words, input: command.input)
        if command.isEndless { try await endOnceItShows(running) }
        return try await running.outcome()
    }

    /// A fresh order of Ada's.
    private func order(isPaid: Bool) async throws -> String {
        let ada = people[.customer] ?? grace
        let placed = try await ada.run("orders", "place", "--item", "Flat white=1", "--json").object()
        let number = try #require(placed["id"] as? Int)
        if isPaid { _ = try await grace.run("orders", "pay", String(number)) }
        return String(number)
    }

    /// What never ends by itself has shown what it shows, or said no.
    private func endOnceItShows(_ running: RunningProgram) async throws {
        try await running.waitUntil("the first line, or the end") { running.hasEnded || !$0.isEmpty }
        running.signal(SIGTERM)
    }
}

/// Who calls a command. The customer is the one whose order it is.
enum Caller: CaseIterable {
    case nobody, customer, other, kiosk, admin

    var role: Role? {
        switch self {
        case .nobody: nil
        case .customer, .other: .customer
        case .kiosk: .kiosk
        case .admin: .admin
        }
    }

    /// Whether an order that the customer has just placed, and not paid, is one that a right with this limit is about.
    func hasOrder(within limit: Right.Limit) -> Bool {
        switch limit {
        case .unlimited: true
        case .own, .ownUnpaidWhilePlaced: self == .customer
        case .placedHere, .placedHereOrWithin: false
        }
    }
}

/// A command, and whom it serves: whom the table of rights gives one of its operations.
struct CommandRight: CustomStringConvertible {
    let name: String
    /// `ORDER`, `FILE`, `CSV` and `NEW` stand for a fresh one each.
    let words: [String]
    let allowed: Set<Caller>
    var input = ""
    var isEndless = false

    var description: String { name }
    var isAnyones: Bool { allowed.contains(.nobody) }
    var code: Int32 { isEndless ? 128 + SIGTERM : 0 }

    static let anyone = Set(Caller.allCases)
    static let signedIn = anyone.subtracting([.nobody])

    init(_ name: String, _ words: [String], _ operations: ShopOperation..., input: String = "") {
        let allowed = Self.anyone.filter { caller in
            Rights.table.contains {
                operations.contains($0.operation) && $0.role == caller.role && caller.hasOrder(within: $0.limit)
            }
        }
        (self.name, self.words, self.allowed, self.input) = (name, words, allowed, input)
    }

    /// Of no operation's.
    init(_ name: String, _ words: [String], for allowed: Set<Caller>, isEndless: Bool = false) {
        (self.name, self.words, self.allowed, self.isEndless) = (name, words, allowed, isEndless)
    }

    static let table = [
        CommandRight("whoami", [], for: signedIn),
        CommandRight("products list", [], .listProducts),
        CommandRight("products create", ["--name", "NEW", "--price", "1", "--stock", "1"], .createProduct),
        CommandRight("products edit", ["Espresso", "--description", "short"], .editProduct),
        CommandRight("products restock", ["Espresso", "--by", "1"], .restockProduct),
        CommandRight("products off", ["Espresso"], .setProductOff),
        CommandRight("products on", ["Espresso"], .setProductOff),
        CommandRight("products archive", ["Espresso", "--restore"], .archiveProduct),
        CommandRight("products history", ["Espresso"], .viewStockHistory),
        CommandRight("products import", ["CSV"], .importProducts),
        CommandRight("products export", [], .exportProducts),
        CommandRight("orders place", ["--item", "Espresso=1"], .placeOrder),
        CommandRight("orders list", [], .viewOwnOrders, .viewAllOrders),
        CommandRight("orders show", ["ORDER"], .viewOrder),
        CommandRight("orders status", ["ORDER", "preparing"], .updateOrder),
        CommandRight("orders pay", ["ORDER"], .updateOrder),
        CommandRight("orders cancel", ["ORDER", "--reason", "not any more"], .cancelOwnOrder, .updateOrder),
        CommandRight("orders undo", ["ORDER"], .updateOrder),
        CommandRight("orders watch", ["--since", "0"], for: signedIn, isEndless: true),
        CommandRight("orders export", [], .viewAllOrders),
        CommandRight("receipt", ["ORDER"], .printReceipt),
        CommandRight("users list", [], .listUsers),
        CommandRight(
            "users create", ["--name", "New", "--email", "NEW", "--role", "customer"], .createUser,
            input: "a long secret 5\n"),
        CommandRight("users role", ["bo@example.com", "customer"], .changeRole),
        CommandRight("users disable", ["sam@example.com"], .disableUser),
        CommandRight("users enable", ["sam@example.com"], .disableUser),
        CommandRight("users reset-password", ["bo@example.com"], .resetPassword),
        CommandRight("events", [], .viewLog),
        CommandRight("insights", [], .viewInsights),
        CommandRight("backup", ["FILE"], .backUp),
        CommandRight("settings", ["shopName"], .editSettings),
        CommandRight("health", [], .viewHealth),
        CommandRight("manual", [], for: anyone),
        CommandRight("schema", [], for: anyone),
        CommandRight("account rename", ["Somebody"], .changeOwnAccount),
        CommandRight("account end-sessions", [], .changeOwnAccount),
    ]

    /// What opens screens, or begins and ends sessions and shops: each has stories of its own.
    static let elsewhere = [
        "demo", "init", "kiosk", "display", "register", "login", "logout", "reset-password", "account email",
        "account password", "restore",
    ]
}
