/// Work that a leader of another process may do instead, while this one waits for the lock.
struct Submission<Value: Sendable>: Sendable {
    /// The work, as another process of this program reads it.
    var encode: @Sendable () -> [UInt8]
    /// The leader's answer; nil when it says nothing, and this process is to do the work itself.
    var decode: @Sendable ([UInt8]) -> Value?
}
