import Foundation

/// A time zone's wall clock: from the time that it shows to the instants at which it shows it, and back.
///
/// What the clock shows is counted in seconds since 1970 as if it were UTC (*local seconds*), an instant in seconds since
/// 1970, UTC. All of it is worked out from the zone's offsets alone: a calendar would pick one of two instants by itself.
struct WallClock {
    let zone: TimeZone

    /// A time during which the zone's offset is the same.
    struct Stretch {
        var instants: Range<Int>
        /// Seconds east of Greenwich.
        var offset: Int

        var local: Range<Int> { (instants.lowerBound + offset)..<(instants.upperBound + offset) }
    }

    func offset(at instant: Int) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant)))
    }

    /// In local seconds, rounded down.
    func local(_ instant: Date) -> Int {
        let seconds = Int(instant.timeIntervalSince1970.rounded(.down))
        return seconds + offset(at: seconds)
    }

    /// In order. Zones change their offset at most once a day, so one look a day finds each change.
    func stretches(of instants: Range<Int>) -> [Stretch] {
        var stretches: [Stretch] = []
        var (start, look, offset) = (instants.lowerBound, instants.lowerBound, offset(at: instants.lowerBound))
        while look < instants.upperBound {
            let next = min(look + Self.day, instants.upperBound)
            let nextOffset = self.offset(at: next)
            guard nextOffset != offset else {
                look = next
                continue
            }
            let change = change(of: offset, after: look, until: next)
            stretches.append(Stretch(instants: start..<change, offset: offset))
            (start, look, offset) = (change, change, self.offset(at: change))
        }
        if start < instants.upperBound {
            stretches.append(Stretch(instants: start..<instants.upperBound, offset: offset))
        }
        return stretches
    }

    /// The first second that has another offset.
    private func change(of offset: Int, after same: Int, until other: Int) -> Int {
        var (same, other) = (same, other)
        while other - same > 1 {
            let middle = same + (other - same) / 2
            if self.offset(at: middle) == offset { same = middle } else { other = middle }
        }
        return other
    }

    /// The instants at which the clock shows a time within `local`, in order: none for a time that it skips, two ranges
    /// for one that it repeats.
    func instants(showing local: Range<Int>) -> [Range<Int>] {
        // No zone is a day away from Greenwich.
        let around = (local.lowerBound - Self.day)..<(local.upperBound + Self.day)
        return stretches(of: around).compactMap { stretch in
            let shown = stretch.local.clamped(to: local)
            return shown.isEmpty
                ? nil : (shown.lowerBound - stretch.offset)..<(shown.upperBound - stretch.offset)
        }
    }

    static let day = 86_400
}

extension Int {
    /// Divided and rounded down, also below 0.
    func floorDivided(by divisor: Int) -> Int {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
