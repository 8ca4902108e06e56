import CStore
import Foundation
import Glibc
import Shop

/// What can be known of a file before, and beside, the engine's own use of it.
struct FileMetadata: Sendable {
    /// Tells a file from every other on this machine, whatever their names.
    struct Identity: Equatable, Sendable {
        var device: UInt64
        var inode: UInt64
    }

    var identity: Identity
    var size: Int64
    var mode: mode_t

    /// - Returns: nil when nothing is there, or it cannot be seen.
    init?(path: String) {
        var facts = cstore_file()
        guard cstore_file_facts(path, -1, &facts) == 1 else { return nil }
        self.init(facts)
    }

    init?(descriptor: Int32) {
        var facts = cstore_file()
        guard cstore_file_facts(nil, descriptor, &facts) == 1 else { return nil }
        self.init(facts)
    }

    private init(_ facts: cstore_file) {
        identity = Identity(device: facts.device, inode: facts.inode)
        size = facts.size
        mode = facts.mode
    }

    static func identity(of path: String) -> Identity? { FileMetadata(path: path)?.identity }

    static func size(of path: String) -> Int64 { FileMetadata(path: path)?.size ?? 0 }

    /// A folder whose new files belong to its group, which may write them.
    var isSharedFolder: Bool { mode & S_ISGID != 0 && mode & S_IWGRP != 0 }

    static func freeBytes(at path: String) throws -> Int64 {
        let folder = (path as NSString).deletingLastPathComponent
        let free = cstore_free_bytes(folder)
        guard free >= 0 else { throw StoreError.unreachable(place: folder, detail: String(cString: strerror(errno))) }
        return free
    }

    /// 0600 beside nobody; 0660 in a folder that a group shares by its set-group-id bit.
    static func mode(forFilesIn folder: String) -> mode_t {
        FileMetadata(path: folder)?.isSharedFolder == true ? 0o660 : 0o600
    }

    /// What a shop's file says of itself in its first bytes.
    struct Head {
        /// It keeps no log beside it, and has not been opened as a shop.
        var isInOneFile: Bool
    }

    /// Looks at the file's first bytes. Nothing is written.
    ///
    /// - Parameter known: the newest version of the schema that is known.
    /// - Returns: what the file says of itself; where it has a write-ahead log, the log may say more.
    /// - Throws: ``StoreError`` when the file is none of this program's, or of a newer one.
    @discardableResult
    static func inspect(_ path: String, known: Int = Schema.version) throws -> Head {
        guard let facts = FileMetadata(path: path) else { throw StoreError.missing(place: path) }
        guard facts.mode & S_IFMT == S_IFREG else { throw StoreError.cannotOpen(place: path, why: .notAFile) }
        var header = [UInt8](repeating: 0, count: 100)
        let result = cstore_read_header(path, &header, 100)
        guard result != SQLITE_CANTOPEN else {
            throw StoreError.unreachable(place: path, detail: String(cString: strerror(errno)))
        }
        guard result == SQLITE_OK, header.starts(with: Array("SQLite format 3\0".utf8)) else {
            throw StoreError.notADatabase(place: path)
        }
        func number(at offset: Int) -> Int { header[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
        guard number(at: 68) == Int(Schema.applicationID) else { throw StoreError.foreign(place: path) }
        let found = number(at: 60)
        guard found <= known else { throw StoreError.newerSchema(place: path, found: found, known: known) }
        // The format's versions for writing and for reading (sqlite.org/fileformat.html): 2 is that with a log.
        return Head(isInOneFile: header[18] == 1 && header[19] == 1)
    }

    private static let networkFileSystems: Set<String> = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs", "ceph", "glusterfs", "fuse.glusterfs", "lustre",
    ]

    /// By the kernel's magic numbers (statfs(2)): NFS, CIFS, SMB2, AFS, Ceph, GPFS, Lustre.
    private static let networkMagic: Set<Int64> = [
        0x6969, 0xFF53_4D42, 0xFE53_4D42, 0x5346_414F, 0x00C3_6400, 0x4750_4653, 0x0BD0_0BD0,
    ]

    /// File locks do not hold across machines. The kind is read from the kernel's list of mounts, then from the file
    /// system itself.
    static func refuseNetworkFileSystem(_ path: String) throws {
        let magic = cstore_file_system((path as NSString).deletingLastPathComponent)
        guard !networkMagic.contains(magic) else {
            throw StoreError.networkFileSystem(place: path, kind: "0x" + String(magic, radix: 16))
        }
        guard let mounts = try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8) else { return }
        let folder = (path as NSString).deletingLastPathComponent
        var best = (length: -1, kind: "")
        for line in mounts.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 4, let dash = fields.firstIndex(of: "-"), dash + 1 < fields.count else { continue }
            let mount = fields[4].replacing("\\040", with: " ")
            let isAbove = mount == "/" || folder == mount || folder.hasPrefix(mount + "/")
            if isAbove, mount.count >= best.length { best = (mount.count, String(fields[dash + 1])) }
        }
        guard !networkFileSystems.contains(best.kind) else {
            throw StoreError.networkFileSystem(place: path, kind: best.kind)
        }
    }
}
