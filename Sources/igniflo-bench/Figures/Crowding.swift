/// `crowd`: many terminals open on one machine.
struct Crowding: Measurement {
    /// Terminals that come in at a time.
    private static let batch = 10

    func take(on bench: Workbench) async throws -> [Figure] {
        let path = try await bench.copy()
        let count = bench.isQuick ? 30 : 200
        var terminals: [Pseudoterminal] = []
        while terminals.count < count {
            Progress.show("crowd: \(terminals.count) of \(count) terminals")
            let more = try (0..<min(Self.batch, count - terminals.count)).map { _ in try bench.terminal(path) }
            for terminal in more { try terminal.wait(for: Workbench.signInEnd) }
            for terminal in more { Workbench.signIn(terminal) }
            for terminal in more { try terminal.wait(for: Workbench.boardSign) }
            terminals += more
        }
        Self.settle(terminals, seconds: 3)
        let shares = (0..<bench.rounds).map { _ in Self.share(of: terminals, seconds: bench.isQuick ? 2 : 5) }
        let writer = try WorkerProcess(.step, [path])
        _ = try writer.line()
        Self.settle(terminals, seconds: 3)
        let lasts = try (0..<bench.rounds).map { _ in try Self.last(terminals, writer) }
        return [
            Figure(
                name: "crowd.\(count)", value: Samples(shares).median, unit: "% of a core", target: .atMost(10)),
            Figure(
                name: "crowd.\(count).seen", value: Samples(lasts).median, unit: "ms until the last",
                target: .atMost(250)),
        ]
    }

    /// Percent of a core that all of them have together while nothing happens.
    private static func share(of terminals: [Pseudoterminal], seconds: Double) -> Double {
        func cpu() -> Int64 { terminals.reduce(0) { $0 + ProcessFacts.cpu($1.process) } }
        let (before, start) = (cpu(), Clock.now)
        settle(terminals, seconds: seconds)
        return Double(cpu() - before) / Double(Clock.now - start) * 100
    }

    private static func settle(_ terminals: [Pseudoterminal], seconds: Double) {
        let end = Clock.now + Nanoseconds(seconds * 1e9)
        while Clock.now < end {
            for terminal in Pseudoterminal.ready(terminals, milliseconds: 100) { terminal.take() }
        }
        for terminal in terminals { terminal.forget() }
    }

    /// Milliseconds from the commit of a change until the last terminal has painted it.
    private static func last(_ terminals: [Pseudoterminal], _ writer: WorkerProcess) throws -> Double {
        settle(terminals, seconds: 2.5)
        writer.tell()
        var waiting = terminals
        let deadline = Clock.now + 10_000_000_000
        while !waiting.isEmpty, Clock.now < deadline {
            let painted = Pseudoterminal.ready(waiting, milliseconds: 1_000)
            for terminal in painted { terminal.take() }
            waiting.removeAll { terminal in painted.contains { $0 === terminal } }
        }
        guard let committed = try writer.numbers().first, waiting.isEmpty else {
            throw BenchProblem(words: "\(waiting.count) terminals never showed a change.")
        }
        return Clock.milliseconds((terminals.map(\.lastRead).max() ?? committed) - committed)
    }
}
