import Foundation
import Logging
import Presentation
import Testing

@testable import Local
@testable import Shop

struct OperationLogTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "igniflo-log-" + UUID().uuidString)

    private func logger(bytes: Int = OperationLog.rotationBytes) -> Logger {
        Logger(label: "test") { [folder] _ in
            OperationLog.handler(folder: folder, rotationBytes: bytes) {
                Date(timeIntervalSince1970: 1_795_000_000.25)
            }
        }
    }

    private func text(_ name: String = OperationLog.fileName) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    @Test("An operation is one line: when, who, what, on what, how it ended, how long it took")
    func line() throws {
        logger().info(
            "operation", metadata: ["ms": "4", "what": "placeOrder", "who": "3", "on": "request-1", "outcome": "done"])
        #expect(
            try text()
                == "2026-11-18T11:06:40.250Z info operation who=3 what=placeOrder on=request-1 outcome=done ms=4\n")
        let mode =
            try FileManager.default.attributesOfItem(
                atPath: folder.appending(path: OperationLog.fileName).path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test(
        "No text ends a line, starts another, or steers the terminal that shows it",
        arguments: [
            "a\nb", "a\r\nb", "\u{1B}[2J\u{1B}]0;title\u{7}", "a\u{9B}31mb", "a\u{202E}b", "a\u{0}b", "a\u{2028}b",
            "who=1 outcome=done", "\"quoted\" \\ back", String(repeating: "x", count: 2_000_000), "",
        ])
    func hostile(value: String) throws {
        logger().notice(
            "operation", metadata: ["who": "3", "on": "\(value)", "outcome": "done", "\(value.prefix(50))": "x"])
        let text = try text()
        #expect(text.hasSuffix("\n") && text.filter(\.isNewline).count == 1)
        #expect(text.unicodeScalars.dropLast().allSatisfy { !TextRule.isForbidden($0) })
        #expect(text.utf8.count < 4_000)
        #expect(text.contains(" who=3 on="), "the operation's own parts stand first, and can be told from the text")
    }

    @Test("Every operation of the shop is in it, and no secret is")
    func shop() async throws {
        let shop = try await TestShop.open()
        var environment = shop.services.environment
        environment.logger = logger()
        let accounts = ShopServices(environment).accounts
        let signedIn = try await accounts.signIn(email: "ada@example.com", password: TestShop.password)
        await #expect(throws: ShopError.signInFailed) {
            try await accounts.signIn(email: "ada@example.com", password: "hunter2-hunter2")
        }
        _ = try? await accounts.register(name: "Bo", email: "bo@example.com", password: "sesame-sesame")
        try await accounts.signOut(signedIn.session)
        let text = try text()
        #expect(text.contains("what=signIn") && text.contains("what=signOut") && text.contains("what=register"))
        #expect(text.contains("notice operation"), "what was refused stands out")
        for secret in [TestShop.password, "hunter2", "sesame", signedIn.token, signedIn.session.id] {
            #expect(!text.contains(secret))
        }
    }

    @Test("At its size the file is put aside, some are kept, and none is larger")
    func rotation() throws {
        let logger = logger(bytes: 1_000)
        for number in 0..<200 { logger.info("operation", metadata: ["who": "\(number)"]) }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let kept = (1...OperationLog.kept).map { "\(OperationLog.fileName).\($0)" }
        #expect(Set(names) == Set(kept + [OperationLog.fileName, OperationLog.fileName + ".lock"]))
        for name in kept + [OperationLog.fileName] { #expect(try text(name).utf8.count <= 1_000) }
        #expect(try text().contains("who=199"))
        #expect(try text(kept[0]).contains("who=\(200 - (try text().split(separator: "\n").count) - 1)"))
    }

    @Test("Eight terminals that log at once, and put the file aside, lose and mix no line")
    func together() async throws {
        let count = 150
        await withTaskGroup(of: Void.self) { group in
            for terminal in 0..<8 {
                // 5 × 60 kB are kept: more than all that is written.
                let logger = logger(bytes: 60_000)
                group.addTask {
                    for number in 0..<count {
                        logger.info(
                            "operation",
                            metadata: [
                                "who": "\(terminal)", "on": "\(number)", "ms": "\(String(repeating: "7", count: 60))",
                            ])
                    }
                }
            }
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasSuffix(".lock") }
        let lines = try names.flatMap { try text($0).split(separator: "\n") }
        #expect(names.count > 1)
        #expect(lines.count == 8 * count)
        #expect(Set(lines).count == 8 * count)
        #expect(lines.allSatisfy { $0.hasPrefix("2026-") && $0.hasSuffix("777") })
    }

    @Test("Where nothing can be written the shop goes on")
    func unwritable() {
        let logger = Logger(label: "test") { _ in
            OperationLog.handler(folder: URL(fileURLWithPath: "/dev/null/nowhere"))
        }
        logger.info("operation")
    }

    @Test("With the level notice only what was refused is logged")
    func levels() throws {
        let logger = Logger(label: "test") { [folder] _ in OperationLog.handler(folder: folder, level: .notice) }
        logger.info("done")
        logger.notice("refused")
        #expect(try text().contains("refused") && !text().contains("done"))
    }
}
