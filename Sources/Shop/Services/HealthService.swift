/// Whether the shop can take orders, and what is wrong.
public struct HealthService: Sendable {
    let environment: ShopEnvironment

    public struct Report: Hashable, Sendable {
        public var store: StoreHealth
        /// Nil while the shop is not set up, or where they cannot be read.
        public var settings: ShopSettings?
        /// Why there are none.
        public var failure: ShopError?
        /// Everything was read.
        public var isFull: Bool

        /// The shop's name.
        public var shop: String? { settings?.name }
        public var isHealthy: Bool { store.isHealthy && failure == nil }
    }

    /// Anyone may ask.
    ///
    /// - Parameter full: reads everything; else only what is quick (≤ 200 ms).
    public func check(full: Bool = false) async -> Report {
        var report = Report(store: await environment.store.health(full: full), isFull: full)
        do {
            report.settings = try await environment.store.read { try $0.settings() }
            if report.settings == nil { report.failure = .notSetUp }
        } catch {
            report.failure = (error as? ShopError) ?? .store(.other(detail: String(describing: error)))
        }
        return report
    }
}
