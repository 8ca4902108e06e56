import Presentation
import Shop

/// What the owner of the machine lets this process do with it, whoever of the shop sits in front of it.
struct MachineAccess: Sendable {
    var files: FileAccess
    var printers: PrinterRules

    /// Of this process, for all that it does.
    static let current = MachineAccess(isOwn: TerminalTrust.current.isOwn, ConfigFile.current.config)

    /// Of a terminal of the counter, which is nobody's own.
    static let counter = MachineAccess(isOwn: false, ConfigFile.current.config)

    init(isOwn: Bool, _ config: Config) {
        files = isOwn ? .own : .shared(exports: config.exports)
        printers = config.printers.flatMap { try? PrinterRules($0) } ?? .standard
    }

    /// - Throws: ``CommandFailure`` where the terminal is not its user's own.
    func checkIsOwn(_ text: String) throws {
        guard files.takesPaths else { throw CommandFailure.refused("\(text) \(Self.way)") }
    }

    /// Why a terminal is not its user's own, for whoever has started the program.
    static let way =
        "The program was started with --no-files, or by ssh without a shell of yours; where the terminal is yours, add --files."
}
