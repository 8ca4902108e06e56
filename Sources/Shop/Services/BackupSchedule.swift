import Foundation
import Synchronization

/// Makes the backup of each business day for as long as a shop is open: at once where the day has none, and then soon after
/// the next day begins. Whatever has the shop open for long starts it, whoever is there.
public final class BackupSchedule: Sendable {
    /// Between looks at the clock, which may be set.
    private static let interval: Duration = .seconds(60)
    /// Looks after which a backup that could not be made is tried again: an hour.
    private static let patience = 60
    /// Terminals that stand open side by side do not all copy at once: each begins after so many looks at most.
    private static let spread = 10

    private let environment: ShopEnvironment
    private let folder: BackupFolder
    private let sleep: @Sendable (Duration) async throws -> Void
    private let state = Mutex(State())

    private struct State {
        var task: Task<Void, Never>?
        var failure: ShopError?
        /// The last business day that was looked at.
        var day: BusinessDay?
    }

    /// - Parameter sleep: waits, and throws when its task is cancelled.
    public init(
        _ environment: ShopEnvironment, in folder: BackupFolder,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.environment = environment
        self.folder = folder
        self.sleep = sleep
    }

    /// Why the day's backup could not be made; nil while it could.
    public var failure: ShopError? { state.withLock(\.failure) }

    public func start() {
        state.withLock { state in
            guard state.task == nil else { return }
            state.task = Task { [weak self] in await self?.run() }
        }
    }

    /// Ends a backup that is being made, and waits for that.
    public func stop() async {
        let task = state.withLock { state in
            defer { state.task = nil }
            return state.task
        }
        task?.cancel()
        await task?.value
    }

    private func run() async {
        do {
            while true {
                await backUp()
                try await waitForNext()
            }
        } catch {
            // Only a cancelled task ends its sleep early.
        }
    }

    private func backUp() async {
        do {
            let zone = try await environment.store.read { try $0.shop().timeZone }
            state.withLock { $0.day = BusinessDay(environment.now(), in: zone) }
            _ = try await BackupService(environment: environment).backUpDaily(in: folder)
            state.withLock { $0.failure = nil }
        } catch let error as ShopError {
            state.withLock { $0.failure = error }
        } catch {
            // It was broken off.
        }
    }

    /// Until another business day has begun, or it is time to try again.
    private func waitForNext() async throws {
        var looks = 0
        while true {
            try await sleep(Self.interval)
            looks += 1
            if failure != nil, looks >= Self.patience { return }
            guard await isAnotherDay() else { continue }
            let delay = Int(environment.randomBytes(1).first ?? 0) % Self.spread
            for _ in 0..<delay { try await sleep(Self.interval) }
            return
        }
    }

    private func isAnotherDay() async -> Bool {
        let known = state.withLock(\.day)
        guard let known, let zone = try? await environment.store.read({ try $0.shop().timeZone }) else { return false }
        return BusinessDay(environment.now(), in: zone) != known
    }
}
