import Testing

/// The table of `reliability.md`, "Faults: what must happen": each row that concerns the shop's data, provoked on real
/// processes and files, with the invariants checked afterwards. The long form is `Soak`.
@Suite(.serialized, .timeLimit(.minutes(120)))
struct FaultTests {}
