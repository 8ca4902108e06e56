import Foundation
import TestSupport

/// Asks again and again until `condition` holds.
///
/// - Throws: `NeverHappened` after the limit.
func waitUntil(
    _ what: String, within limit: Duration = Patience.limit, _ condition: () async throws -> Bool
) async throws {
    try await Patience.until(what, within: limit, condition)
}

/// Does what may take too long on a slow machine for a limit that the program itself has, such as the ten seconds of an
/// undo, until it was quick enough.
func untilInTime(_ what: String, _ attempt: () async throws -> Bool) async throws {
    for _ in 1...20 {
        if try await attempt() { return }
    }
    throw NeverHappened(what: what + ", in time")
}

/// Does what blocks its thread on one of its own: those that tasks run on are few.
func onThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread { continuation.resume(with: Result { try work() }) }.start()
    }
}
