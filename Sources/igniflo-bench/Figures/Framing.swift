import Foundation
import Presentation
import Screens
import Shop
import Terminal

/// `frame`: composing a large board of full lanes, and finding what differs.
struct Framing: Measurement {
    private static let size = Size(width: 200, height: 60)

    func take(on bench: Workbench) async throws -> [Figure] {
        let shop = try await BenchShop.open(try await bench.copy(open: 120))
        let settings = try await shop.store.read { try $0.settings() }
        guard let settings else { throw ShopError.notSetUp }
        let open = OpenShop(services: shop.services, settings: settings, demoAccounts: try bench.demo.accounts())
        var stage = Application.stage(open, size: Self.size)
        try await Self.run(stage.begin(now: Date()), on: &stage)
        try await Self.run(stage.handle(.key(Key(.function(1))), now: Date()), on: &stage)
        var shown = stage.render(now: Date())
        guard shown.lines().contains(where: { $0.contains(Workbench.boardSign) }) else {
            throw BenchProblem(words: "The board did not open.")
        }
        var times: [Double] = []
        let count = bench.isQuick ? 100 : 500
        for number in 0..<count {
            // The chosen order changes its lane with each frame.
            try await Self.run(stage.handle(.key(number % 2 == 0 ? .right : .left), now: Date()), on: &stage)
            let start = Clock.now
            let frame = stage.render(now: Date())
            _ = frame.changes(from: shown)
            if number >= 20 { times.append(Clock.milliseconds(Clock.now - start)) }
            shown = frame
        }
        await shop.store.close()
        let samples = Samples(times)
        return [
            Figure(name: "frame", value: samples.median, unit: "ms", target: .atMost(1)),
            Figure(name: "frame.p99", value: samples.p99, unit: "ms"),
        ]
    }

    /// Does what the screens ask for, until they ask for nothing more.
    private static func run(_ actions: [Stage.Action], on stage: inout Stage) async throws {
        var left = actions
        while !left.isEmpty {
            guard case .run(let job) = left.removeFirst() else { continue }
            left += stage.answer(job.reply, await job.work(), now: Date())
        }
    }
}
