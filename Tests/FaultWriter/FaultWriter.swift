import Foundation
import Glibc
import NextSchema
import Presentation
import SQLiteStore
import Shop

/// A terminal without a screen, for the fault tests: it does what it is told in its arguments, says each outcome in a line
/// of its standard output as it happens, and ends.
///
///     FaultWriter open|make|place|fill|look|read|probe PATH [SEED COUNT]
///     FaultWriter upgrade PATH [ROWS]
///     FaultWriter backup PATH FILE
///     FaultWriter restore PATH BACKUP
///     FaultWriter keep FILE TEXT…
@main
struct FaultWriter {
    static func main() async {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3 else { exit(64) }
        let path = arguments[2]
        let seed = arguments.count > 3 ? UInt64(arguments[3]) ?? 0 : 0
        let count = arguments.count > 4 ? Int(arguments[4]) ?? 0 : 0
        do {
            switch arguments[1] {
            case "upgrade": return try await upgrade(path, rowsPerBatch: seed == 0 ? 10_000 : Int(seed))
            case "keep": return try keep(arguments[2], arguments.dropFirst(3))
            case "restore":
                return say("restored \(try await SQLiteStore.restore(arguments[3], to: path) ?? "nothing")")
            default: break
            }
            let terminal = try await Persistence.patiently { try await Terminal.open(path, seed: seed) }
            switch arguments[1] {
            case "open": say("open")
            case "make": try await terminal.make()
            case "backup":
                try await terminal.store.backup(to: arguments[3], at: Date())
                say("backed up")
            case "place": try await terminal.place(count)
            case "fill": try await terminal.fill()
            case "look": try await terminal.look()
            case "read": try await terminal.readForever()
            case "probe": await terminal.probe()
            default: exit(64)
            }
            await terminal.store.close()
        } catch {
            say("ended \((error as? ShopError)?.text ?? String(describing: error))")
            exit(error is ShopError ? 69 : 70)
        }
    }

    /// Puts one text after another into a file that keeps them.
    private static func keep(_ path: String, _ texts: some Sequence<String>) throws {
        try DurableFile.makeFolder((path as NSString).deletingLastPathComponent)
        for text in texts {
            try DurableFile.replace(path, with: Array(text.utf8), mode: 0o600)
            say("kept \(text)")
        }
    }
}

/// Opens the shop as a program of the next schema, and tells each step.
func upgrade(_ path: String, rowsPerBatch: Int) async throws {
    let schema = NextSchema.migrator(with: NextSchema.version(rowsPerBatch: rowsPerBatch))
    let store = try await SQLiteStore.open(path, schema: schema) { progress in
        say("\(progress.phase) \(Int((progress.share ?? 0) * 100))")
    }
    say(store.upgrade.map { "upgraded \($0.path)" } ?? "open")
    await store.close()
}

/// One write, so that a line is whole even when the process ends in the next instant.
func say(_ line: String) {
    let bytes = Array((line.replacing("\n", with: " ") + "\n").utf8)
    _ = write(1, bytes, bytes.count)
}

/// How often something is tried again, as a person at the terminal would: FAULT_TRIES, once if not set.
enum Persistence {
    /// A terminal goes on until this file is there: FAULT_UNTIL, without end if not set.
    static let end = ProcessInfo.processInfo.environment["FAULT_UNTIL"]

    static let tries = ProcessInfo.processInfo.environment["FAULT_TRIES"].flatMap(Int.init) ?? 1

    static func patiently<Value: Sendable>(_ work: @Sendable () async throws -> Value) async throws -> Value {
        for _ in 1..<tries {
            do { return try await work() } catch let error as ShopError { say("failed \(error.text)") }
        }
        return try await work()
    }
}
