import Foundation

/// What has changed by itself in the last two seconds, so that the eye finds it.
struct ChangeMarks<ID: Hashable & Sendable>: Sendable {
    private static var time: TimeInterval { 2 }
    private var until: [ID: Date] = [:]

    mutating func mark(_ ids: some Sequence<ID>, now: Date) {
        for id in ids { until[id] = now.addingTimeInterval(Self.time) }
    }

    func contains(_ id: ID, now: Date) -> Bool { until[id].map { $0 > now } ?? false }

    mutating func forgetOld(now: Date) { until = until.filter { $0.value > now } }

    /// When the next mark goes away.
    var nextEnd: Date? { until.values.min() }
}
