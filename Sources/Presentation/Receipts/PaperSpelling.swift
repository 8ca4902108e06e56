/// How signs and letters are spelt on paper where the printer's code page lacks them.
enum PaperSpelling {
    static let signs: [Character: String] = [
        "’": "'", "‘": "'", "‚": "'", "“": "\"", "”": "\"", "„": "\"", "«": "\"", "»": "\"", "‹": "'", "›": "'",
        "–": "-", "—": "-", "‑": "-", "−": "-", "…": "...", "•": "*", "·": ".", "×": "x", "÷": "/", "→": "->",
        "№": "No", "™": "TM", "®": "(R)", "©": "(C)", "½": "1/2", "¼": "1/4", "¾": "3/4", "°": " deg",
        "\u{A0}": " ", "\u{2009}": " ", "\u{202F}": " ",
    ]

    /// A letter in those of the Latin alphabet, as they sound; nil for one that no table has.
    static func letters(_ character: Character) -> String? {
        if let found = table[character] { return found }
        let lower = Character(character.lowercased().first.map(String.init) ?? "?")
        guard lower != character, let found = table[lower] else { return nil }
        return found.prefix(1).uppercased() + found.dropFirst()
    }

    private static let table: [Character: String] = {
        let spellings = """
            ħ h ŧ t ŋ ng ə e ĸ k ƒ f \
            а a б b в v г h ґ g д d ђ dj ѓ gj е e ё yo є ye ж zh з z ѕ dz и i і i ї yi й y ј j к k л l љ lj м m н n њ nj о o \
            п p р r с s т t ћ c ќ kj у u ў w ф f х kh ц ts ч ch џ dz ш sh щ shch ъ ' ы y ь ' э e ю yu я ya \
            α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o
            """
        let words = spellings.split(separator: " ")
        var table: [Character: String] = [:]
        for index in stride(from: 0, to: words.count - 1, by: 2) {
            table[Character(String(words[index]))] = String(words[index + 1])
        }
        return table
    }()
}
