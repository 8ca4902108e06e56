import Foundation

/// `start` and `memory`: with a long history in the file.
struct Starting: Measurement {
    func take(on bench: Workbench) async throws -> [Figure] {
        let path = try await bench.shop(orders: bench.large)
        var starts: [Double] = []
        var floors: [Double] = []
        for round in -1..<(bench.rounds * 2) {
            let own = try Self.start(path, on: bench)
            let floor = try Self.open(path, on: bench)
            guard round >= 0 else { continue }
            starts.append(own)
            floors.append(floor)
        }
        return [
            Figure(
                name: "start", value: Samples(starts).median, unit: "ms", floor: Samples(floors).median,
                floorName: "a process that only opens the file", target: .atMost(60))
        ]
    }

    /// Milliseconds until the first frame is there.
    static func start(_ path: String, on bench: Workbench) throws -> Double {
        let start = Clock.now
        let terminal = try bench.terminal(path)
        return Clock.milliseconds(try terminal.wait(for: Workbench.signInEnd) - start)
    }

    static func opener(_ path: String, on bench: Workbench) throws -> Pseudoterminal {
        try Pseudoterminal(
            Programs.own().path, [Worker.word, Worker.Kind.open.rawValue, path], environment: bench.environment)
    }

    private static func open(_ path: String, on bench: Workbench) throws -> Double {
        let start = Clock.now
        let terminal = try opener(path, on: bench)
        return Clock.milliseconds(try terminal.wait(for: "open") - start)
    }
}

struct Remembering: Measurement {
    func take(on bench: Workbench) async throws -> [Figure] {
        let path = try await bench.shop(orders: bench.large)
        func megabytes(_ process: Int32) -> Double { Double(ProcessFacts.resident(process)) / 1_048_576 }
        var own: [Double] = []
        var floors: [Double] = []
        for _ in 0..<bench.rounds {
            let terminal = try bench.board(path)
            let opener = try Starting.opener(path, on: bench)
            try opener.wait(for: "open")
            own.append(megabytes(terminal.process))
            floors.append(megabytes(opener.process))
        }
        return [
            Figure(
                name: "memory", value: Samples(own).median, unit: "MB", floor: Samples(floors).median,
                floorName: "a process that only opens the file", target: .atMost(48))
        ]
    }
}
