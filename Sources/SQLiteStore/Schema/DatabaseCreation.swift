import Foundation
import GRDB
import Glibc
import Shop

/// Makes the file of a shop that is not there yet.
struct DatabaseCreation {
    let path: String
    var schema = Migrator.current

    private var folder: String { (path as NSString).deletingLastPathComponent }

    func makeFolder() throws {
        do {
            try DurableFile.makeFolder(folder)
        } catch {
            throw StoreError.cannotOpen(place: folder, why: .folderNotMade(detail: error.why))
        }
    }

    /// Makes the whole file under another name and then gives it its own: a crash never leaves half a shop behind.
    func make() throws {
        // The engine would take the log of a database that is gone for the new one's.
        guard FileMetadata.size(of: path + "-wal") == 0 else {
            throw StoreError.cannotOpen(place: path, why: .remains)
        }
        removeDraft()
        defer { removeDraft() }
        try Self.makeEmptyFile(draft, mode: FileMetadata.mode(forFilesIn: folder))
        let queue = try DatabaseQueue(path: draft, configuration: Connection.configuration())
        try queue.inDatabase { db in try schema.migrate(db) }
        try queue.close()
        // Whoever opens a file flushes its own folder: those above are there for good before it has its name.
        do {
            try DurableFile.flushPath(to: folder)
        } catch {
            throw StoreError.unconfirmed(place: error.path, detail: error.why)
        }
        guard link(draft, path) == 0 || errno == EEXIST else { throw Self.fault(path) }
    }

    /// No name that a person would give a copy of the shop.
    private var draft: String { path + ".igniflo-new" }

    /// Only who holds the lock makes a draft: what is there already was left by a process that was killed.
    func removeDraft() { for suffix in ["", "-journal"] { unlink(draft + suffix) } }

    /// - Throws: ``StoreError`` when it cannot be made, or something is there.
    static func makeEmptyFile(_ path: String, mode: mode_t) throws {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw fault(path) }
        fchmod(descriptor, mode)
        Glibc.close(descriptor)
    }

    /// What stands in the way of making or naming a file, as `errno` has it.
    static func fault(_ path: String) -> StoreError {
        switch errno {
        case EACCES, EPERM, EROFS: .readOnly(place: path)
        case ENOSPC, EDQUOT: .noSpace(place: path)
        default: .unreachable(place: path, detail: String(cString: strerror(errno)))
        }
    }
}
