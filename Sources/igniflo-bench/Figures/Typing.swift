import Foundation

/// `keys`: from a key to the frame that answers it.
struct Typing: Measurement {
    /// Nobody types faster; what a key has asked for is there by then.
    private static let pause = 60

    func take(on bench: Workbench) async throws -> [Figure] {
        let times = try Self.times(try await bench.shop(orders: bench.large), on: bench)
        return [("board", times.board), ("table", times.table), ("search", times.search)].flatMap { name, times in
            let samples = Samples(times)
            return [
                Figure(name: "keys.\(name).p50", value: samples.median, unit: "ms", target: .atMost(4)),
                Figure(name: "keys.\(name).p99", value: samples.p99, unit: "ms", target: .atMost(16)),
            ]
        } + [Figure(name: "keys.search.found", value: Samples(times.found).median, unit: "ms until it is found")]
    }

    struct Times {
        var board: [Double] = []
        var table: [Double] = []
        var search: [Double] = []
        /// Until the last of what a typed letter has changed.
        var found: [Double] = []
    }

    static func times(_ path: String, on bench: Workbench) throws -> Times {
        let terminal = try bench.board(path)
        let rounds = bench.isQuick ? 20 : 100
        var times = Times()
        for _ in 0..<rounds { times.board += ["l", "h"].compactMap { press($0, terminal)?.first } }
        terminal.send("T")
        terminal.waitForQuiet(milliseconds: 600)
        let down = "\u{1B}[6~"
        for _ in 0..<rounds { times.table += ["j", down].compactMap { press($0, terminal)?.first } }
        terminal.send("/")
        terminal.waitForQuiet(milliseconds: 300)
        for word in ["latte", "grace", "c-042", "walsh", "cinnamon"].prefix(bench.isQuick ? 3 : 5) {
            for letter in word {
                guard let answer = press(String(letter), terminal) else { continue }
                times.search.append(answer.first)
                times.found.append(answer.last)
            }
            for _ in word { _ = press("\u{7F}", terminal) }
        }
        return times
    }

    /// - Returns: milliseconds until the first and the last of what a key has changed; nil when it changed nothing.
    private static func press(_ key: String, _ terminal: Pseudoterminal) -> (first: Double, last: Double)? {
        terminal.forget()
        let start = Clock.now
        terminal.send(key)
        guard let first = terminal.waitForOutput(milliseconds: 500) else { return nil }
        terminal.waitForQuiet(milliseconds: pause)
        return (Clock.milliseconds(first - start), Clock.milliseconds(terminal.lastRead - start))
    }
}
