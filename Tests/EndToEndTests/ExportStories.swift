import Foundation
import Testing

/// The folder that the machine's owner has named for terminals at which people name no files.
@Suite(.serialized, .stories)
struct ExportStories {
    private func folder(_ machine: Machine, _ owner: Person) throws -> URL {
        let folder = machine.folder.appending(path: "exports")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try owner.configure("exports = \(folder.path)\n")
        return folder
    }

    private func names(_ folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    private func say(_ owner: Person, _ lines: [String]) async throws -> Outcome {
        let outcome = try await owner.run("--plain", "--no-files", input: lines.map { $0 + "\n" }.joined())
        #expect(outcome.code == 0, "\(outcome.unexpected)")
        return outcome
    }

    @Test(
        "Receipts and exports go into the owner's folder under the program's own names, over nothing and through no link"
    )
    func names() async throws {
        let (machine, owner) = try await Machine.withOwner()
        let folder = try folder(machine, owner)
        let ada = ["1", "ada@example.com", "igniflo-ada"]
        let grace = ["1", "grace@example.com", "igniflo-grace"]
        let order = try await machine.signedIn("ada").run("orders", "place", "--item", "Espresso=1", "--json").object()
        let ticket = try #require(order["ticket"] as? String)
        let receipt = try await say(owner, ada + ["3", ticket, "1", "3", "1", "1", "", "", "", "6"])
        let kept = try names(folder)
        #expect(kept.count == 1 && kept[0].wholeMatch(of: /receipt-\d{4}-\d\d-\d\d-C-\d+\.txt/) != nil, "\(kept)")
        let path = folder.appending(path: kept.first ?? "").path
        #expect(receipt.lines.count { $0 == "The receipt is in \(path)." } == 2, "the same again is no second file")
        #expect(try String(contentsOfFile: path, encoding: .utf8).contains("1 x Espresso"))

        // What is there already is left alone, and a link leads nowhere.
        let elsewhere = machine.folder.appending(path: "elsewhere").path
        let day = String(kept[0].dropFirst("receipt-".count).prefix(10))
        try Data("mine".utf8).write(to: folder.appending(path: "orders-\(day).csv"))
        try FileManager.default.createSymbolicLink(
            atPath: folder.appending(path: "orders-\(day)-2.csv").path, withDestinationPath: elsewhere)
        let exports = try await say(
            owner, grace + ["5", "4", "", "7", "5", "", "9", "1", "2", "4", "", "", "", "12"])
        #expect(exports.lines.contains("The orders are in \(folder.path)/orders-\(day)-3.csv."), "\(exports.output)")
        #expect(exports.lines.contains("The products are in \(folder.path)/products-\(day).csv."))
        #expect(exports.lines.contains { $0.hasPrefix("The figures are in \(folder.path)/figures-") })
        #expect(try String(contentsOf: folder.appending(path: "orders-\(day).csv"), encoding: .utf8) == "mine")
        #expect(!FileManager.default.fileExists(atPath: elsewhere))
        let whole = try await machine.signedIn("grace").run("orders", "export").output
        let written = folder.appending(path: "orders-\(day)-3.csv")
        #expect(try String(contentsOf: written, encoding: .utf8) == whole)
        let mode = try FileManager.default.attributesOfItem(atPath: written.path)[.posixPermissions] as? Int
        #expect((mode ?? 0) & 0o007 == 0, "customers' names are for nobody else")
    }

    @Test("On the screens a key writes it at once, without a question for a path")
    func screens() async throws {
        let (machine, owner) = try await Machine.withOwner()
        let folder = try folder(machine, owner)
        try await TmuxTerminal.open(owner) { terminal in
            try await terminal.enter("clear; igniflo --no-files; echo ended $?")
            try await terminal.waitFor("This is a demo.")
            try await terminal.press("F1")
            try await terminal.waitFor("○ Placed")
            try await terminal.type("P")
            try await terminal.waitFor("· Products")
            try await terminal.type("x")
            try await terminal.waitUntilSent("The catalogue is in")
        }
        let kept = try names(folder)
        #expect(kept.count == 1 && kept[0].hasPrefix("products-"), "\(kept)")
    }

    @Test(
        "A folder that is not there, and a file of settings that others may write, are said; nothing is made in their place"
    )
    func wrong() async throws {
        let (machine, owner) = try await Machine.withOwner()
        let lines = ["1", "grace@example.com", "igniflo-grace", "7", "5", "", "12"]
        let nowhere = machine.folder.appending(path: "nowhere").path
        try owner.configure("exports = \(nowhere)\n")
        let missing = try await say(owner, lines)
        #expect(
            missing.lines.contains(
                "\(nowhere): the folder for exports cannot be opened; please tell this machine's owner."),
            "\(missing.output)")
        #expect(!FileManager.default.fileExists(atPath: nowhere))

        let folder = try folder(machine, owner)
        try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: owner.config.path)
        let open = try await say(owner, lines)
        #expect(open.lines.first?.contains("exports counts where nobody else may write the file") == true)
        #expect(open.lines.contains { $0.hasPrefix("No file can be written at this terminal") }, "\(open.output)")
        #expect(try names(folder).isEmpty)
    }
}
