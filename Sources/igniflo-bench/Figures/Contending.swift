import Foundation

/// `contend`: many processes placing orders on one file.
struct Contending: Measurement {
    private struct Outcome {
        var total = 0.0
        var spread = 0.0
        /// In milliseconds.
        var longest = 0.0
        var failed = 0
    }

    func take(on bench: Workbench) async throws -> [Figure] {
        var figures: [Figure] = []
        for processes in bench.isQuick ? [4, 16] : [4, 16, 32] {
            var own: [Outcome] = []
            var least: [Outcome] = []
            for _ in 0..<(bench.isQuick ? 1 : bench.rounds) {
                own.append(try await Self.run(.place, processes, on: bench))
                least.append(try await Self.run(.floor, processes, on: bench))
            }
            let name = "contend.\(processes)"
            func median(_ value: (Outcome) -> Double) -> Double { Samples(own.map(value)).median }
            func floor(_ value: (Outcome) -> Double) -> Double { Samples(least.map(value)).median }
            figures += [
                Figure(
                    name: name, value: median(\.total), unit: "orders/s", floor: floor(\.total),
                    floorName: "the same in C, FULL, busy handler",
                    target: processes == 16 ? .ratioAtLeast(1.5) : nil),
                Figure(
                    name: name + ".spread", value: median(\.spread), unit: "most/least", floor: floor(\.spread),
                    target: .atMost(1.5)),
                Figure(
                    name: name + ".wait", value: own.map(\.longest).max() ?? 0, unit: "ms", floor: floor(\.longest),
                    target: .atMost(100)),
                Figure(
                    name: name + ".failed", value: Double(own.reduce(0) { $0 + $1.failed }), unit: "orders",
                    floor: Double(least.reduce(0) { $0 + $1.failed }), target: .atMost(0)),
            ]
        }
        return figures
    }

    private static func run(_ kind: Worker.Kind, _ processes: Int, on bench: Workbench) async throws -> Outcome {
        let seconds = bench.isQuick ? 1.5 : 4.0
        let path = try await bench.copy()
        let workers = try (0..<processes).map { _ in try WorkerProcess(kind, [path, String(seconds)]) }
        for worker in workers { _ = try worker.line() }
        for worker in workers { worker.tell() }
        let answers = try workers.map { try $0.numbers() }.filter { $0.count == 3 }
        let placed = answers.map { Double($0[0]) }
        return Outcome(
            total: placed.reduce(0, +) / seconds, spread: (placed.max() ?? 0) / max(1, placed.min() ?? 0),
            longest: Clock.milliseconds(answers.map { $0[1] }.max() ?? 0),
            failed: answers.reduce(0) { $0 + Int($1[2]) })
    }
}
