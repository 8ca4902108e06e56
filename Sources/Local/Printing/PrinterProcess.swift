import Foundation
import Shop
import Subprocess
import Synchronization
import SystemPackage

/// A printer's program at work: without a shell, without a terminal, and with nothing of this process but the receipt.
struct PrinterProcess: Sendable {
    enum Ending: Sendable {
        case exited(Int32)
        /// By a signal.
        case killed
        /// It took too long.
        case gaveUp
        case notStarted
    }

    /// Where programs are looked for, whatever the surroundings say.
    private static let folders = ["/usr/local/bin", "/usr/bin", "/bin"]
    /// What a program is told of its surroundings: who it works for and how text is written, nothing that names a file.
    private static let variables = ["HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE"]

    let program: String
    let words: [String]
    /// Where what it writes goes; nil: nowhere.
    private let output: Int32?

    init(program: String, words: [String]) {
        self.program = program
        self.words = words
        output = nil
    }

    private init(program: String, output: Int32) {
        self.program = program
        words = []
        self.output = output
    }

    /// Writes what it reads to a device that is open.
    static func copying(to device: Int32) -> PrinterProcess { PrinterProcess(program: "/bin/cat", output: device) }

    /// - Returns: the path of a program that may be started; nil when there is none.
    static func program(named name: String) -> String? {
        let paths = name.hasPrefix("/") ? [name] : folders.map { "\($0)/\(name)" }
        return paths.first { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
                && access(path, X_OK) == 0
        }
    }

    /// Runs it to its end. After `limit` it is killed with all that it has started; what even `grace` later has not ended,
    /// such as a process that waits for a broken device, is left alone.
    func run(reading receipt: Int32, limit: Duration, grace: Duration) async -> Ending {
        guard let files = Files(receipt, output) else { return .notStarted }
        let (endings, told) = AsyncStream.makeStream(of: Ending.self)
        let group = Group()
        let process = Task(executorPreference: PrinterThreads.shared) {
            told.yield(await ending(files, group))
            files.close()
        }
        let clock = Task(executorPreference: PrinterThreads.shared) {
            guard await group.outlasts(limit) else { return }
            group.kill()
            process.cancel()
            try? await Task.sleep(for: grace)
            told.yield(.gaveUp)
        }
        defer { clock.cancel() }
        for await ending in endings { return group.isKilled ? .gaveUp : ending }
        group.kill()
        process.cancel()
        return .gaveUp
    }

    private func ending(_ files: Files, _ group: Group) async -> Ending {
        let input = FileDescriptorInput.fileDescriptor(files.input, closeAfterSpawningProcess: false)
        do {
            let status =
                if let output = files.output {
                    try await Subprocess.run(
                        configuration, input: input,
                        output: .fileDescriptor(output, closeAfterSpawningProcess: false), error: .discarded,
                        body: { group.begin($0.processIdentifier.value) }
                    ).terminationStatus
                } else {
                    try await Subprocess.run(
                        configuration, input: input, output: .discarded, error: .discarded,
                        body: { group.begin($0.processIdentifier.value) }
                    ).terminationStatus
                }
            group.end()
            return if case .exited(let code) = status { .exited(code) } else { .killed }
        } catch {
            group.end()
            return .notStarted
        }
    }

    /// The process with all that it has started.
    private final class Group: Sendable {
        private let state = Mutex<(leader: pid_t?, begun: ContinuousClock.Instant?, isKilled: Bool)>((nil, nil, false))
        /// A machine that is too busy to start a process, or to say that it has ended, is waited for so many times longer.
        private static let patience = 6

        var isKilled: Bool { state.withLock(\.isKilled) }

        func begin(_ leader: pid_t) {
            state.withLock { state in
                state.leader = leader
                state.begun = .now
                if state.isKilled { Foundation.kill(-leader, SIGKILL) }
            }
        }

        /// Waits while it runs, from its start on.
        ///
        /// - Returns: true when it has run for `limit`; false when nobody wants to know any more.
        func outlasts(_ limit: Duration) async -> Bool {
            let last = ContinuousClock.now.advanced(by: limit * Self.patience)
            var left = limit
            while left > .zero, .now < last {
                guard (try? await Task.sleep(for: left)) != nil else { return false }
                left = timeLeft(of: limit)
            }
            return true
        }

        private func timeLeft(of limit: Duration) -> Duration {
            let (leader, begun, _) = state.withLock { $0 }
            guard let begun else { return .milliseconds(100) }
            // It has ended, and that is about to be told.
            guard let leader, !Self.hasExited(leader) else { return .milliseconds(100) }
            return limit - begun.duration(to: .now)
        }

        /// By what the kernel says of it (proc(5)); its parent, which is this process, may not have asked yet.
        private static func hasExited(_ process: pid_t) -> Bool {
            guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
                let name = status.lastIndex(of: ")")
            else { return true }
            return status[name...].dropFirst(2).first == "Z"
        }

        func end() { state.withLock { $0.leader = nil } }

        func kill() {
            state.withLock { state in
                state.isKilled = true
                if let leader = state.leader { Foundation.kill(-leader, SIGKILL) }
            }
        }
    }

    /// The process's own descriptors: it may begin after whoever waits for it has given up, and closed theirs.
    private struct Files: Sendable {
        let input: FileDescriptor
        let output: FileDescriptor?

        init?(_ receipt: Int32, _ device: Int32?) {
            guard let input = Self.copy(receipt) else { return nil }
            self.input = input
            output = device.flatMap(Self.copy)
            guard device == nil || output != nil else {
                close()
                return nil
            }
        }

        func close() { for file in [input, output].compactMap(\.self) { try? file.close() } }

        private static func copy(_ descriptor: Int32) -> FileDescriptor? {
            let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
            return copy < 0 ? nil : FileDescriptor(rawValue: copy)
        }
    }

    /// A session of its own has no terminal, and is a group that can be killed as a whole.
    private var configuration: Configuration {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [.send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .seconds(60))]
        return Configuration(
            executable: .path(FilePath(program)), arguments: Arguments(words), environment: .custom(Self.environment),
            workingDirectory: "/", platformOptions: options)
    }

    private static var environment: [Subprocess.Environment.Key: String] {
        let own = ProcessInfo.processInfo.environment
        var told: [Subprocess.Environment.Key: String] = [:]
        told["PATH"] = folders.joined(separator: ":")
        for name in variables { if let key = Subprocess.Environment.Key(rawValue: name) { told[key] = own[name] } }
        return told
    }
}

/// Threads for what waits for a printer. The shop's own work may fill those of Swift, and no printer is to seem slow by it.
private final class PrinterThreads: TaskExecutor {
    static let shared = PrinterThreads()
    private let queue = DispatchQueue(label: "igniflo.printer", attributes: .concurrent)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
