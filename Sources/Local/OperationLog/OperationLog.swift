public import Foundation
public import Logging
public import Shop

/// The log of operations: a line for each, in a file of the folder that the program gives.
///
///     2026-11-24T10:58:33.123Z info operation who=3 what=placeOrder on=6f1c… outcome=done ms=4
///
/// The events of the shop are another thing: they are its history, kept in the shop itself.
public enum OperationLog {
    public static let fileName = "igniflo.log"
    /// Bytes from which the file is put aside, and how many of those are kept: `igniflo.log.1` is the newest.
    public static let rotationBytes = 1 << 20
    public static let kept = 5

    /// What a ``ShopEnvironment``'s logger is made with. Where the folder or the file cannot be written nothing is logged,
    /// and the shop goes on.
    ///
    /// - Parameters:
    ///   - folder: nil where there is none to write to.
    ///   - level: `info` logs each operation; `notice` only those that were refused or failed.
    ///   - echo: gets each line, with its line end, as well.
    public static func handler(
        folder: URL?, level: Logger.Level = .info, echo: @escaping @Sendable (String) -> Void = { _ in }
    ) -> any LogHandler {
        let file = folder.map { RotatingFile(folder: $0, name: fileName) }
        return OperationLogHandler(file: file, logLevel: level, echo: echo)
    }

    /// Tells of a file that was brought to a newer schema, which nobody had asked for.
    public static func note(_ upgrade: UpgradeRecord, of path: String, in logger: Logger) {
        logger.notice(
            "operation",
            metadata: [
                "who": "-", "what": "upgrade", "on": .string(path),
                "outcome": .string("schema \(upgrade.from) to \(upgrade.to), kept as \(upgrade.path)"),
            ])
    }

    static func handler(folder: URL, rotationBytes: Int, now: @escaping @Sendable () -> Date) -> any LogHandler {
        let file = RotatingFile(folder: folder, name: fileName, limit: rotationBytes, kept: kept)
        return OperationLogHandler(file: file, logLevel: .trace, now: now)
    }
}

struct OperationLogHandler: LogHandler {
    let file: RotatingFile?
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    var now: @Sendable () -> Date = { Date() }
    var echo: @Sendable (String) -> Void = { _ in }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let details = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }.merging(event.metadata ?? [:]) { $1 }
        let line = LogLine(at: now(), level: event.level, message: event.message.description, metadata: details).text
        file?.append(line)
        echo(line)
    }
}
