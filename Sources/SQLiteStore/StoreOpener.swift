import Foundation
import GRDB
import Glibc
import Shop

/// Opens a shop's file, or makes it, with the gate around everything that could race.
struct StoreOpener {
    let path: String
    let writeLimit: Duration

    struct Opened {
        var pool: DatabasePool
        var gate: WriteGate
        var identity: FileFacts.Identity
        var logPages: LogPages
    }

    func open(create: Bool) throws -> Opened {
        try FileFacts.refuseNetworkFileSystem(path)
        let isNew = FileFacts.identity(of: path) == nil
        if isNew {
            guard create else { throw StoreFault.missing(path: path) }
            try makeFolder()
        } else {
            try FileFacts.inspect(path)
        }
        let gate = WriteGate(path: path + "-gate", mode: fileMode)
        try gate.acquire(by: .now.advanced(by: writeLimit))
        defer { gate.release() }
        if FileFacts.identity(of: path) == nil { try makeFile() }
        guard let identity = FileFacts.identity(of: path) else { throw StoreFault.missing(path: path) }
        return try connect(gate, identity)
    }

    private func connect(_ gate: WriteGate, _ identity: FileFacts.Identity) throws -> Opened {
        let logPages = LogPages()
        do {
            let pool = try DatabasePool(path: path, configuration: Connection.configuration())
            try pool.writeWithoutTransaction { db in
                let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
                guard found <= Schema.version else {
                    throw StoreFault.newerVersion(path: path, found: found, known: Schema.version)
                }
                try Schema.migrate(db)
                try Connection.verify(db)
                logPages.follow(db)
            }
            guard FileFacts.identity(of: path) == identity else { throw StoreFault.replaced(path: path) }
            return Opened(pool: pool, gate: gate, identity: identity, logPages: logPages)
        } catch {
            throw StoreOpenFailure.folded(error, path: path)
        }
    }

    // MARK: a new shop

    /// 0600 beside nobody; 0660 in a folder that a group shares by its set-group-id bit.
    private var fileMode: mode_t { FileFacts(path: folder)?.isSharedFolder == true ? 0o660 : 0o600 }

    private var folder: String { (path as NSString).deletingLastPathComponent }

    private func makeFolder() throws {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StoreFault.cannotOpen(path: folder, why: "the folder cannot be made")
        }
    }

    /// Makes the whole file under another name and then gives it its own: a crash never leaves half a shop behind.
    private func makeFile() throws {
        let draft = path + "-new-\(getpid())"
        defer { for suffix in ["", "-journal"] { unlink(draft + suffix) } }
        unlink(draft)
        let descriptor = Glibc.open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, fileMode)
        guard descriptor >= 0 else { throw openFault(draft) }
        fchmod(descriptor, fileMode)
        Glibc.close(descriptor)
        let queue = try DatabaseQueue(path: draft, configuration: Connection.configuration())
        try queue.inDatabase { db in try Schema.migrate(db) }
        try queue.close()
        guard link(draft, path) == 0 || errno == EEXIST else { throw openFault(path) }
        LogFlusher.flushFolder(of: path)
    }

    private func openFault(_ path: String) -> StoreFault {
        switch errno {
        case EACCES, EPERM, EROFS: .readOnly(path: path)
        case ENOSPC, EDQUOT: .noSpace(path: path)
        default: .cannotOpen(path: path, why: String(cString: strerror(errno)))
        }
    }
}

/// Opening says more than the engine's codes do: a file that cannot be written is named as such.
enum StoreOpenFailure {
    static func folded(_ error: any Error, path: String) -> any Error {
        guard case .cannotOpen = EngineErrors.fault(error, path: path), access(path, W_OK) != 0 else { return error }
        return StoreFault.readOnly(path: path)
    }
}
