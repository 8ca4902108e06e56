import Testing

@testable import Terminal

struct FramePaceTests {
    private let start = ContinuousClock.now

    /// Draws whenever it may, for so long.
    ///
    /// - Returns: when.
    private func frames(of pace: inout FramePace, from start: Duration, for time: Duration) -> [Duration] {
        var now = start
        var frames: [Duration] = []
        while now < start + time {
            frames.append(now)
            pace.note(self.start + now)
            now += max(.microseconds(1), pace.wait(self.start + now))
        }
        return frames
    }

    @Test("A few frames follow a pause at once, and a storm makes 60 a second")
    func storm() {
        var pace = FramePace()
        let storm = frames(of: &pace, from: .seconds(1), for: .seconds(2))
        #expect(storm.prefix { $0 < .seconds(1) + .milliseconds(1) }.count == 3)
        #expect((120...123).contains(storm.count))
        for (one, next) in zip(storm.dropFirst(2), storm.dropFirst(3)) {
            #expect(next - one >= .milliseconds(16))
        }
    }

    @Test("After a pause frames need not wait again, however long the storm before was")
    func pause() {
        var pace = FramePace()
        _ = frames(of: &pace, from: .seconds(1), for: .seconds(5))
        let after = frames(of: &pace, from: .seconds(6.1), for: .milliseconds(1))
        #expect(after.count == 3)
    }
}
