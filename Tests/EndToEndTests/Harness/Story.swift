import Foundation
import TestSupport
import Testing

/// A suite of stories: its tests come one after another, on threads that nothing else keeps busy, and a few suites are at
/// it at a time. A machine on which a hundred programs start at once gives none of them a second for minutes.
struct StoryTrait: SuiteTrait, TestScoping {
    private static let turns = Turns(max(4, 3 * ProcessInfo.processInfo.activeProcessorCount))

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await Self.turns.take { try await withTaskExecutorPreference(OwnThreads.shared) { try await function() } }
    }
}

extension Trait where Self == StoryTrait {
    static var stories: Self { Self() }
}
