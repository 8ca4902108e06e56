import Foundation
import Testing

/// Sentences that people read, wherever in the sources they stand.
struct WordingTests {
    @Test("No surface words for itself what another one says: a sentence stands in one file, which all of them read")
    func sentences() throws {
        var places: [String: Set<String>] = [:]
        for path in try Self.files() {
            let text = try String(contentsOf: BuiltProgram.checkout.appending(path: path), encoding: .utf8)
            for sentence in Self.sentences(in: text) { places[sentence, default: []].insert(path) }
        }
        #expect(places.count > 200, "the sentences are found")
        for (sentence, files) in places where files.count > 1 && !Self.allowed.contains(sentence) {
            Issue.record("“\(sentence)” stands in \(files.sorted().joined(separator: " and "))")
        }
    }

    @Test("One and many are told apart in one place, which every count goes through")
    func plurals() throws {
        for path in try Self.files() where !path.hasSuffix("Texts/TimeText.swift") {
            let text = try String(contentsOf: BuiltProgram.checkout.appending(path: path), encoding: .utf8)
            for line in text.split(separator: "\n") where line.contains(/\b(count|hidden) == 1 \? "/) {
                Issue.record("\(path): \(line.trimmingCharacters(in: .whitespaces))")
            }
        }
    }

    @Test("What an order, a payment or a role is called is read where it is worded, not from what is stored")
    func names() throws {
        // Forms read what is typed by the stored names.
        for path in try Self.files() where !path.hasSuffix("Orders/TableFilter.swift") {
            let text = try String(contentsOf: BuiltProgram.checkout.appending(path: path), encoding: .utf8)
            for line in text.split(separator: "\n")
            where line.contains(#/\b(status|payment|role|topic|from|to)\??\.rawValue/#) {
                Issue.record("\(path): \(line.trimmingCharacters(in: .whitespaces))")
            }
        }
    }

    /// What two places say by chance, each of something else, and what a form says of its own fields.
    private static let allowed: Set<String> = [
        "One moment…", "# can sign in now.", "# is on the menu.", "# is saved.", "#: # in stock.",
        "A day looks like 2026-11-01.", "A ticket looks like C-042.", "Please look at the marked fields.",
        "The new password counts now. Please sign in.", "Welcome to #.", "There is no setting “#”; there are #.",
        "Please pay at the counter.",
    ]

    private static func files() throws -> [String] {
        try [
            "Presentation/Checkout", "Presentation/Receipts", "Presentation/Steps", "Presentation/Texts", "Screens",
            "igniflo",
        ]
        .flatMap { folder in
            try FileManager.default.subpathsOfDirectory(
                atPath: BuiltProgram.checkout.appending(path: "Sources/\(folder)").path
            ).filter { $0.hasSuffix(".swift") }.map { "Sources/\(folder)/\($0)" }
        }
    }

    /// Each with a number sign for what is put into it; help of options is no part of them.
    private static func sentences(in text: String) -> [String] {
        text.split(separator: "\n").filter { !$0.contains("help:") && !$0.contains("Help(") && !$0.contains("///") }
            .flatMap { Self.literals(in: $0) }
            .filter { $0.hasSuffix(".") || $0.hasSuffix("?") || $0.hasSuffix("…") }
            .filter { sentence in
                sentence.components(separatedBy: CharacterSet.letters.inverted).count { $0.count > 1 } >= 2
            }
    }

    private static func literals(in line: Substring) -> [String] {
        var found: [String] = []
        var literal: String?
        var depth = 0
        var before: Character = " "
        for character in line {
            switch (literal, character) {
            case (_, "(") where depth > 0 || literal != nil && before == "\\":
                if depth == 0 { literal?.removeLast() }
                depth += 1
            case (_, ")") where depth > 0:
                depth -= 1
                if depth == 0 { literal?.append("#") }
            case _ where depth > 0: break
            case (nil, "\""): literal = ""
            case (let text?, "\"") where before != "\\":
                found.append(text)
                literal = nil
            case (.some, _): literal?.append(character)
            case (nil, _): break
            }
            before = character
        }
        return found
    }
}
