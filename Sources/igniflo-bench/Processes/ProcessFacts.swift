import CBench
import Foundation

/// What the kernel says of a process (proc(5)).
enum ProcessFacts {
    /// Nanoseconds on a core, of all threads that ever lived.
    static func cpu(_ process: Int32) -> Int64 { cbench_process_time(process) }

    /// Resident memory in bytes.
    static func resident(_ process: Int32) -> Int { number("VmRSS", in: "/proc/\(process)/status") * 1_024 }

    fileprivate static func number(_ name: String, in path: String) -> Int {
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") }
        return line?.split(whereSeparator: { $0 == ":" || $0.isWhitespace }).dropFirst().first.flatMap { Int($0) } ?? 0
    }
}

/// How often the threads of a process have gone to sleep by themselves, which is how often one was woken. A thread takes
/// its count along when it ends, so that the counts have to be looked at now and then.
struct WakeUps {
    private let process: Int32
    private var threads: [String: Int] = [:]

    init(of process: Int32) {
        self.process = process
        look()
    }

    var count: Int { threads.values.reduce(0, +) }

    mutating func look() {
        let folder = "/proc/\(process)/task"
        for thread in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            let count = ProcessFacts.number("voluntary_ctxt_switches", in: "\(folder)/\(thread)/status")
            threads[thread] = max(count, threads[thread] ?? 0)
        }
    }
}
