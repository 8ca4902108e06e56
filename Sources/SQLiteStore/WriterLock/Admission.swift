/// How the wait for the lock ended.
enum Admission<Value> {
    /// This process is the leader. What it had queued is not in anybody's hand any more.
    case acquired(LockHandle, WaitingPlacement?)
    /// A leader has done meanwhile what was queued.
    case answered(Value, WaitingPlacement)
}

/// Work that a leader of another process may do instead, while this one waits for the lock.
struct Submission<Value: Sendable>: Sendable {
    /// The work, as another process of this program reads it.
    var encode: @Sendable () -> [UInt8]
    /// The leader's answer; nil when it says nothing, and this process is to do the work itself.
    var decode: @Sendable ([UInt8]) -> Value?
}
