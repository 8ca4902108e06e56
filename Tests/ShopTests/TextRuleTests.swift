import Presentation
import Shop
import Testing

struct TextRuleTests {
    @Test(
        "Text that could harm a screen is refused",
        arguments: [
            "a\u{1B}[2Jb", "a\nb", "a\u{9B}b", "a\u{202E}b", "a\u{200B}b", "a\u{7F}b", "a\u{0}b", "a\u{2028}b",
            "a\u{FEFF}b", "a\u{2066}b",
        ])
    func hostile(text: String) {
        #expect(throws: FieldError.controlCharacters) { try TextRule.checked(text, length: 1...80) }
    }

    @Test("Names of all scripts are kept as they are", arguments: ["Søren Ångström", "林美玲", "شاي بالنعناع", "👩‍🍳 Bo"])
    func scripts(text: String) throws {
        #expect(try TextRule.checked("  \(text) ", length: 1...80) == text)
    }

    @Test("Lengths are checked after the blanks around are gone")
    func lengths() {
        #expect(throws: FieldError.empty) { try TextRule.checked("   ", length: 1...5) }
        #expect(throws: FieldError.tooLong(5)) { try TextRule.checked("abcdef", length: 1...5) }
        #expect(throws: FieldError.tooLong(5)) {
            try TextRule.checked("e\u{301}\u{301}\u{301}\u{301}\u{301}", length: 1...5)
        }
    }

    @Test(
        "What is no email is refused",
        arguments: ["ada", "ada@", "@example.com", "a b@example.com", "a@b@c.d", "a@b", "a@.com"])
    func emails(text: String) {
        #expect(throws: FieldError.notAnEmail) { try AccountRules.checkedEmail(text) }
    }

    @Test(
        "Weak passwords are refused with the reason",
        arguments: [
            ("", .empty), ("short", .tooShort(8)), (String(repeating: "a b", count: 50), .tooLong(128)),
            ("Password1", .commonPassword), ("aaaaaaaaaa", .commonPassword), ("12345678", .commonPassword),
            ("zyxwvuts", .commonPassword),
        ] as [(String, FieldError)])
    func passwords(text: String, problem: FieldError) {
        #expect(throws: problem) { try AccountRules.checkedPassword(text) }
    }
}
