import Foundation

/// `idle`: what an open board costs on which nothing happens.
struct Idling: Measurement {
    private struct Cost {
        /// Percent of a core.
        var share: Double
        /// In a second.
        var wakeUps: Double
    }

    func take(on bench: Workbench) async throws -> [Figure] {
        let seconds = bench.isQuick ? 8.0 : 60.0
        let terminal = try bench.board(try await bench.copy())
        let poll = try WorkerProcess(.poll)
        let peer = try? Pseudoterminal("/usr/bin/htop", [], environment: bench.environment)
        // The marks of the opening go away, and the allocator settles.
        terminal.waitForQuiet(milliseconds: 3_000)
        let processes = [terminal.process, poll.identifier, peer?.process].compactMap(\.self)
        let before = processes.map { ProcessFacts($0) }
        let end = Clock.now + Nanoseconds(seconds * 1e9)
        while Clock.now < end {
            _ = terminal.waitForOutput(milliseconds: 200)
            peer?.take()
        }
        let costs = zip(processes, before).map { process, before in
            let after = ProcessFacts(process)
            return Cost(
                share: Double(after.cpu - before.cpu) / (seconds * 1e9) * 100,
                wakeUps: Double(after.wakeUps - before.wakeUps) / seconds)
        }
        var figures = [
            Figure(
                name: "idle", value: costs[0].share, unit: "% of a core", floor: costs[1].share,
                floorName: "a loop that polls", target: .atMost(0.2)),
            Figure(
                name: "idle.wakeups", value: costs[0].wakeUps, unit: "a second", floor: costs[1].wakeUps,
                floorName: "a loop that polls", target: .atMost(8)),
        ]
        // Where there is no htop the process is gone, and has cost nothing.
        if costs.count > 2, costs[2].wakeUps > 0 {
            figures.append(
                Figure(
                    name: "idle.htop", value: costs[0].share, unit: "% of a core", floor: costs[2].share,
                    floorName: "htop"))
        }
        return figures
    }
}
