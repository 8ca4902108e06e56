import CNcurses

extension KeyTable {
    /// With what the description of this terminal says of its keys.
    static func ofTerminal() -> KeyTable {
        var keys: [[UInt8]: Key] = [:]
        for (name, key) in capabilities {
            guard let sequence = cn_key_sequence(name) else { continue }
            let bytes = Array(String(cString: sequence).utf8)
            if bytes.count > 1, bytes[0] == 0x1B { keys[bytes] = key }
        }
        return KeyTable(keys)
    }

    private static let capabilities: [(String, Key)] =
        [
            ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home), ("kend", .end),
            ("kpp", .pageUp), ("knp", .pageDown), ("kich1", Key(.insert)), ("kdch1", .delete), ("kcbt", .backTab),
            ("kent", .enter), ("kri", Key(.up, shift: true)), ("kind", Key(.down, shift: true)),
            ("kLFT", Key(.left, shift: true)), ("kRIT", Key(.right, shift: true)), ("kUP5", Key(.up, control: true)),
            ("kDN5", Key(.down, control: true)), ("kLFT5", Key(.left, control: true)),
            ("kRIT5", Key(.right, control: true)),
        ] + (1...12).map { ("kf\($0)", Key(.function($0))) }
}
