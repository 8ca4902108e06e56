/// `bytes`: what one status change sends to a terminal that shows the board.
struct Sending: Measurement {
    func take(on bench: Workbench) async throws -> [Figure] {
        let path = try await bench.copy()
        let terminal = try bench.board(path)
        let writer = try WorkerProcess(.step, [path])
        _ = try writer.line()
        terminal.waitForQuiet(milliseconds: 2_500)
        var changes: [Double] = []
        for _ in 0..<bench.rounds * 2 {
            let before = terminal.received
            writer.tell()
            _ = terminal.waitForOutput(milliseconds: 5_000)
            terminal.waitForQuiet(milliseconds: 100)
            changes.append(Double(terminal.received - before))
            _ = try writer.line()
        }
        terminal.waitForQuiet(milliseconds: 2_500)
        let before = terminal.received
        // Ctrl-L draws everything anew.
        terminal.send("\u{0C}")
        terminal.waitForQuiet(milliseconds: 500)
        return [
            Figure(
                name: "bytes", value: Samples(changes).median, unit: "bytes",
                floor: Double(terminal.received - before), floorName: "a full frame", target: .atMost(300))
        ]
    }
}
