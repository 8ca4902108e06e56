import Foundation
import Glibc
import Testing

@Suite(.serialized, .stories)
struct BackupStories {
    @Test("A backup is made while orders come in; restored, the shop is as it was and the old file is kept")
    func thereAndBack() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let watch = try grace.start(["orders", "watch"])
        let file = machine.folder.appending(path: "backup.db").path
        let made = try await grace.run("backup", file, "--json").object()
        #expect(Set(made.keys) == ["path", "at"] && made["path"] as? String == file)
        let health = try await grace.run("health", "--json").object()
        #expect(health["lastBackup"] as? String == file && health["lastBackupAt"] as? String == made["at"] as? String)
        try await refuse(grace, "backup", file, code: 69, says: "is there already; nothing was written.")

        #expect(try await grace.run("products", "create", "--name", "Later", "--price", "1", "--stock", "1").code == 0)
        let restored = try await grace.run("restore", file, "--json").object()
        #expect(Set(restored.keys) == ["path", "kept"])
        let kept = try #require(restored["kept"] as? String)
        #expect(try await watch.outcome().complaint?.contains("moved, deleted or replaced while open") == true)
        #expect(try await grace.run("whoami").code == 1, "sessions of before are over")
        #expect(try await !grace.run("products", "list").output.contains("Later"))
        #expect(try await grace.run("products", "list", "--database", kept).output.contains("Later"))
        #expect(try await grace.run("health", "--full").code == 0)
        let after = try await grace.run("health", "--json").object()
        #expect(after["lastBackup"] as? String == file && after["lastBackupAt"] as? String == made["at"] as? String)
    }

    @Test("Health says when the last backup is gone, in words and in JSON, and that orders are taken all the same")
    func gone() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let file = machine.folder.appending(path: "backup.db").path
        #expect(try await grace.run("backup", file).code == 0)
        let before = try await grace.run("health", "--json").object()
        #expect(before["lastBackupState"] as? String == "there" && (before["warnings"] as? [String])?.isEmpty == true)
        try FileManager.default.removeItem(atPath: file)
        let after = try await grace.run("health", "--json").object()
        #expect(after["lastBackupState"] as? String == "missing" && after["lastBackup"] as? String == file)
        let warnings = try #require(after["warnings"] as? [String])
        #expect(warnings.count == 1 && warnings[0].contains("The last backup is not at \(file) any more."))
        let words = try await grace.run("health")
        #expect(words.code == 0 && words.output.contains("Warning: The last backup is not at \(file) any more."))
    }

    @Test("Ctrl-C during a backup ends it, and leaves no draft of it", arguments: [SIGINT, SIGTERM])
    func brokenOff(number: Int32) async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let folder = machine.folder.appending(path: "backups").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        @Sendable func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder) }
        var broken = 0
        // A copy may be done before the signal comes: then another is begun.
        for attempt in 1...50 where broken < 3 {
            let backup = try grace.start(["backup", "\(folder)/\(attempt).db"])
            try await onThread {
                while try !names().contains(where: { $0.hasPrefix("\(attempt).db") }), !backup.hasEnded { usleep(200) }
                backup.signal(number)
            }
            let outcome = try await backup.outcome()
            #expect(outcome.code == 0 || outcome.code == 128 + number, "\(outcome.unexpected)")
            let left = try names()
            #expect(left.allSatisfy { !$0.contains("draft") }, "\(left)")
            if outcome.code != 0, !left.contains("\(attempt).db") { broken += 1 }
        }
        #expect(broken == 3, "hardly any was broken off")
    }

    @Test("Whatever has a shop open makes the day's backup, once, and the log says that the shop made it")
    func daily() async throws {
        let machine = try Machine()
        let grace = try machine.person("grace")
        let folder = machine.folder.appending(path: "backups").path
        @Sendable func names() -> [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] }
        func told() async throws -> [String?] {
            try await grace.run("events", "--json").objects().filter { $0["kind"] as? String == "shopBackedUp" }
                .map { $0["by"] as? String }
        }
        let setUp = try await grace.run(
            "init", "--name", "Corner", "--currency", "EUR", "--admin-email", "grace@example.com",
            input: "correct horse\n")
        #expect(setUp.code == 0, "\(setUp.unexpected)")
        #expect(try await grace.run("login", "grace@example.com", input: "correct horse\n").code == 0)
        #expect(names().isEmpty, "a command that ends at once makes none")
        for _ in 1...2 {
            let watch = try grace.start(["orders", "watch"])
            try await onThread { while names().isEmpty, !watch.hasEnded { usleep(2_000) } }
            while try await told().isEmpty, !watch.hasEnded { await Task.yield() }
            watch.signal(SIGINT)
            #expect(try await watch.outcome().code == 130)
        }
        #expect(try await told() == [""])
        #expect(names().count == 1 && names().first?.hasPrefix("shop-") == true)
    }

    @Test("Nobody backs up a demo by the way: it is made anew")
    func noDaily() async throws {
        let demo = try await Machine.withDemo()
        let ada = try await demo.signedIn("ada")
        let watch = try ada.start(["orders", "watch", "--json", "--since", "0"])
        try await watch.waitFor("orderPlaced")
        watch.signal(SIGINT)
        _ = try await watch.outcome()
        #expect(!FileManager.default.fileExists(atPath: demo.folder.appending(path: "backups").path))
    }

    @Test("Only an admin backs up or restores a shop that can be opened; what is no backup is refused")
    func refusals() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let grace = try await machine.signedIn("grace")
        let file = machine.folder.appending(path: "backup.db").path
        let reserved = "Only an admin of the shop can do this."
        try await ada.isRefused("backup", file, says: reserved)
        #expect(try await grace.run("backup", file).code == 0)
        try await ada.isRefused("restore", file, says: reserved)
        let stranger = try machine.person("stranger")
        #expect(try await stranger.run("restore", file).code == 1)
        let before = try machine.bytes()
        let text = machine.folder.appending(path: "diary.txt")
        try Data("Dear diary\n".utf8).write(to: text)
        try await refuse(grace, "restore", text.path, code: 69, says: "is not a shop's database")
        try await refuse(grace, "restore", "/nowhere.db", code: 69, says: "/nowhere.db is not there")
        try await refuse(grace, "restore", machine.database, code: 69, says: "it is the shop itself")
        try await refuse(grace, "backup", "/proc/x.db", code: 69, says: "/proc/x.db")
        #expect(try await grace.run("whoami").code == 0)
        #expect(try machine.bytes() == before)
    }

    @Test("Where the shop is gone or no database any more, its owner restores it without a session")
    func lost() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let file = machine.folder.appending(path: "backup.db").path
        #expect(try await grace.run("backup", file).code == 0)
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: machine.database + suffix) }
        let back = try await grace.run("restore", file, "--json").object()
        #expect(back["kept"] as? String == "")
        #expect(try await grace.run("health", "--full").code == 0)

        try Data("overwritten by mistake".utf8).write(to: URL(filePath: machine.database))
        let again = try await grace.run("restore", file, "--json").object()
        let kept = try #require(again["kept"] as? String)
        #expect(try String(contentsOfFile: kept, encoding: .utf8) == "overwritten by mistake")
        #expect(try await grace.run("login", "grace@example.com", input: "igniflo-grace\n").code == 0)
    }

    private func refuse(_ person: Person, _ call: String..., code: Int32, says words: String) async throws {
        let outcome = try await person.start(call).outcome()
        #expect(outcome.code == code, "\(outcome.unexpected)")
        #expect(outcome.complaint?.contains(words) == true, "\(outcome.unexpected)")
    }
}
