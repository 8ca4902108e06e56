import CStore
import Foundation
import GRDB
import Shop

/// What the index of the write-ahead log says of its length, and of those who read an old state of the shop.
struct WALIndex {
    /// The first byte of the index that a reader locks; there are five (sqlite.org/walformat.html, "WAL locks").
    private static let firstReadLock: Int64 = 123
    private static let readLocks = 5

    private var wal = cstore_wal()

    /// - Returns: nil where nothing says so.
    init?(_ db: Database) {
        guard cstore_wal_index(db.sqliteConnection, &wal) == 1 else { return nil }
    }

    /// Bytes that are not in the database yet.
    var behindBytes: Int64 { max(0, wal.frames - wal.checkpointed) * wal.page }

    private var marks: [Int64] {
        withUnsafeBytes(of: wal.marks) { Array($0.bindMemory(to: UInt32.self)).map(Int64.init) }
    }

    /// Other processes that read a state from which more than `limit` bytes were written since, or that are stopped while
    /// they read an older one.
    ///
    /// The kernel's list of locks tells who reads. (To ask for the lock oneself takes a descriptor of the index; closing that
    /// would drop the locks which the engine holds in this process.)
    func oldReaders(of path: String, beyond limit: Int64) -> [HealthFact.OldReader] {
        guard let index = FileMetadata.identity(of: path + "-shm") else { return [] }
        var readers: [Int32: HealthFact.OldReader] = [:]
        for lock in FileLock.all where lock.inode == index.inode && lock.processID != getpid() {
            for (number, mark) in marks.enumerated() {
                guard lock.range.contains(Self.firstReadLock + Int64(number)) else { continue }
                // The first mark is of those who need nothing of the log: it was all in the database when they began.
                let seen = number == 0 ? 0 : mark
                let behind = max(0, wal.frames - seen) * wal.page
                let process = ProcessMetadata(lock.processID)
                guard behind > limit || behind > 0 && process.isStopped else { continue }
                let known = readers[lock.processID]?.behindBytes ?? 0
                readers[lock.processID] = HealthFact.OldReader(
                    processID: lock.processID, command: process.command, isStopped: process.isStopped,
                    behindBytes: max(known, behind))
            }
        }
        return readers.values.sorted { ($0.behindBytes, $0.processID) > ($1.behindBytes, $1.processID) }
    }
}

/// A lock that a process of this machine holds on a part of a file, as `/proc/locks` lists it (proc(5)).
private struct FileLock {
    var processID: Int32
    var inode: UInt64
    var range: ClosedRange<Int64>

    static var all: [FileLock] {
        guard let text = try? String(contentsOfFile: "/proc/locks", encoding: .utf8) else { return [] }
        return text.split(separator: "\n").compactMap(FileLock.init)
    }

    /// `1: POSIX  ADVISORY  READ 4711 fe:00:123456 124 124`; one that waits has an arrow before its kind.
    private init?(_ line: Substring) {
        let fields = line.split(separator: " ")
        guard fields.count == 8, fields[1] == "POSIX", let processID = Int32(fields[4]),
            let inode = fields[5].split(separator: ":").last.flatMap({ UInt64($0) }),
            let start = Int64(fields[6]), let end = fields[7] == "EOF" ? .max : Int64(fields[7]), start <= end
        else { return nil }
        self.processID = processID
        self.inode = inode
        range = start...end
    }
}

/// What the kernel tells of another process.
private struct ProcessMetadata {
    /// Its arguments, in one line.
    var command: String
    var isStopped: Bool

    init(_ processID: Int32) {
        let arguments = FileManager.default.contents(atPath: "/proc/\(processID)/cmdline") ?? Data()
        command = arguments.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
        let status = (try? String(contentsOfFile: "/proc/\(processID)/stat", encoding: .utf8)) ?? ""
        // The state comes after the program's name, which is in brackets and may hold anything.
        let state = status[(status.lastIndex(of: ")") ?? status.startIndex)...].dropFirst(2).first
        isStopped = state == "T" || state == "t"
    }
}
