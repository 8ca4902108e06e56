import Foundation
import Shop

/// A file that was written.
struct FileJSON: Encodable {
    var path: String
}

/// A backup as `backup` prints it.
struct BackupJSON: Encodable {
    var path: String
    var at: String

    init(_ record: BackupRecord) {
        path = record.path
        at = ISO8601.string(record.at)
    }
}

/// What `restore` prints.
struct RestoreJSON: Encodable {
    /// The shop's file, which holds the backup now.
    var path: String
    /// Where the file is that was there before; empty when there was none.
    var kept: String
}
