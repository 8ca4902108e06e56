/// `crowd`: many terminals open on one machine.
struct Crowding: Measurement {
    /// Terminals that come in at a time.
    private static let batch = 10

    func take(on bench: Workbench) async throws -> [Figure] {
        let path = try await bench.copy()
        let count = bench.isQuick ? 30 : 200
        let seconds = bench.isQuick ? 4.0 : 20.0
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
        let before = terminals.map { ProcessFacts($0.process).cpu }
        let start = Clock.now
        Self.settle(terminals, seconds: seconds)
        let passed = Double(Clock.now - start)
        let cpu = zip(terminals, before).reduce(0) { $0 + ProcessFacts($1.0.process).cpu - $1.1 }
        let writer = try WorkerProcess(.step, [path])
        _ = try writer.line()
        Self.settle(terminals, seconds: 3)
        let lasts = try (0..<(bench.isQuick ? 3 : 7)).map { _ in try Self.last(terminals, writer) }
        return [
            Figure(
                name: "crowd.\(count)", value: Double(cpu) / passed * 100, unit: "% of a core", target: .atMost(10)),
            Figure(
                name: "crowd.\(count).seen", value: Samples(lasts).median, unit: "ms until the last",
                target: .atMost(250)),
        ]
    }

    private static func settle(_ terminals: [Pseudoterminal], seconds: Double) {
        let end = Clock.now + Nanoseconds(seconds * 1e9)
        while Clock.now < end {
            _ = Pseudoterminal.waitForAny(terminals, milliseconds: 100)
            for terminal in terminals { terminal.take() }
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
            guard Pseudoterminal.waitForAny(waiting, milliseconds: 1_000) else { continue }
            waiting.removeAll { $0.take() > 0 }
        }
        guard let committed = try writer.numbers().first, waiting.isEmpty else {
            throw BenchProblem(words: "\(waiting.count) terminals never showed a change.")
        }
        return Clock.milliseconds((terminals.map(\.lastRead).max() ?? committed) - committed)
    }
}
