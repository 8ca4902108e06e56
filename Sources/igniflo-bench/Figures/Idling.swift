import Foundation

/// `idle`: what an open board costs on which nothing happens.
struct Idling: Measurement {
    private static let peer = "/usr/bin/htop"

    private struct Cost {
        /// Percent of a core.
        var share: Double
        /// In a second.
        var wakeUps: Double
    }

    func take(on bench: Workbench) async throws -> [Figure] {
        let terminal = try bench.board(try await bench.copy())
        let poll = try WorkerProcess(.poll)
        let peer = try Self.openPeer(on: bench)
        // The marks of the opening go away, and the allocator settles.
        terminal.waitForQuiet(milliseconds: 3_000)
        let processes = [terminal.process, poll.identifier, peer?.process].compactMap(\.self)
        let terminals = [terminal, peer].compactMap(\.self)
        let rounds = (0..<bench.rounds).map { _ in
            Self.costs(of: processes, seconds: bench.isQuick ? 3 : 12, terminals)
        }
        func median(_ process: Int, _ part: (Cost) -> Double) -> Double {
            Samples(rounds.map { part($0[process]) }).median
        }
        var figures = [
            Figure(
                name: "idle", value: median(0, \.share), unit: "% of a core", floor: median(1, \.share),
                floorName: "a loop that polls", target: .atMost(0.2)),
            Figure(
                name: "idle.wakeups", value: median(0, \.wakeUps), unit: "a second", floor: median(1, \.wakeUps),
                floorName: "a loop that polls", target: .atMost(8)),
        ]
        if peer != nil {
            figures.append(
                Figure(
                    name: "idle.htop", value: median(0, \.share), unit: "% of a core", floor: median(2, \.share),
                    floorName: "htop"))
        }
        return figures
    }

    private static func openPeer(on bench: Workbench) throws -> Pseudoterminal? {
        guard FileManager.default.isExecutableFile(atPath: peer) else {
            Progress.say("idle is not held against htop: \(peer) is not there.")
            return nil
        }
        return try Pseudoterminal(peer, [], environment: bench.environment)
    }

    private static func costs(of processes: [Int32], seconds: Double, _ terminals: [Pseudoterminal]) -> [Cost] {
        var wakeUps = processes.map(WakeUps.init(of:))
        let before = zip(processes, wakeUps).map { (cpu: ProcessFacts.cpu($0), wakeUps: $1.count) }
        let start = Clock.now
        let end = start + Nanoseconds(seconds * 1e9)
        while Clock.now < end {
            for terminal in Pseudoterminal.ready(terminals, milliseconds: 200) { terminal.take() }
            for index in wakeUps.indices { wakeUps[index].look() }
        }
        let passed = Double(Clock.now - start)
        return processes.indices.map { index in
            Cost(
                share: Double(ProcessFacts.cpu(processes[index]) - before[index].cpu) / passed * 100,
                wakeUps: Double(wakeUps[index].count - before[index].wakeUps) / passed * 1e9)
        }
    }
}
