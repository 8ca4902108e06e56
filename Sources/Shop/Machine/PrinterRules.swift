/// The printers that the machine's owner allows, whatever the shop's settings say.
///
/// A shop's admin chooses among them. A command is started only when it stands in the list, word for word. A device takes
/// a receipt when it is a printer to the kernel, or a character device of the list; never a terminal, a disk or a file.
public struct PrinterRules: Hashable, Sendable {
    /// Where the machine's owner has said nothing: the system's printer.
    public static let standard = PrinterRules(commands: [PrinterCommand.system], devices: [])

    public let commands: [PrinterCommand]
    /// Paths below `/dev`.
    public let devices: [String]

    private init(commands: [PrinterCommand], devices: [String]) {
        self.commands = commands
        self.devices = devices
    }

    /// - Parameter list: parted by commas that stand outside of quotes: `lp, /usr/local/bin/slip --raw, /dev/usb/lp0`.
    /// - Throws: what is wrong with the first entry that is none.
    public init(_ list: String) throws(FieldError) {
        var commands: [PrinterCommand] = []
        var devices: [String] = []
        for entry in Self.entries(list) {
            if entry.hasPrefix("/dev/") {
                guard PrinterDevice.isPath(entry) else { throw .notADevice }
                devices.append(entry)
            } else {
                commands.append(try PrinterCommand(entry))
            }
        }
        self.init(commands: commands, devices: devices)
    }

    private static func entries(_ list: String) -> [String] {
        var entries = [""]
        var quote: Character?
        for character in list {
            if character == quote {
                quote = nil
            } else if quote == nil, character == "'" || character == "\"" {
                quote = character
            }
            if character == ",", quote == nil {
                entries.append("")
            } else {
                entries[entries.count - 1].append(character)
            }
        }
        return entries.map(TextRule.trimmed)
    }

    /// The command that the shop's setting stands for.
    ///
    /// - Throws: why it is not started.
    package func command(_ line: String) throws(FieldError) -> PrinterCommand {
        let command = try PrinterCommand(line)
        guard commands.contains(command) else { throw .notAPrinter(commands.map(\.line)) }
        return command
    }

    /// - Throws: why an admin cannot choose it for the shop.
    func check(_ printer: ShopSettings.Printer) throws(FieldError) {
        switch printer {
        case .none: break
        case .command(let line): _ = try command(line)
        case .device(let path):
            guard PrinterDevice.isPath(path) else { throw .notADevice }
            let isListed = devices.contains(path)
            if let why = PrinterDevice.refusal(of: path, isListed: isListed) { throw .notAPrinterDevice(why) }
        }
    }
}
