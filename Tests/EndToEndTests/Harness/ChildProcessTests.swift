import Foundation
import TestSupport
import Testing

/// The harness itself: programs that do not end, and what programs get from it.
@Suite(.stories)
struct ChildProcessTests {
    @Test("Of a program that does not end the failure tells what it and its children are at, and they are killed")
    func givenUp() async throws {
        let folder = try Machine()
        let told = folder.folder.appending(path: "child")
        // The shell stays, for it has something to do afterwards.
        let program = try ChildProcess(["/bin/sh", "-c", "sleep 1000 & echo $! > '\(told.path)'; wait; echo over"])
        var child = ""
        try await program.until("the child") {
            child = ((try? String(contentsOf: told, encoding: .utf8)) ?? "").trimmingCharacters(in: .newlines)
            return !child.isEmpty
        }
        let failure = await #expect(throws: NeverHappened.self) { try await program.end(within: .zero) }
        let report = try #require(failure?.report)
        #expect(
            report.contains("process \(child): sleep 1000") && report.contains("thread \(child) sleep: S, waits in "))
        #expect(report.contains("s for a processor"))
        #expect(report.contains("#0 ") || report.contains("gdb is not installed") || report.contains("gdb did not"))
        let file = try #require(report.firstMatch(of: /is in (\S+)\.\n/)?.output.1)
        #expect(try String(contentsOfFile: String(file), encoding: .utf8).contains("VmRSS"))
        try FileManager.default.removeItem(atPath: String(file))
        try await waitUntil("the end of both") {
            !program.isRunning
                && (try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)).map { !$0.contains(" Z ") }
                    != true
        }
    }

    @Test("A program inherits nothing of what other tests have open, and its signals are as the system has them")
    func inheritance() async throws {
        let machine = try Machine()
        let pipe = try ChildProcess.pipe()
        defer { for end in [pipe.read, pipe.write] { close(end) } }
        // As it is for an instant wherever something is opened that is to be inherited by one program.
        for end in [pipe.read, pipe.write] { _ = fcntl(end, F_SETFD, 0) }
        let outcome = try await machine.person("someone").shell(
            "ls /proc/$$/fd; exec grep 'Sig[BI]' /proc/self/status")
        #expect(outcome.lines.prefix(3) == ["0", "1", "2"] && outcome.lines.count == 5, "\(outcome.output)")
        let masks = outcome.lines.suffix(2).compactMap { UInt64($0.suffix(16), radix: 16) }
        // 32 and 33 are the C library's own.
        #expect(masks.count == 2 && masks.allSatisfy { $0 & ~(0b11 << 31) == 0 }, "\(outcome.output)")
    }

    @Test("A program that nobody wants any more does not stay")
    func left() async throws {
        var program = try ChildProcess(["/bin/sleep", "1000"]) as ChildProcess?
        let id = try #require(program?.id)
        program = nil
        #expect(!FileManager.default.fileExists(atPath: "/proc/\(id)"))
    }
}
