/// Where a shop is, as a person names it.
public enum StoreLocation: Hashable, Sendable, CustomStringConvertible {
    /// A file of this machine, by its path.
    case file(String)
    /// A database on a server, by its address: `postgres://shop@db.example/igniflo`.
    case server(String)

    private static let schemes = ["postgres://", "postgresql://"]

    public init(_ text: String) {
        let isAddress = Self.schemes.contains { text.lowercased().hasPrefix($0) }
        self = isAddress ? .server(text) : .file(text)
    }

    /// As anybody may read it: an address without its password.
    public var description: String {
        switch self {
        case .file(let path): path
        case .server(let address): Self.withoutPassword(address)
        }
    }

    /// What stands between the first colon after the scheme and the last @ before the database's name.
    private static func withoutPassword(_ address: String) -> String {
        guard let match = address.firstMatch(of: /^([^:]*:\/\/[^:@\/]*):[^\/]*(@.*)$/) else { return address }
        return String(match.1 + match.2)
    }

    /// Where its daily backups are; nil where it is no file.
    public var backupFolder: BackupFolder? {
        switch self {
        case .file(let path): BackupFolder(of: path)
        case .server: nil
        }
    }
}
