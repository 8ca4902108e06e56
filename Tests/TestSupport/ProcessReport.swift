import Foundation
import Glibc

/// What a process is at that a test gives up on: of each thread its place in the kernel, and its stack where gdb is
/// installed. It is asked before the process is killed; afterwards nobody can tell why it did not go on.
public enum ProcessReport {
    private static let gdb = tool("gdb")
    private static let demangler = tool("swift-demangle")
    /// Frames of a thread, and letters of a line, that go into a failure.
    private static let mostFrames = 14
    private static let mostLetters = 200

    /// - Returns: what goes into the failure: the essential part, and the name of the file that has the whole.
    public static func of(_ id: Int32) async -> String {
        // Not on one of the threads that tasks run on: what is stuck may be waited for there.
        await withCheckedContinuation { continuation in
            Thread { continuation.resume(returning: ofNow(id)) }.start()
        }
    }

    /// Likewise, on the thread of whoever asks.
    public static func ofNow(_ id: Int32) -> String {
        let processes = ([id] + descendants(of: id)).map { id in
            (id: id, facts: facts(of: id), stacks: stacks(of: id))
        }
        let file = NSTemporaryDirectory() + "igniflo-stuck-\(id)-\(UUID().uuidString.prefix(8)).txt"
        let whole = processes.map { "\($0.facts)\n\(more(about: $0.id))\n\($0.stacks)\n" }.joined(separator: "\n")
        let isKept = (try? Data(whole.utf8).write(to: URL(filePath: file))) != nil
        let essence = processes.map { $0.facts + "\n" + Self.essence($0.stacks) }.joined(separator: "\n")
        return (isKept ? "All of what it was at is in \(file).\n" : "") + essence
    }

    /// All that a process has started and that lives, the nearest first.
    public static func descendants(of id: Int32) -> [Int32] {
        let children = tasks(of: id).flatMap { task in
            read("/proc/\(id)/task/\(task)/children").split(separator: " ").compactMap { Int32($0) }
        }
        return children + children.flatMap(descendants)
    }

    // MARK: what the kernel says (proc(5))

    private static func facts(of id: Int32) -> String {
        let call = read("/proc/\(id)/cmdline").replacing("\0", with: " ")
        let threads = tasks(of: id).map { task in
            let place = "/proc/\(id)/task/\(task)"
            let state = read(place + "/stat").split(separator: ")").last?.split(separator: " ").first ?? "?"
            let stack = read(place + "/stack").split(separator: "\n").prefix(4).map {
                $0.split(separator: " ").last ?? ""
            }
            return "  thread \(task) \(read(place + "/comm")): \(state), waits in \(read(place + "/wchan"))"
                + ", system call \(read(place + "/syscall"))"
                + (stack.isEmpty ? "" : ", kernel: \(stack.joined(separator: " "))")
        }
        return "process \(id): \(call.prefix(mostLetters))\n\(share(of: id))\n" + threads.joined(separator: "\n")
    }

    /// How long it has run, and its threads have waited for a processor: what only the machine has kept is not stuck.
    private static func share(of id: Int32) -> String {
        // After the name: the state, and ten more before the ticks as itself and in the kernel.
        let ticks = (read("/proc/\(id)/stat").split(separator: ")").last?.split(separator: " ") ?? []).dropFirst(11)
            .prefix(2).compactMap { Double($0) }.reduce(0, +)
        let waits = tasks(of: id).map { task in
            read("/proc/\(id)/task/\(task)/schedstat").split(separator: " ").dropFirst().first.flatMap { Double($0) }
        }
        let (run, waited) = (ticks / Double(sysconf(Int32(_SC_CLK_TCK))), waits.reduce(0) { $0 + ($1 ?? 0) } / 1e9)
        return String(format: "  it has run for %.1f s, and has waited %.1f s for a processor", run, waited)
    }

    /// What only the file has: its status, its descriptors, and who holds which lock.
    private static func more(about id: Int32) -> String {
        let folder = "/proc/\(id)/fd"
        let descriptors = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).map { number in
            let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(number)")
            return "  \(number) -> \(target ?? "?")"
        }
        return ([read("/proc/\(id)/status"), "descriptors:"] + descriptors + ["locks:", read("/proc/locks")])
            .joined(separator: "\n")
    }

    private static func tasks(of id: Int32) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(id)/task"))?.sorted() ?? []
    }

    private static func read(_ path: String) -> String {
        guard let file = fopen(path, "re") else { return "" }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    // MARK: stacks

    private static func tool(_ name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
            .first { access($0, X_OK) == 0 }
    }

    private static func stacks(of id: Int32) -> String {
        guard let gdb else { return "Its stacks are not known: gdb is not installed." }
        let commands = [
            "set pagination off", "set debuginfod enabled off", "set print frame-arguments none",
            "thread apply all bt 60",
        ]
        return output(
            of: [gdb, "-p", String(id), "-batch", "-nx"] + commands.flatMap { ["-ex", $0] }, seconds: 120
        ).map { text in
            demangler.flatMap { output(of: [$0, "--simplified"], input: text, seconds: 30) } ?? text
        } ?? "Its stacks are not known: gdb did not answer."
    }

    private static func output(of words: [String], input: String = "", seconds: Double) -> String? {
        let folder = URL(filePath: NSTemporaryDirectory()).appending(path: "igniflo-report-" + UUID().uuidString)
        let (asked, said) = (folder.appending(path: "in"), folder.appending(path: "out"))
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(input.utf8).write(to: asked)
            try Data().write(to: said)
        } catch {
            return nil
        }
        guard
            ChildProcess.run(
                words, input: .reading(asked.path), output: .appending(said.path), seconds: seconds) != nil
        else { return nil }
        return (try? Data(contentsOf: said)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The first frames of each thread; what gdb says of itself is left out.
    private static func essence(_ stacks: String) -> String {
        var frames = 0
        return stacks.split(separator: "\n").compactMap { line -> String? in
            if line.hasPrefix("Thread ") {
                frames = 0
                return "  " + line
            }
            guard line.hasPrefix("#") || line.hasPrefix("Its stacks") else { return nil }
            frames += 1
            guard frames <= mostFrames else { return nil }
            let plain = line.replacing(#/0x[0-9a-f]+ in /#, with: "")
            return "    " + plain.prefix(mostLetters)
        }.joined(separator: "\n")
    }
}
