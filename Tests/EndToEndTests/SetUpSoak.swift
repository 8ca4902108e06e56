import Foundation
import Soaking
import TestSupport
import Testing

/// Shops set up by the thousand, beside programs that leave the machine no rest. IGNIFLO_SOAK=1 runs it.
@Suite(.serialized, .stories, .enabled(if: Soak.isOn))
struct SetUpSoak {
    private static let atOnce = 8

    @Test("Two thousand shops are set up, eight at once on a busy machine: each is there, and no program stays")
    func many() async throws {
        let hogs = try (0..<2 * ProcessInfo.processInfo.activeProcessorCount).map { _ in
            try ChildProcess(["/bin/sh", "-c", "while :; do :; done"])
        }
        let count = Soak.count(40, soak: 2_000)
        let start = ContinuousClock.now
        var slowest = Duration.zero
        try await withThrowingTaskGroup(of: Duration.self) { group in
            for number in 0..<count {
                if number >= Self.atOnce { slowest = max(slowest, try await group.next() ?? .zero) }
                group.addTask { try await Self.setUp(number) }
            }
            for try await time in group { slowest = max(slowest, time) }
        }
        for hog in hogs { hog.kill() }
        Soak.say("\(count) shops in \(start.duration(to: .now)), the slowest in \(slowest)")
    }

    /// - Returns: how long it took. A program that does not end in a minute is told of with all its stacks.
    private static func setUp(_ number: Int) async throws -> Duration {
        let machine = try Machine()
        let call = [
            "init", "--name", "Shop \(number)", "--currency", "EUR", "--admin-email", "me@example.com", "--json",
        ]
        let start = ContinuousClock.now
        let outcome = try await machine.person("owner").start(call, input: "correct horse battery\n")
            .outcome(within: .seconds(60))
        #expect(outcome.code == 0, "\(outcome.unexpected)")
        #expect(try outcome.object()["name"] as? String == "Shop \(number)")
        return start.duration(to: .now)
    }
}
