/// What the slots of a queue lie in: memory that all processes of a shop share. A slot is a word, a payload, a bell, and a byte
/// that its owner locks.
///
/// Each call is one step, which others may come before or after. A payload may be touched only by the process that the state of
/// the slot gives it to.
protocol SlotMemory: Sendable {
    /// How many slots there are.
    var slots: Int { get }
    /// Most bytes of a payload.
    var room: Int { get }

    /// - Returns: false when a program with another layout uses the memory.
    func adopt(layout: UInt32) -> Bool

    func word(of slot: Int) -> SlotWord

    /// Changes the word of a slot, if it still is `word`. Nothing else changes a word.
    func move(_ slot: Int, from word: SlotWord, _ move: SlotMove) -> Bool

    func write(_ bytes: [UInt8], until end: Int64, to slot: Int)
    func bytes(of slot: Int) -> [UInt8]
    /// Until when the placement in it is wanted.
    func end(of slot: Int) -> Int64
    func erase(_ slot: Int)

    /// How often the slot's bell was rung.
    func bell(of slot: Int) -> UInt32
    /// Wakes the owner if it sleeps; if it is about to sleep, it does not.
    func ring(_ slot: Int)
    /// Sleeps until the bell is rung, or for the poll interval; not at all when it was rung since `bell` was read.
    func sleep(at slot: Int, since bell: UInt32)

    /// The lock of the slot's byte goes with the process that has it.
    ///
    /// - Returns: false when another process has it.
    func lockByte(of slot: Int) -> Bool
    func unlockByte(of slot: Int)
    /// Whether another process has it.
    func isByteLocked(of slot: Int) -> Bool

    /// Nanoseconds on a clock that all processes share.
    var now: Int64 { get }
}
