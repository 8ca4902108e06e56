import Foundation
import Glibc

/// Another program that holds the shop for itself: nobody writes, and nobody reads unless that is left to them.
final class HeldShop {
    private var files: [Int32] = []

    init(_ machine: Machine, isReadable: Bool = false) throws {
        let gate = try Self.open(machine.database + "-gate")
        files.append(gate)
        guard flock(gate, LOCK_EX) == 0 else { throw NeverHappened(what: "the writers' lock") }
        guard !isReadable else { return }
        let index = try Self.open(machine.database + "-shm")
        files.append(index)
        // SQLite's readers take one of these five bytes each ("WAL-mode File Format", locks).
        var lock = Glibc.flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = 123
        lock.l_len = 5
        guard fcntl(index, F_SETLKW, &lock) == 0 else { throw NeverHappened(what: "the readers' locks") }
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
