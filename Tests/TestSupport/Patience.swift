/// How tests wait: for what they expect, up to a limit that is generous, for machines are slow and busy.
public enum Patience {
    public static let limit: Duration = .seconds(180)
    /// Where the machine stood still, time alone proves nothing: it is also looked so often.
    private static let leastLooks = 40

    /// Asks again and again until `isSo`.
    ///
    /// - Throws: ``NeverHappened`` after the limit, or when the test's own time is over.
    public static func until(
        _ what: @autoclosure () -> String, within limit: Duration = limit, every pause: Duration = .milliseconds(20),
        _ isSo: () async throws -> Bool
    ) async throws {
        let deadline = ContinuousClock.now.advanced(by: limit)
        var looks = 0
        do {
            while try await !isSo() {
                looks += 1
                guard ContinuousClock.now < deadline || looks < leastLooks else {
                    throw NeverHappened(what: what())
                }
                try await Task.sleep(for: pause)
            }
        } catch is CancellationError {
            throw NeverHappened(what: what() + ", until the test's own time was over")
        }
    }
}

/// What a test has waited for in vain.
public struct NeverHappened: Error, CustomStringConvertible {
    public var what: String
    /// What the program was at that should have brought it about.
    public var report: String

    public init(what: String, report: String = "") {
        self.what = what
        self.report = report
    }

    public var description: String { "waited in vain for: \(what)\(report.isEmpty ? "" : "\n" + report)" }
}
