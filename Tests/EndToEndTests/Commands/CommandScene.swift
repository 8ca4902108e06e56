import Foundation
import Synchronization

/// A demo shop in which a row's calls are made.
final class CommandScene: Sendable {
    private let machine: Machine
    /// Counts the orders that were needed.
    private let attempt = Atomic(1)

    init() async throws {
        machine = try await Machine.withDemo()
        try Data("Dear diary, today the shop was closed.\n".utf8).write(to: file("TEXT"))
        try Data("name,price,stock\nRusk,1.20,9\nFlat white,3.70,40\n".utf8).write(to: file("CSV"))
    }

    /// Makes a call, with `more` words after its own. What must follow within ten seconds is tried anew, with another
    /// order, where the machine was too slow for it.
    func run(_ call: CommandRow.Call, _ more: [String] = []) async throws -> Outcome {
        var outcome = try await prepared(call, more).outcome()
        while !call.before.isEmpty, outcome.errors.contains("from the last 10 seconds"),
            attempt.add(1, ordering: .relaxed).newValue <= 20
        {
            outcome = try await prepared(call, more).outcome()
        }
        return outcome
    }

    /// Makes a call that goes on, until `text` was printed and it is interrupted.
    func interrupt(_ call: CommandRow.Call, _ more: [String] = [], after text: String) async throws -> Outcome {
        let program = try await prepared(call, more)
        try await program.waitFor(text)
        program.signal(SIGINT)
        return try await program.outcome()
    }

    private func prepared(_ call: CommandRow.Call, _ more: [String]) async throws -> RunningProgram {
        let person = try await person(call.by)
        let words = try await spelt(call.words + more)
        let input = try await spelt([call.input]).joined()
        if !call.before.isEmpty {
            let before = try await person.start(spelt(call.before)).outcome()
            guard before.code == 0 else { throw before.unexpected }
        }
        return try person.start(words, input: input)
    }

    private func person(_ who: CommandRow.Who) async throws -> Person {
        guard who != .stranger else { return try machine.person(who.rawValue) }
        let person = try machine.person(who.rawValue)
        return try await person.sessionFile == nil ? machine.signedIn(who.rawValue) : person
    }

    // MARK: what a call's words stand for

    private func spelt(_ words: [String]) async throws -> [String] {
        var spelt: [String] = []
        for word in words {
            switch word {
            case "ORDER": spelt.append(try await order())
            case "NEW": spelt.append(file("new-" + UUID().uuidString).path)
            case "TEXT", "CSV": spelt.append(file(word).path)
            case "BACKUP": spelt.append(try await backup())
            case "SHOP": spelt.append(try await shop())
            case _ where word.hasPrefix("CODE\n"): spelt.append(word.replacing("CODE", with: try await code()))
            default: spelt.append(word)
            }
        }
        return spelt
    }

    private func file(_ name: String) -> URL { machine.folder.appending(path: name) }

    /// The number of an order of Ada's.
    private func order() async throws -> String {
        let ada = try await person(.ada)
        let request = "attempt-\(attempt.load(ordering: .relaxed))"
        let call = ["orders", "place", "--item", "Espresso=1", "--request", request, "--json"]
        return try await String(describing: ada.start(call).outcome().object()["id"] as? Int ?? 0)
    }

    private func backup() async throws -> String {
        let path = file("backup-" + UUID().uuidString).path
        let made = try await person(.grace).run("backup", path)
        guard made.code == 0 else { throw made.unexpected }
        return path
    }

    /// A shop that is no demo.
    private func shop() async throws -> String {
        let path = file("own.db").path
        guard !FileManager.default.fileExists(atPath: path) else { return path }
        let made = try await machine.person("owner").run(
            "init", "--name", "Mine", "--currency", "EUR", "--admin-email", "me@example.com", "--database", path,
            input: "correct horse battery\n")
        guard made.code == 0 else { throw made.unexpected }
        return path
    }

    /// Lin's one-time code for a new password.
    private func code() async throws -> String {
        let made = try await person(.grace).run("users", "reset-password", "lin@example.com", "--json")
        return try made.object()["code"] as? String ?? ""
    }
}
