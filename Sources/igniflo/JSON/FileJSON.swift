import Shop

/// A file that was written.
struct FileJSON: JSONObject {
    static let name = "file"
    static let about = "A file that was written."
    static let commands = ["products export", "orders export"]
    static let fields = [field("path", \.path, "Where it is.")]

    var path: String
}

/// A backup that was made.
struct BackupJSON: JSONObject {
    static let name = "backup"
    static let about = "A backup that was made and checked."
    static let commands = ["backup"]
    static let fields = [
        field("path", \.path, "Where it is."),
        field("at", \.at, "When it was made."),
    ]

    var path: String
    var at: JSONTime

    init(_ record: BackupRecord) {
        path = record.path
        at = JSONTime(record.at)
    }
}

/// A backup that was put in the shop's place.
struct RestoreJSON: JSONObject {
    static let name = "restore"
    static let about = "A backup that was put in the shop's place."
    static let commands = ["restore"]
    static let fields = [
        field("path", \.path, "The shop's file, which holds the backup now."),
        field("kept", \.kept, "Where the file is that was there before; empty when there was none."),
    ]

    var path: String
    var kept: String
}
