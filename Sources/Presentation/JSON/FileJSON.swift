package import Shop

/// A file that was written.
package struct FileJSON: JSONObject {
    package static let name = "file"
    package static let about = "A file that was written."
    package static let commands = ["products export", "orders export"]
    package static let fields = [field("path", \.path, "Where it is.")]

    package var path: String

    package init(path: String) {
        self.path = path
    }
}

/// A backup that was made.
package struct BackupJSON: JSONObject {
    package static let name = "backup"
    package static let about = "A backup that was made and checked."
    package static let commands = ["backup"]
    package static let fields = [
        field("path", \.path, "Where it is."),
        field("at", \.at, "When it was made."),
    ]

    package var path: String
    package var at: JSONTime

    package init(_ record: BackupRecord) {
        path = record.path
        at = JSONTime(record.at)
    }
}

/// A backup that was put in the shop's place.
package struct RestoreJSON: JSONObject {
    package static let name = "restore"
    package static let about = "A backup that was put in the shop's place."
    package static let commands = ["restore"]
    package static let fields = [
        field("path", \.path, "The shop's file, which holds the backup now."),
        field("kept", \.kept, "Where the file is that was there before; empty when there was none."),
    ]

    package var path: String
    package var kept: String

    package init(path: String, kept: String) {
        self.path = path
        self.kept = kept
    }
}
