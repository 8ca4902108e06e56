/// Asks again and again until `condition` holds.
///
/// - Throws: ``NeverHappened`` after the limit, which is generous: machines are slow and busy.
func waitUntil(
    _ what: String, within limit: Duration = .seconds(60), _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now.advanced(by: limit)
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw NeverHappened(what: what) }
        try await Task.sleep(for: .milliseconds(20))
    }
}

struct NeverHappened: Error, CustomStringConvertible {
    var what: String
    var description: String { "waited in vain for: \(what)" }
}
