import Testing

/// The table of `reliability.md`, "Faults: what must happen": each row that concerns the shop's data, provoked on real
/// processes and files, with the invariants checked afterwards. IGNIFLO_SOAK=1 runs the long form.
@Suite(.serialized, .timeLimit(.minutes(120)))
struct FaultTests {}
