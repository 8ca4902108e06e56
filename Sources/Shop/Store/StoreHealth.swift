public import Foundation

/// How a store is: the facts that its engine knows of, each with a verdict. They are worded above the seam.
public struct StoreHealth: Hashable, Sendable {
    /// The engine as it names itself, with its version.
    public var engine: String
    /// Where the shop is: a path, or an address without its password.
    public var place: String
    public var facts: [HealthFact]

    public init(engine: String, place: String, facts: [HealthFact] = []) {
        self.engine = engine
        self.place = place
        self.facts = facts
    }

    public mutating func add(_ what: HealthFact.What, _ verdict: HealthFact.Verdict = .ok) {
        facts.append(HealthFact(what, verdict))
    }

    /// Whether nothing is wrong with the store.
    public var isHealthy: Bool { !facts.contains { $0.verdict == .wrong } }
}

/// Something that a store says of itself.
public struct HealthFact: Hashable, Sendable {
    public enum Verdict: String, Codable, CaseIterable, Sendable {
        case ok
        /// It keeps nobody from ordering, and needs a person all the same.
        case attention
        /// The shop cannot take orders, or not for long.
        case wrong
    }

    public enum What: Hashable, Sendable {
        /// Bytes of the data.
        case size(Int64)
        /// Bytes of what was written lately and is kept apart, and how many of them the data do not have yet.
        case journal(bytes: Int64, behind: Int64)
        /// Bytes free on the disk for this user.
        case freeSpace(Int64)
        case schema(version: Int)
        /// The newest event's number, and when it was written; 0 and nil when there is none.
        case lastEvent(EventNumber, at: Date?)
        /// How far what is told of changes here is behind the shop; only where somebody listens.
        case feed(FeedLag)
        /// A process that goes on reading the shop as it was some time ago.
        case oldReader(OldReader)
        /// Nil when there is none; and what is found where it was written to.
        case lastBackup(BackupRecord?, BackupState?)
        /// When the data were last brought to a newer schema.
        case lastUpgrade(UpgradeRecord)
        /// A setting of the engine that the shop relies on, as it was read back.
        case setting(name: String, value: String)
        /// What the engine met when it looked.
        case error(StoreError)
        /// What the engine finds broken, in its own words.
        case damage(detail: String)
        /// Data that do not agree with other data, and what has them: numbers, names, days.
        case broken(Invariant, [String])
    }

    /// What must be so of a shop's data.
    public enum Invariant: Hashable, Sendable {
        /// An order's total is the sum of its items.
        case orderTotals
        /// The log tells the status that an order has.
        case orderStatuses
        /// A product's stock is the sum of its movements.
        case stock
        /// What a row names is there.
        case references
        /// An order says whether it is indexed.
        case indexFlags
        case indexedProducts
        case indexedWords
        /// Sums that are kept of the orders of a day, by the engine's name for them.
        case sums(String)
    }

    public struct FeedLag: Hashable, Sendable {
        /// Events that were committed and not told yet.
        public var events: Int
        /// For how long nothing could be read; 0 while it can.
        public var seconds: Int
        /// For how long a listener in this process has not taken what it was told; 0 while each does.
        public var untakenSeconds: Int

        public init(events: Int, seconds: Int, untakenSeconds: Int = 0) {
            self.events = events
            self.seconds = seconds
            self.untakenSeconds = untakenSeconds
        }
    }

    /// What was written since such a process began to read must be kept for it.
    public struct OldReader: Hashable, Sendable {
        public var processID: Int32
        /// What it was started as, such as `igniflo orders watch`; empty where that cannot be seen.
        public var command: String
        /// It was stopped by a signal, or is held by a debugger.
        public var isStopped: Bool
        /// Bytes that were written since it began to read.
        public var behindBytes: Int64

        public init(processID: Int32, command: String, isStopped: Bool, behindBytes: Int64) {
            self.processID = processID
            self.command = command
            self.isStopped = isStopped
            self.behindBytes = behindBytes
        }
    }

    /// What is found where a backup was written to.
    public enum BackupState: String, Codable, CaseIterable, Sendable {
        case there, missing
        /// Something else, or another shop's.
        case other
        /// This user may not look.
        case unreadable
    }

    public var what: What
    public var verdict: Verdict

    public init(_ what: What, _ verdict: Verdict = .ok) {
        self.what = what
        self.verdict = verdict
    }
}

/// Single facts, for whoever asks for one.
extension StoreHealth {
    private func first<Value>(_ value: (HealthFact.What) -> Value?) -> Value? {
        for fact in facts { if let found = value(fact.what) { return found } }
        return nil
    }

    public var size: Int64? { first { if case .size(let bytes) = $0 { bytes } else { nil } } }
    public var journal: (bytes: Int64, behind: Int64)? {
        first { if case .journal(let bytes, let behind) = $0 { (bytes, behind) } else { nil } }
    }
    public var freeSpace: Int64? { first { if case .freeSpace(let bytes) = $0 { bytes } else { nil } } }
    public var schemaVersion: Int? { first { if case .schema(let version) = $0 { version } else { nil } } }
    public var lastEvent: (number: EventNumber, at: Date?)? {
        first { if case .lastEvent(let number, let at) = $0 { (number, at) } else { nil } }
    }
    public var feed: HealthFact.FeedLag? { first { if case .feed(let lag) = $0 { lag } else { nil } } }
    public var oldReaders: [HealthFact.OldReader] {
        facts.compactMap { if case .oldReader(let reader) = $0.what { reader } else { nil } }
    }
    public var lastBackup: BackupRecord? {
        first { if case .lastBackup(let record?, _) = $0 { record } else { nil } }
    }
    public var lastBackupState: HealthFact.BackupState? {
        first { if case .lastBackup(_, let state?) = $0 { state } else { nil } }
    }
    public var lastUpgrade: UpgradeRecord? { first { if case .lastUpgrade(let record) = $0 { record } else { nil } } }
    public var settings: [(name: String, value: String, isAsNeeded: Bool)] {
        facts.compactMap { fact in
            if case .setting(let name, let value) = fact.what { (name, value, fact.verdict == .ok) } else { nil }
        }
    }
}
