import CStore
import Foundation
import Glibc
import Shop

/// What can be known of a file before, and beside, the engine's own use of it.
struct FileFacts: Sendable {
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

    static func identity(of path: String) -> Identity? { FileFacts(path: path)?.identity }

    static func size(of path: String) -> Int64 { FileFacts(path: path)?.size ?? 0 }

    /// A folder whose new files belong to its group, which may write them.
    var isSharedFolder: Bool { mode & S_ISGID != 0 && mode & S_IWGRP != 0 }

    static func freeBytes(at path: String) throws -> Int64 {
        let folder = (path as NSString).deletingLastPathComponent
        let free = cstore_free_bytes(folder)
        guard free >= 0 else { throw StoreFault.cannotOpen(path: folder, why: String(cString: strerror(errno))) }
        return free
    }

    /// Looks at the file with a descriptor of its own, before the engine opens it: closing one afterwards would drop
    /// the engine's locks in this process. Nothing is written.
    ///
    /// - Throws: ``StoreFault`` when the file is none of this program's, or of a newer one.
    static func inspect(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw errno == ENOENT
                ? StoreFault.missing(path: path)
                : StoreFault.cannotOpen(path: path, why: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        guard let facts = FileFacts(descriptor: descriptor), facts.mode & S_IFMT == S_IFREG else {
            throw StoreFault.cannotOpen(path: path, why: "it is not a file")
        }
        var header = [UInt8](repeating: 0, count: 100)
        guard pread(descriptor, &header, 100, 0) == 100, header.starts(with: Array("SQLite format 3\0".utf8)) else {
            throw StoreFault.notADatabase(path: path)
        }
        func number(at offset: Int) -> Int { header[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
        guard number(at: 68) == Int(Schema.applicationID) else { throw StoreFault.foreign(path: path) }
        let found = number(at: 60)
        guard found <= Schema.version else {
            throw StoreFault.newerVersion(path: path, found: found, known: Schema.version)
        }
    }

    private static let networkFileSystems: Set<String> = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs", "ceph", "glusterfs", "fuse.glusterfs", "lustre",
    ]

    /// File locks do not hold across machines. The kind is read from the kernel's list of mounts.
    static func refuseNetworkFileSystem(_ path: String) throws {
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
            throw StoreFault.networkFileSystem(path: path, kind: best.kind)
        }
    }
}
