import Foundation
import Shop
import Testing

struct PreparationEstimateTests {
    private let now = Date(timeIntervalSince1970: 1_795_863_600)

    /// Ready so many seconds ago, after so many minutes.
    private func order(ready ago: TimeInterval, after minutes: Double, isAhead: Bool = false)
        -> PreparationEstimate.Preparation
    {
        let ready = now.addingTimeInterval(-ago)
        return PreparationEstimate.Preparation(
            placed: ready.addingTimeInterval(-minutes * 60), ready: ready, isAhead: isAhead)
    }

    @Test("With fewer than five orders nobody is told a time")
    func few() {
        let four = (1...4).map { order(ready: TimeInterval($0), after: 8) }
        #expect(PreparationEstimate([], now: now) == nil)
        #expect(PreparationEstimate(four, now: now) == nil)
        #expect(PreparationEstimate(four + [order(ready: 5, after: 8)], now: now)?.minutes == 8)
        #expect(PreparationEstimate(four + [order(ready: 5, after: 8, isAhead: true)], now: now) == nil)
        #expect(PreparationEstimate(four + [order(ready: 7_201, after: 8)], now: now) == nil)
        #expect(PreparationEstimate(four + [order(ready: 7_200, after: 8)], now: now)?.minutes == 8)
    }

    @Test("It is the median of the last twenty, whatever came before and in whatever order they are")
    func median() {
        let slow = (1...30).map { order(ready: TimeInterval(1_000 + $0), after: 50) }
        let quick = (1...20).map { order(ready: TimeInterval($0), after: Double($0)) }
        #expect(PreparationEstimate((slow + quick).shuffled(), now: now)?.minutes == 10)
        // One order that was forgotten changes nothing.
        let times: [Double] = [7, 8, 8.4, 9, 300]
        #expect(PreparationEstimate(times.map { order(ready: 60, after: $0) }, now: now)?.minutes == 8)
        #expect(PreparationEstimate((0..<5).map { _ in order(ready: 60, after: 7.5) }, now: now)?.minutes == 8)
        #expect(PreparationEstimate((0..<5).map { _ in order(ready: 60, after: 0.1) }, now: now)?.minutes == 1)
    }

    @Test("Orders from a clock that was wrong do not count")
    func clocks() {
        let good = (1...4).map { order(ready: TimeInterval($0), after: 8) }
        #expect(PreparationEstimate(good + [order(ready: -60, after: 8)], now: now) == nil)
        #expect(PreparationEstimate(good + [order(ready: 60, after: -8)], now: now) == nil)
    }
}
