import Foundation
import GRDB
import Glibc
import Shop

/// The files that were opened under the shop's path: the database, its write-ahead log and the log's index. Were one of
/// them another now, this process and the others would write into different shops.
struct DatabaseFiles: Sendable {
    static let suffixes = ["", "-wal", "-shm"]

    let path: String
    let database: FileMetadata.Identity
    /// The version of the schema that the database has, and this process works with.
    let schemaVersion: Int
    private let files: [(path: String, identity: FileMetadata.Identity?)]

    /// - Throws: ``StoreError/missing(place:)`` when there is no database.
    init(path: String, schemaVersion: Int) throws {
        self.path = path
        self.schemaVersion = schemaVersion
        files = Self.suffixes.map { (path + $0, FileMetadata.identity(of: path + $0)) }
        guard let database = files.first?.identity else { throw StoreError.missing(place: path) }
        self.database = database
    }

    /// - Throws: ``StoreError/replaced(place:)`` when the path no longer names what was opened.
    func check() throws {
        for file in files where FileMetadata.identity(of: file.path) != file.identity {
            throw StoreError.replaced(place: path)
        }
    }

    /// - Throws: ``StoreError/upgradedMeanwhile(place:found:known:)`` when a newer program has brought the database to its
    ///   own schema since.
    func checkSchema(_ db: Database) throws {
        let found = try Schema.version(of: db)
        guard found <= schemaVersion else {
            throw StoreError.upgradedMeanwhile(place: path, found: found, known: schemaVersion)
        }
    }

    /// The path with every link in it followed, so that all terminals name the log and the writer's lock alike.
    static func canonical(_ path: String) -> String {
        let absolute =
            (path as NSString).isAbsolutePath ? path : FileManager.default.currentDirectoryPath + "/" + path
        if let resolved = resolved(absolute) { return resolved }
        let folder = (absolute as NSString).deletingLastPathComponent
        let name = (absolute as NSString).lastPathComponent
        return (resolved(folder) ?? folder) + (folder == "/" ? "" : "/") + name
    }

    private static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
