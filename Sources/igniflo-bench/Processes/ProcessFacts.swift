import Foundation

/// What the kernel says of a process (proc(5)).
struct ProcessFacts {
    /// Nanoseconds on a core, of all threads that live.
    var cpu: Int64 = 0
    /// How often a thread has gone to sleep by itself, which is how often one was woken.
    var wakeUps = 0

    init(_ process: Int32) {
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
        for thread in threads {
            let folder = "/proc/\(process)/task/\(thread)"
            cpu += Self.text("\(folder)/schedstat").split(separator: " ").first.flatMap { Int64($0) } ?? 0
            wakeUps += Self.number("voluntary_ctxt_switches", in: "\(folder)/status")
        }
    }

    /// Resident memory in bytes.
    static func resident(_ process: Int32) -> Int { number("VmRSS", in: "/proc/\(process)/status") * 1_024 }

    private static func number(_ name: String, in path: String) -> Int {
        let line = text(path).split(separator: "\n").first { $0.hasPrefix(name + ":") }
        return line?.split(whereSeparator: { $0 == ":" || $0.isWhitespace }).dropFirst().first.flatMap { Int($0) } ?? 0
    }

    private static func text(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
}
