import CStore
import Glibc

/// The slots in the lock file, mapped into the memory of each process.
///
/// A table of words comes first, so that a scan of it is cheap; the payloads follow. The words are accessed atomically, the
/// payloads by copies to and from the slot that such a word gives to one process alone.
final class SharedSlots: SlotMemory, @unchecked Sendable {
    private static let count = 64
    private static let table = 4_096
    private static let payload = 8_192
    /// Bytes of a payload before its text: until when it is wanted, and how long it is.
    private static let header = 16
    static let size = Int64(table + count * payload)
    /// File systems that write each page anew to another place, so that no room can be kept for it: btrfs, ZFS, bcachefs.
    private static let copying: Set<Int64> = [0x9123_683E, 0x2FC1_2FC1, 0xCA45_1A4E]
    /// Offset of the bytes that the owners of slots lock, beyond the file's end: the kernel drops the lock with the process.
    private static let ownership: Int64 = 1 << 32
    /// Milliseconds after which a sleeping follower looks by itself: whoever was to wake it may have died.
    private static let pollInterval: Int32 = 10

    private let file: LockFile
    private let memory: UnsafeMutableRawPointer

    /// - Returns: nil where the file system cannot share memory.
    init?(_ file: LockFile) {
        guard !Self.copying.contains(cstore_file_system_of(file.descriptor)),
            let memory = cstore_share(file.descriptor, Self.size)
        else { return nil }
        self.file = file
        self.memory = memory
    }

    deinit { cstore_unshare(memory, Self.size) }

    var slots: Int { Self.count }
    var room: Int { Self.payload - Self.header }
    var now: Int64 { cstore_uptime() }

    // MARK: words

    /// The table is a word for each slot, a bell for each, and in its end the layout.
    private func word(_ index: Int) -> UnsafeMutablePointer<UInt32> {
        memory.assumingMemoryBound(to: UInt32.self) + index
    }

    private func bellWord(_ slot: Int) -> UnsafeMutablePointer<UInt32> { word(Self.count + slot) }

    func adopt(layout: UInt32) -> Bool {
        let word = word(Self.table / 4 - 1)
        return cstore_exchange(word, 0, layout) == 1 || cstore_load(word) == layout
    }

    func word(of slot: Int) -> SlotWord { SlotWord(bits: cstore_load(word(slot))) }

    func move(_ slot: Int, from word: SlotWord, _ move: SlotMove) -> Bool {
        guard let next = word.after(move) else { return false }
        return cstore_exchange(self.word(slot), word.bits, next.bits) == 1
    }

    func bell(of slot: Int) -> UInt32 { cstore_load(bellWord(slot)) }

    func ring(_ slot: Int) { cstore_ring(bellWord(slot)) }

    func sleep(at slot: Int, since bell: UInt32) { cstore_sleep_while(bellWord(slot), bell, Self.pollInterval) }

    // MARK: payloads

    private func payload(_ slot: Int) -> UnsafeMutableRawPointer { memory + Self.table + slot * Self.payload }

    func write(_ bytes: [UInt8], until end: Int64, to slot: Int) {
        let payload = payload(slot)
        payload.storeBytes(of: end, toByteOffset: 0, as: Int64.self)
        payload.storeBytes(of: Int64(bytes.count), toByteOffset: 8, as: Int64.self)
        (payload + Self.header).copyMemory(from: bytes, byteCount: bytes.count)
    }

    func end(of slot: Int) -> Int64 { payload(slot).load(as: Int64.self) }

    func bytes(of slot: Int) -> [UInt8] {
        let payload = payload(slot)
        let count = min(max(0, Int(payload.load(fromByteOffset: 8, as: Int64.self))), room)
        return Array(UnsafeRawBufferPointer(start: payload + Self.header, count: count))
    }

    func erase(_ slot: Int) { memset(payload(slot), 0, Self.payload) }

    // MARK: owners

    func lockByte(of slot: Int) -> Bool { cstore_lock_byte(file.descriptor, Self.ownership + Int64(slot)) == 1 }

    func unlockByte(of slot: Int) { cstore_unlock_byte(file.descriptor, Self.ownership + Int64(slot)) }

    func isByteLocked(of slot: Int) -> Bool {
        cstore_is_byte_locked(file.descriptor, Self.ownership + Int64(slot)) == 1
    }
}
