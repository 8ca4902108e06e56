import Presentation
import Shop

/// `seen`: a status change that one process commits, until another has it in hand, and until it is painted.
struct Seeing: Measurement {
    func take(on bench: Workbench) async throws -> [Figure] {
        let path = try await bench.copy()
        let count = bench.isQuick ? 60 : 400
        let writer = try WorkerProcess(.step, [path])
        _ = try writer.line()
        let echo = Samples(try Self.echo(count))
        let hand = Samples(try await Self.inHand(path, writer, count))
        let painted = Samples(try Self.painted(try bench.board(path), writer, count))
        let floorName = "an empty poll loop, woken by a pipe"
        return [
            Figure(
                name: "seen.p50", value: hand.median, unit: "ms", floor: echo.median, floorName: floorName,
                target: .atMost(0.5)),
            Figure(
                name: "seen.p99", value: hand.p99, unit: "ms", floor: echo.p99, floorName: floorName,
                target: .atMost(5)),
            Figure(
                name: "seen.painted.p50", value: painted.median, unit: "ms", floor: echo.median, floorName: floorName),
            Figure(
                name: "seen.painted.p99", value: painted.p99, unit: "ms", floor: echo.p99, floorName: floorName,
                target: .atMost(16)),
        ]
    }

    private static func pause() async { try? await Task.sleep(for: .milliseconds(30)) }

    private static func echo(_ count: Int) throws -> [Double] {
        let worker = try WorkerProcess(.echo)
        return try (0..<count).map { _ in
            let start = Clock.now
            worker.tell()
            return Clock.milliseconds((try worker.numbers().first ?? start) - start)
        }
    }

    private static func inHand(_ path: String, _ writer: WorkerProcess, _ count: Int) async throws -> [Double] {
        let shop = try await BenchShop.open(path)
        var changes = shop.services.feed.changes(
            after: try await shop.services.feed.position(), for: shop.session
        ).makeAsyncIterator()
        var times: [Double] = []
        for _ in 0..<count {
            await pause()
            writer.tell()
            guard await changes.next() != nil else { break }
            let seen = Clock.now
            times.append(Clock.milliseconds(seen - (try writer.numbers().first ?? seen)))
        }
        await shop.store.close()
        return times
    }

    /// The same order goes to and fro, so that nothing else changes on the board meanwhile.
    private static func painted(
        _ terminal: Pseudoterminal, _ writer: WorkerProcess, _ count: Int
    ) throws -> [Double] {
        var times: [Double] = []
        for _ in 0..<count {
            terminal.waitForQuiet(milliseconds: 30)
            writer.tell()
            let painted = terminal.waitForOutput(milliseconds: 5_000)
            guard let committed = try writer.numbers().first, let painted else { continue }
            times.append(Clock.milliseconds(painted - committed))
        }
        return times
    }
}
