import Foundation
import Glibc
import Synchronization

/// A program that was started. Its input and output are files: what it prints can be read while it runs.
final class RunningProgram: Sendable {
    private let words: String
    private let files: (input: URL, output: URL, errors: URL)
    private let pid: pid_t
    /// As waitpid(2) gives it, once it has ended.
    private let status = Mutex<Int32?>(nil)

    init(
        _ program: String, _ arguments: [String], input: String, environment: [String: String], folder: URL
    ) throws {
        let name = UUID().uuidString
        files = (
            folder.appending(path: name + ".in"), folder.appending(path: name + ".out"),
            folder.appending(path: name + ".err")
        )
        try Data(input.utf8).write(to: files.input)
        for file in [files.output, files.errors] { try Data().write(to: file) }
        words = arguments.joined(separator: " ")
        pid = try Self.spawn(["/usr/bin/env", "-C", folder.path, program] + arguments, environment, files)
    }

    deinit {
        for file in [files.input, files.output, files.errors] { try? FileManager.default.removeItem(at: file) }
    }

    /// Foundation's own way waits for the program's children, too, and a terminal's server lives on.
    private static func spawn(
        _ arguments: [String], _ environment: [String: String], _ files: (input: URL, output: URL, errors: URL)
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, files.input.path, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, files.output.path, O_WRONLY | O_APPEND, 0)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, files.errors.path, O_WRONLY | O_APPEND, 0)

        // The threads of the tests block signals, which the program would inherit.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        let argv = arguments.map { strdup($0) } + [nil]
        let envp = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for word in argv + envp { free(word) } }
        var pid: pid_t = 0
        let failure = posix_spawn(&pid, arguments[0], &actions, &attributes, argv, envp)
        guard failure == 0 else { throw NotStarted(program: arguments[0], why: String(cString: strerror(failure))) }
        return pid
    }

    struct NotStarted: Error {
        var program: String
        var why: String
    }

    var output: String { Self.text(files.output) }

    func signal(_ number: Int32) {
        status.withLock { status in
            // A number that has ended may be another's already.
            if status == nil { kill(pid, number) }
        }
    }

    var hasEnded: Bool { ended() != nil }

    /// Waits for the end.
    func outcome(within limit: Duration = .seconds(120)) async throws -> Outcome {
        do {
            try await waitUntil("the end of `\(words)`", within: limit) { ended() != nil }
        } catch {
            signal(SIGKILL)
            throw error
        }
        let status = ended() ?? 0
        let number = status & 0x7F
        // As shells have it: a program that was killed did not end with 0.
        return Outcome(
            words: words, code: number == 0 ? status >> 8 & 0xFF : 128 + number, signal: number == 0 ? nil : number,
            output: output, errors: Self.text(files.errors),
            isText: [files.output, files.errors].allSatisfy(Self.isText))
    }

    private func ended() -> Int32? {
        status.withLock { status in
            var now: Int32 = 0
            if status == nil, waitpid(pid, &now, WNOHANG) == pid { status = now }
            return status
        }
    }

    private static func isText(_ file: URL) -> Bool {
        (try? Data(contentsOf: file)).map { String(validating: $0, as: UTF8.self) != nil } ?? false
    }

    private static func text(_ file: URL) -> String {
        (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}

/// How a program ended, and what it said.
struct Outcome: Sendable {
    var words: String
    var code: Int32
    /// The signal that killed it.
    var signal: Int32?
    var output: String
    var errors: String
    /// Whether every byte of both is UTF-8.
    var isText: Bool

    var lines: [String] { output.split(separator: "\n").map(String.init) }

    /// The one line on standard error; nil when there is none, or more.
    var complaint: String? {
        let lines = errors.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.count == 2 && lines[1].isEmpty ? String(lines[0]) : nil
    }

    /// The objects of the output, one a line.
    func objects() throws -> [[String: any Sendable]] {
        try lines.map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
            guard let object = object as? [String: any Sendable] else { throw unexpected }
            return object
        }
    }

    func object() throws -> [String: any Sendable] {
        let objects = try objects()
        guard objects.count == 1 else { throw unexpected }
        return objects[0]
    }

    var unexpected: Unexpected { Unexpected(outcome: self) }
}

struct Unexpected: Error, CustomStringConvertible {
    var outcome: Outcome
    var description: String {
        "`\(outcome.words)` ended with \(outcome.code)\(outcome.signal == nil ? "" : ", killed"): \(outcome.output)\(outcome.errors)"
    }
}
