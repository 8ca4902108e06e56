import TestSupport
import Testing

/// The faults that concern the shop's data (TheRulesOfAShop, "Faults"), provoked on real
/// processes and files, with the invariants checked afterwards. The long form is `Soak`.
@Suite(.serialized, .timeLimit(.minutes(120)), .ownThreads)
struct FaultTests {}

/// These tests wait for locks and for processes, and meet an instant of theirs: on threads that nothing else keeps busy.
struct OwnThreadsTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await withTaskExecutorPreference(OwnThreads.shared) { try await function() }
    }
}

extension Trait where Self == OwnThreadsTrait {
    static var ownThreads: Self { Self() }
}
