/// How far a shop's data is on its way to a newer schema.
public struct UpgradeProgress: Hashable, Sendable {
    /// In their order.
    public enum Phase: CaseIterable, Sendable {
        /// The data as it is are copied, and the copy is checked.
        case copying, checking
        /// Tables are changed, and the outcome is checked.
        case changing, verifying
        /// What was changed is brought to its place.
        case finishing
    }

    public var phase: Phase
    /// How much of the phase is done, from 0 to 1; nil where that is not known.
    public var share: Double?

    public init(_ phase: Phase, share: Double? = nil) {
        self.phase = phase
        self.share = share
    }
}
