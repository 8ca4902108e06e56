import Presentation
import Shop

/// `grow`: that a long history costs nothing.
struct Growing: Measurement {
    private struct Point {
        var start: Double
        var board: Double
        var table: Double
        var search: Double
        var place: Double
    }

    func take(on bench: Workbench) async throws -> [Figure] {
        let sizes = bench.isQuick ? [1_000, 20_000] : [1_000, 10_000, 100_000, 1_000_000]
        var points: [Point] = []
        for size in sizes {
            Progress.show("grow: \(size) orders")
            points.append(try await Self.measure(try await bench.shop(orders: size), on: bench))
        }
        guard let least = points.first else { return [] }
        let parts: [(String, KeyPath<Point, Double>)] = [
            ("start", \.start), ("board", \.board), ("table", \.table), ("search", \.search), ("place", \.place),
        ]
        return parts.flatMap { name, part in
            zip(sizes, points).dropFirst().map { size, point in
                Figure(
                    name: "grow.\(name).\(size)", value: point[keyPath: part], unit: "ms", floor: least[keyPath: part],
                    floorName: "with 1000 orders", target: size == sizes.last ? .ratioAtMost(1.3) : nil)
            }
        }
    }

    private static func measure(_ path: String, on bench: Workbench) async throws -> Point {
        let starts = try (0..<bench.rounds * 2).map { _ in try Starting.start(path, on: bench) }
        let keys = try Typing.times(path, on: bench)
        let shop = try await BenchShop.open(path)
        let products = try await shop.wanted()
        var placed: [Order] = []
        let times = try await Placing.time(bench.isQuick ? 100 : 300) {
            placed.append(try await shop.place(products, $0))
        }
        // The board is left as it was found.
        for order in placed { _ = try await shop.step(order, to: .completed) }
        await shop.store.close()
        return Point(
            start: Samples(starts).median, board: Samples(keys.board).median, table: Samples(keys.table).median,
            search: Samples(keys.search).median, place: Samples(times).median)
    }
}
