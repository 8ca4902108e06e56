import Foundation
import Shop
import Synchronization
import Testing

/// The backup of each day, as whatever has the shop open makes it.
struct BackupScheduleTests {
    private let folder = BackupFolder(
        FileManager.default.temporaryDirectory.appending(path: "igniflo-backups-" + UUID().uuidString))

    private var names: Set<String> { Set(folder.candidates.map(\.lastPathComponent)) }

    /// Lets the schedule look at the clock as often as a test wants it to.
    private final class Looks: Sendable {
        private struct State {
            var sleeping: CheckedContinuation<Void, any Error>?
            var isOver = false
            /// Whoever waits until the schedule sleeps.
            var waiting: CheckedContinuation<Void, Never>?
        }

        private let state = Mutex(State())

        @Sendable func sleep(_: Duration) async throws {
            try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { continuation in
                    let (isOver, waiting) = state.withLock { state in
                        if !state.isOver { state.sleeping = continuation }
                        defer { state.waiting = nil }
                        return (state.isOver, state.waiting)
                    }
                    if isOver { continuation.resume(throwing: CancellationError()) }
                    waiting?.resume()
                }
            } onCancel: {
                let sleeping = state.withLock { state in
                    state.isOver = true
                    defer { state.sleeping = nil }
                    return state.sleeping
                }
                sleeping?.resume(throwing: CancellationError())
            }
        }

        /// Waits until the schedule sleeps.
        func untilAsleep() async {
            await withCheckedContinuation { continuation in
                let sleeps = state.withLock { state in
                    if state.sleeping == nil { state.waiting = continuation }
                    return state.sleeping != nil
                }
                if sleeps { continuation.resume() }
            }
        }

        /// One look, and all that comes of it.
        func look() async {
            await untilAsleep()
            let sleeping = state.withLock { state in
                defer { state.sleeping = nil }
                return state.sleeping
            }
            sleeping?.resume()
            await untilAsleep()
        }
    }

    private func schedule(_ shop: TestShop, _ looks: Looks) -> BackupSchedule {
        var environment = shop.services.environment
        environment.randomBytes = { Array(repeating: 0, count: $0) }
        return BackupSchedule(environment, in: folder, sleep: looks.sleep)
    }

    @Test("A shop that is opened has its day's backup at once, and the log says that the shop itself made it")
    func atOnce() async throws {
        let shop = try await TestShop.open()
        for _ in 1...2 {
            let looks = Looks()
            let schedule = schedule(shop, looks)
            schedule.start()
            schedule.start()
            await looks.untilAsleep()
            #expect(names == ["shop-2026-11-18.db"] && schedule.failure == nil)
            await schedule.stop()
        }
        let made = try await shop.services.log.page(EventFilter(topic: .shop), by: shop.admin).events.filter {
            $0.kind == .shopBackedUp
        }
        #expect(
            made.count == 1 && made.first?.actorID == nil
                && made.first?.change == .shopBackedUp(to: "shop-2026-11-18.db"))
    }

    @Test("A shop that stays open has the next day's backup soon after that day begins, and none before")
    func nextDay() async throws {
        let shop = try await TestShop.open()
        let settings = try #require(try await shop.services.setUp.settings())
        let midnight = BusinessDay.span(of: shop.clock.now, in: settings.timeZone).upperBound
        shop.clock.advance(by: midnight.timeIntervalSince(shop.clock.now) - 3_600)
        let looks = Looks()
        let schedule = schedule(shop, looks)
        schedule.start()
        await looks.untilAsleep()
        let first = names
        shop.clock.advance(by: 3_599)
        await looks.look()
        #expect(names == first && first.count == 1)
        shop.clock.advance(by: 1)
        await looks.look()
        #expect(names.subtracting(first) == ["shop-\(BusinessDay(midnight, in: settings.timeZone)).db"])
        await looks.look()
        #expect(names.count == 2)
        await schedule.stop()
    }

    @Test("A backup that could not be made is tried again after a while, and then made")
    func again() async throws {
        let shop = try await TestShop.open()
        // A file stands where the folder is to be.
        try Data("in the way".utf8).write(to: folder.url)
        let looks = Looks()
        let schedule = schedule(shop, looks)
        schedule.start()
        await looks.untilAsleep()
        guard case .store = schedule.failure else {
            Issue.record("\(String(describing: schedule.failure))")
            return
        }
        try FileManager.default.removeItem(at: folder.url)
        for _ in 0..<59 { await looks.look() }
        #expect(schedule.failure != nil && names.isEmpty)
        await looks.look()
        #expect(schedule.failure == nil && names.count == 1)
        await schedule.stop()
    }
}
