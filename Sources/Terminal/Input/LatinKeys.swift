/// Letters that other layouts of the keyboard have on the keys of Latin letters. Keys that do something are named in Latin
/// letters; whoever types Russian or Greek presses the same keys.
public struct LatinKeys: Sendable {
    /// Said where a letter may stand on more than one key.
    static let advice = "The keys are Latin letters; please switch the keyboard."

    private let keys: [Character: Character]

    /// - Parameter environment: its language tells which of the Cyrillic layouts it is: a letter of one stands on another
    ///   key in the next. There is one Greek layout.
    public init(environment: [String: String] = [:]) {
        keys = Self.greek.merging(Self.cyrillic(Self.language(of: environment))) { greek, _ in greek }
    }

    private static func language(of environment: [String: String]) -> String {
        let name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        return String(name.prefix { $0.isLetter })
    }

    /// The key with the Latin letter, or the sign that belongs to it; nil for every other key.
    func key(for key: Key) -> Key? { key.typed.flatMap { keys[$0] }.map { Key($0) } }

    /// A letter of another alphabet.
    static func isForeign(_ key: Key) -> Bool {
        guard let scalar = key.typed?.unicodeScalars.first, scalar.properties.isAlphabetic else { return false }
        return switch scalar.value {
        case 0..<0x370, 0x1E00..<0x1F00, 0x2C60..<0x2C80, 0xA720..<0xA800, 0xAB30..<0xAB70, 0xFF21..<0xFF5B: false
        default: true
        }
    }

    // MARK: layouts

    private static let latin = "qwertyuiop[]asdfghjkl;'zxcvbnm,./`"
    private static let latinWithShift = #"QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?~"#

    private static let greek = layout(
        "\0ςερτυθιοπ\0\0ασδφγηξκλ\0\0ζχψωβνμ", shift: "\0\0ΕΡΤΥΘΙΟΠ\0\0ΑΣΔΦΓΗΞΚΛ\0\0ΖΧΨΩΒΝΜ")

    private static func cyrillic(_ language: String) -> [Character: Character] {
        switch language {
        case "ru", "kk", "ky", "tt", "ba":
            layout("йцукенгшщзхъфывапролджэячсмитьбю.ё", shift: "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,Ё")
        case "uk": layout("йцукенгшщзхїфівапролджєячсмитьбю.'", shift: "ЙЦУКЕНГШЩЗХЇФІВАПРОЛДЖЄЯЧСМИТЬБЮ,\0")
        case "be": layout("йцукенгшўзх'фывапролджэячсмітьбю.ё", shift: "ЙЦУКЕНГШЎЗХ\0ФЫВАПРОЛДЖЭЯЧСМІТЬБЮ,Ё")
        default: [:]
        }
    }

    /// By the keys of ``latin``; NUL where a key has no letter.
    private static func layout(_ plain: String, shift: String) -> [Character: Character] {
        var keys: [Character: Character] = [:]
        for (other, latin) in Array(zip(plain, latin)) + Array(zip(shift, latinWithShift)) where other != "\0" {
            keys[other] = latin
        }
        return keys
    }
}
