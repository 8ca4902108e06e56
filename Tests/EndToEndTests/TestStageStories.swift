import Foundation
import Testing

/// What `make test` tells of itself.
@Suite(.serialized, .stories)
struct TestStageStories {
    /// Runs the stages with a toolchain that does nothing, and a test runner that prints these lines and ends with `code`.
    private func outcome(of lines: [String], code: Int) async throws -> Outcome {
        let machine = try Machine()
        let person = try machine.person("tester")
        let script = """
            #!/bin/sh
            [ "$1" = test ] || exit 0
            \(lines.map { "echo '\($0)'" }.joined(separator: "\n"))
            exit \(code)
            """
        let stub = machine.folder.appending(path: "swift")
        try Data(script.utf8).write(to: stub)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: stub.path)
        return try await person.shell("PATH=\"$PWD:$PATH\" '\(BuiltProgram.checkout.path)/.ci/test'")
    }

    @Test("make test says how long its stages took and what was slowest, and closes with the runner's own lines")
    func stages() async throws {
        let tests = (1...12).map { "✔ Test t\($0)() passed after \($0).250 seconds." }
        let closing = ["✘ Test run with 12 tests in 1 suite failed after 12 seconds with 1 issue.", "error: 1 failed"]
        let all = tests + [#"✘ Suite "Some" failed after 12.500 seconds with 1 issue."#] + closing
        let outcome = try await outcome(of: all, code: 1)
        #expect(outcome.code == 1 && outcome.errors.isEmpty, "\(outcome.unexpected)")
        #expect(Array(outcome.lines.suffix(2)) == closing)
        let told = Array(outcome.lines.dropFirst(tests.count + 1).dropLast(2))
        #expect(told.first == "Stages:")
        for stage in ["build", "format", "tests"] { #expect(told.contains { $0.hasPrefix("  \(stage) ") }, "\(told)") }
        let slowest = told.filter { $0.contains(" s  t") }
        #expect(slowest.first == "     12.2 s  t12()" || slowest.first == "     12.3 s  t12()", "\(slowest)")
        #expect(slowest.count == 10 && !slowest.contains { $0.hasSuffix(" t2()") })
        #expect(told.last == #"     12.5 s  "Some""#)
    }

    @Test("make test hides nothing of a runner that ends in the middle")
    func crashed() async throws {
        let lines = ["◇ Test t() started.", "error: Exited with unexpected signal code 11"]
        let outcome = try await outcome(of: lines, code: 139)
        #expect(outcome.code == 139)
        #expect(Array(outcome.lines.prefix(2)) == lines)
    }
}
