/// When a frame may be drawn: a few at once after a pause, so that what a change brings about is seen without waiting, and
/// not more than 60 a second after that, so that a storm of changes costs no more than the eye can see.
struct FramePace {
    private static let frameTime: Duration = .nanoseconds(1_000_000_000 / 60)
    private static let mostAtOnce = 3

    /// When so many frames could be drawn at once again.
    private var rested = ContinuousClock.now

    /// How long the next frame has to wait.
    func wait(_ now: ContinuousClock.Instant) -> Duration {
        max(.zero, now.duration(to: rested) - Self.frameTime * (Self.mostAtOnce - 1))
    }

    /// A frame was drawn.
    mutating func note(_ now: ContinuousClock.Instant) { rested = max(rested, now) + Self.frameTime }
}
