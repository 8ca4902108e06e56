/// `place`: durable orders of three items through the service, in one process.
struct Placing: Measurement {
    func take(on bench: Workbench) async throws -> [Figure] {
        let shop = try await BenchShop.open(try await bench.copy())
        let products = try await shop.wanted()
        let floor = try FloorTerminal(try await bench.copy())
        let count = bench.isQuick ? 100 : 300
        var rates: [Double] = []
        var floorRates: [Double] = []
        var times: [Double] = []
        for round in -1..<bench.rounds {
            let own = try await Self.time(count) { try await shop.place(products, $0) }
            let least = try await Self.time(count) { try floor.place($0) }
            // The first warms up.
            guard round >= 0 else { continue }
            rates.append(Double(count) / own.reduce(0, +) * 1_000)
            floorRates.append(Double(count) / least.reduce(0, +) * 1_000)
            times += own
        }
        await shop.store.close()
        let samples = Samples(times)
        return [
            Figure(
                name: "place", value: Samples(rates).median, unit: "orders/s", floor: Samples(floorRates).median,
                floorName: "the same in C, FULL", target: .ratioAtLeast(0.7)),
            Figure(name: "place.p50", value: samples.median, unit: "ms"),
            Figure(name: "place.p99", value: samples.p99, unit: "ms"),
        ]
    }

    /// Milliseconds of each.
    static func time(_ count: Int, _ work: (Int) async throws -> Void) async rethrows -> [Double] {
        var times: [Double] = []
        for number in 0..<count {
            let start = Clock.now
            try await work(number)
            times.append(Clock.milliseconds(Clock.now - start))
        }
        return times
    }
}
