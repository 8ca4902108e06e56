/// What `/healthz` was: whether the shop can take orders, and what is wrong.
public struct HealthService: Sendable {
    let environment: ShopEnvironment

    public struct Report: Hashable, Sendable {
        public var store: StoreHealth
        /// The shop's name; nil while it is not set up.
        public var shop: String?
        /// What is wrong, in words.
        public var problems: [String]
        /// What keeps nobody from ordering, and needs a person all the same, in words.
        public var warnings: [String] { [store.backupWarning].compactMap(\.self) }

        public var isHealthy: Bool { problems.isEmpty }
    }

    /// Anyone may ask.
    ///
    /// - Parameter full: reads everything; else only what is quick (≤ 200 ms).
    public func check(full: Bool = false) async -> Report {
        let store = await environment.store.health(full: full)
        do {
            let settings = try await environment.store.read { try $0.settings() }
            let problems = settings == nil ? [ShopError.notSetUp.words] : []
            return Report(store: store, shop: settings?.name, problems: store.problems + problems)
        } catch {
            let words = (error as? ShopError)?.words ?? String(describing: error)
            return Report(store: store, shop: nil, problems: store.problems + [words])
        }
    }
}

extension StoreHealth {
    fileprivate var backupWarning: String? {
        guard let path = lastBackup?.path else { return nil }
        let found: String? =
            switch lastBackupState {
            case .missing: "The last backup is not at \(path) any more."
            case .other: "What is at \(path) is not the backup that was made there."
            case .there, .unreadable, nil: nil
            }
        return found.map {
            TextRule.visible($0 + " Unless its disk is only away, please make another: `igniflo backup FILE`.")
        }
    }
}
