/// What the machine has to say about the shop's settings.
extension SettingKey {
    /// What it may become, where that is known beforehand; nil where it is typed.
    public func choices(among printers: PrinterRules) -> [String]? {
        switch kind {
        case .choice(let choices): choices
        case .toggle: ["yes", "no"]
        case .program: [""] + printers.commands.map(\.line)
        case .text, .lines, .number, .path, .currency: nil
        }
    }

    /// Why nobody changes it at this terminal, as part of a sentence; nil where the shop's admins may.
    public func refusal(at files: FileAccess) -> String? {
        switch self {
        case .printerCommand, .printerDevice:
            files.takesPaths ? nil : "the printer is chosen at a terminal of the machine's owner"
        default: nil
        }
    }
}
