import Foundation
import Glibc
import TestSupport

/// Another program that holds the shop for itself: nobody writes, and nobody reads unless that is left to them.
final class HeldShop {
    private var files: [Int32] = []

    /// - Parameter isUpgrading: the other program says that it upgrades the shop.
    init(_ machine: Machine, isReadable: Bool = false, isUpgrading: Bool = false) throws {
        let lockFile = try Self.open(machine.database + "-gate")
        files.append(lockFile)
        guard flock(lockFile, LOCK_EX) == 0 else { throw NeverHappened(what: "the writers' lock") }
        if isUpgrading { try Self.lock(lockFile, at: 1 << 33, count: 1, "the mark of an upgrade") }
        guard !isReadable else { return }
        let index = try Self.open(machine.database + "-shm")
        files.append(index)
        // SQLite's readers take one of these five bytes each ("WAL-mode File Format", locks).
        try Self.lock(index, at: 123, count: 5, "the readers' locks")
    }

    private static func lock(_ file: Int32, at start: Int, count: Int, _ what: String) throws {
        var lock = Glibc.flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = start
        lock.l_len = count
        guard fcntl(file, F_SETLKW, &lock) == 0 else { throw NeverHappened(what: what) }
    }

    deinit { release() }

    func release() {
        for file in files { close(file) }
        files = []
    }

    private static func open(_ path: String) throws -> Int32 {
        let file = Glibc.open(path, O_RDWR | O_CLOEXEC)
        guard file >= 0 else { throw NeverHappened(what: "\(path) opened") }
        return file
    }
}
