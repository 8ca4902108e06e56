import Foundation
public import Shop

/// One line of a health report, as it reads on a screen, in plain lines and in a command.
public struct HealthLine: Hashable, Sendable {
    public var label: String
    public var text: String
    public var verdict: HealthFact.Verdict

    public init(_ label: String, _ text: String, _ verdict: HealthFact.Verdict = .ok) {
        self.label = label
        self.text = TextRule.visible(text)
        self.verdict = verdict
    }
}

extension HealthService.Report {
    /// What is wrong, a sentence each.
    public var problems: [String] {
        store.problems + (failure.map { [$0.text] } ?? [])
    }

    /// What keeps nobody from ordering and needs a person all the same, a sentence each.
    public var warnings: [String] { store.sentences(.attention) }

    /// The whole report: first what the shop's owner needs, then what an engineer asks for.
    public var lines: [HealthLine] {
        let well = isFull ? "The shop takes orders; everything was read." : "The shop takes orders."
        let verdict = HealthLine("Orders", isHealthy ? well : "The shop takes no orders.", isHealthy ? .ok : .wrong)
        let name = shop.map { [HealthLine("Shop", $0)] } ?? []
        return [verdict] + problems.map { HealthLine("Wrong", $0, .wrong) }
            + warnings.map { HealthLine("Warning", $0, .attention) } + name + facts(\.isOwners) + [engine]
            + facts { !$0.isOwners }
    }

    private func facts(_ isWanted: (HealthFact.What) -> Bool) -> [HealthLine] {
        store.facts.filter { isWanted($0.what) }.compactMap { fact in
            let line: (label: String, text: String)? =
                switch fact.what {
                case .lastBackup(let record, _):
                    ("Last backup", record.map { "\(moment($0.at)), \($0.path)" } ?? "none yet")
                case .freeSpace(let bytes): ("Free", ByteCount.text(bytes))
                case .feed(let lag): ("This screen", lag.text)
                case .lastEvent(let number, let at):
                    ("Last event", at.map { "\(number), \(moment($0))" } ?? String(number))
                case .lastUpgrade(let upgrade):
                    ("Upgraded", "\(moment(upgrade.at)), from schema \(upgrade.from); as it was: \(upgrade.path)")
                case .size(let bytes): ("Size", ByteCount.text(bytes))
                case .journal(let bytes, let behind):
                    ("Journal", "\(ByteCount.text(bytes)), \(ByteCount.text(behind)) of it not in the data yet")
                case .setting(let name, let value): (name, value)
                case .schema(let version): ("Schema", String(version))
                case .oldReader, .error, .damage, .broken: nil
                }
            return line.map { HealthLine($0.label, $0.text, fact.verdict) }
        }
    }

    private var engine: HealthLine { HealthLine("Engine", "\(store.engine), \(store.place)") }

    /// As the shop's clock shows it, where there is one.
    private func moment(_ date: Date) -> String {
        guard let settings else { return date.formatted(.iso8601) }
        return settings.dayAndClock(date)
    }
}

extension HealthFact.What {
    /// Whether the shop's owner asks for it, rather than an engineer.
    fileprivate var isOwners: Bool {
        switch self {
        case .lastBackup, .freeSpace, .feed, .lastEvent, .lastUpgrade: true
        default: false
        }
    }
}

extension HealthFact.FeedLag {
    fileprivate var text: String {
        let (events, time) = (plural(events, "event", "events"), duration(Double(seconds)))
        return switch (self.events > 0, seconds > 0) {
        case (false, false): "up to date"
        case (true, false): "\(events) behind"
        case (false, true): "\(time) behind"
        case (true, true): "\(events) and \(time) behind"
        }
    }
}

extension StoreHealth {
    /// What is wrong with the store, a sentence each.
    public var problems: [String] { sentences(.wrong) }

    fileprivate func sentences(_ verdict: HealthFact.Verdict) -> [String] {
        facts.filter { $0.verdict == verdict }.map { TextRule.visible($0.sentence(at: place)) }
    }
}

extension HealthFact {
    /// What is not as it should be, and what to do.
    fileprivate func sentence(at place: String) -> String {
        switch what {
        case .size(let bytes): "The data have grown to \(ByteCount.text(bytes))."
        case .journal(let bytes, _):
            "The journal has grown to \(ByteCount.text(bytes)). Please look for a terminal that stands still, and end it."
        case .freeSpace: StoreError.noSpace(place: place).text
        case .schema(let version): "The shop's schema is version \(version)."
        case .lastEvent(let number, _): "The log ends at event \(number)."
        case .feed(let lag):
            "A part of this terminal has not taken in what happens in the shop for \(duration(Double(lag.untakenSeconds))). Please start it again."
        case .oldReader(let reader): reader.sentence
        case .lastBackup(let record, let state): Self.backupSentence(record, state)
        case .lastUpgrade(let upgrade): "The shop was upgraded from schema \(upgrade.from)."
        case .setting(let name, let value): StoreError.setting(name: name, found: value).text
        case .error(let fault): fault.text
        case .damage(let detail): "The shop's data are damaged: \(detail)."
        case .broken(let invariant, let culprits): invariant.sentence(culprits.joined(separator: ", "))
        }
    }

    private static func backupSentence(_ record: BackupRecord?, _ state: BackupState?) -> String {
        guard let record else { return "There is no backup yet. Please make one: `igniflo backup FILE`." }
        let found =
            state == .other
            ? "What is at \(record.path) is not the backup that was made there."
            : "The last backup is not at \(record.path) any more."
        return found + " Unless its disk is only away, please make another: `igniflo backup FILE`."
    }
}

extension HealthFact.OldReader {
    fileprivate var sentence: String {
        let process = command.isEmpty ? "Process \(processID)" : "Process \(processID) (\(command))"
        let kept = ByteCount.text(max(1 << 20, behindBytes))
        return isStopped
            ? "\(process) is stopped while it reads the shop; \(kept) written since must be kept for it. Please end it: kill -KILL \(processID)."
            : "\(process) has been reading an old state of the shop; \(kept) written since must be kept for it. Please end it: kill -KILL \(processID)."
    }
}

extension HealthFact.Invariant {
    fileprivate func sentence(_ culprits: String) -> String {
        switch self {
        case .orderTotals: "The total is not the sum of the items of order \(culprits)."
        case .orderStatuses: "The log tells another status of order \(culprits)."
        case .stock: "The stock is not the sum of the movements of \(culprits)."
        case .references: "A row names another that is not there: \(culprits)."
        case .indexFlags: "Order \(culprits): the index flag is wrong."
        case .indexedProducts: "Order \(culprits): the index has other products."
        case .indexedWords: "Order \(culprits): the search does not know it as it is."
        case .sums(let name): "The sums of \(name) are not those of the orders, on day \(culprits)."
        }
    }
}

/// A number of bytes as a person reads it.
public enum ByteCount {
    public static func text(_ bytes: Int64) -> String {
        switch bytes {
        case ..<(10 << 20): "\((bytes + 1_023) >> 10) KB"
        case ..<(10 << 30): "\(bytes >> 20) MB"
        default: "\(bytes >> 30) GB"
        }
    }
}
