import Foundation
import Testing

/// Someone at the machine: a home of their own, the shop in common.
struct Person: Sendable {
    let machine: Machine
    let name: String
    let home: URL

    /// What the program is told by its surroundings; nothing of the machine that runs the tests.
    var environment: [String: String] {
        [
            "PATH": BuiltProgram.folder + ":/usr/local/bin:/usr/bin:/bin", "HOME": home.path,
            "XDG_DATA_HOME": home.appending(path: "data").path, "XDG_STATE_HOME": home.appending(path: "state").path,
            "IGNIFLO_DATABASE": machine.database, "LC_ALL": "C.UTF-8", "TZ": "UTC", "TERM": "xterm-256color",
        ]
    }

    /// The file that holds this person's session.
    var sessionFile: URL? {
        let folder = home.appending(path: "state/igniflo/sessions")
        return try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).first
    }

    /// Runs the program to its end.
    ///
    /// - Parameter changes: variables set differently; nil takes one away.
    func run(_ arguments: String..., input: String = "", changes: [String: String?] = [:]) async throws -> Outcome {
        try await start(arguments, input: input, changes: changes).outcome()
    }

    /// Starts the program and lets it run.
    func start(_ arguments: [String], input: String = "", changes: [String: String?] = [:]) throws -> RunningProgram {
        try RunningProgram(
            BuiltProgram.path, arguments, input: input, environment: changed(changes), folder: machine.folder)
    }

    /// Runs a line of the shell, in which `igniflo` is the program.
    func shell(_ line: String) async throws -> Outcome {
        try await RunningProgram(
            "/bin/sh", ["-c", line], input: "", environment: environment, folder: machine.folder
        ).outcome()
    }

    /// Runs the program, and expects that it says no: with 1, one line, and nothing else.
    func isRefused(
        _ call: String..., input: String = "", says words: String, at location: SourceLocation = #_sourceLocation
    ) async throws {
        let outcome = try await start(call, input: input).outcome()
        #expect(outcome.code == 1, "\(outcome.unexpected)", sourceLocation: location)
        #expect(outcome.complaint == "igniflo: " + words, sourceLocation: location)
        #expect(outcome.output.isEmpty, sourceLocation: location)
    }

    private func changed(_ changes: [String: String?]) -> [String: String] {
        var result = environment
        for (name, value) in changes { result[name] = value }
        return result
    }
}
