import CStore
import Foundation
import Glibc
import Presentation
import SQLiteStore
import Shop

/// What the processes of a measurement do: a line on standard input begins it, a line on standard output answers.
enum Worker {
    static let word = "worker"

    enum Kind: String {
        /// Places orders through the services, as fast as it can.
        case place
        /// The floor of that.
        case floor
        /// Takes an order a step, each time it is told, and says when that was committed.
        case step
        /// Polls, and says when it was woken.
        case echo
        /// Opens the file and nothing else.
        case open
        /// Sleeps and looks, four times a second.
        case poll
    }

    static func run(_ words: [String]) async throws {
        guard let kind = words.first.flatMap(Kind.init) else { throw BenchProblem(words: "No such worker.") }
        let path = words.count > 1 ? words[1] : ""
        switch kind {
        case .place: try await place(path, seconds: words.count > 2 ? Double(words[2]) ?? 1 : 1)
        case .floor: try floor(path, seconds: words.count > 2 ? Double(words[2]) ?? 1 : 1)
        case .step: try await step(path)
        case .echo: while cstore_wait_readable(0, -1, -1) == 1, readLine() != nil { say("\(Clock.now)") }
        case .open: try open(path)
        case .poll: while true { _ = cstore_wait_readable(-1, -1, 250) }
        }
    }

    private static func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = write(1, bytes, bytes.count)
    }

    // MARK: placing

    private static func place(_ path: String, seconds: Double) async throws {
        let shop = try await BenchShop.open(path)
        let products = try await shop.wanted()
        say("ready")
        _ = readLine()
        var tally = Tally(seconds: seconds)
        while tally.goesOn {
            let start = Clock.now
            do {
                try await shop.place(products, tally.placed)
                tally.note(start)
            } catch {
                tally.failed += 1
            }
        }
        say(tally.line)
        await shop.store.close()
    }

    private static func floor(_ path: String, seconds: Double) throws {
        let terminal = try FloorTerminal(path)
        say("ready")
        _ = readLine()
        var tally = Tally(seconds: seconds)
        while tally.goesOn {
            let start = Clock.now
            do {
                try terminal.place(tally.placed)
                tally.note(start)
            } catch let error as EngineError where error.isBusy {
                tally.failed += 1
            }
        }
        say(tally.line)
    }

    private struct Tally {
        private let end: Nanoseconds
        var placed = 0
        var longest: Nanoseconds = 0
        var failed = 0

        init(seconds: Double) { end = Clock.now + Nanoseconds(seconds * 1e9) }

        var goesOn: Bool { Clock.now < end }
        var line: String { "\(placed) \(longest) \(failed)" }

        mutating func note(_ start: Nanoseconds) {
            placed += 1
            longest = max(longest, Clock.now - start)
        }
    }

    // MARK: a step

    private static func step(_ path: String) async throws {
        let shop = try await BenchShop.open(path)
        var order = try await shop.orderUnderWay()
        say("ready")
        while readLine() != nil {
            order = try await shop.step(order, to: order.status == .ready ? .preparing : .ready)
            say("\(shop.store.lastCommit)")
        }
        await shop.store.close()
    }

    private static func open(_ path: String) throws {
        let engine = try Engine(path)
        _ = try engine.prepare(SQL.settings).run()
        say("open")
        _ = readLine()
    }
}
