/// What a name, an email and a password must be.
public enum AccountRules {
    public static let nameLength = 1...80
    public static let emailLength = 3...254
    /// In characters; any may be used.
    public static let passwordLength = 8...128

    public static func checkedName(_ name: String) throws(FieldError) -> String {
        try TextRule.checked(name, length: nameLength)
    }

    /// One `@` between a local part and a host with a dot; whether it reaches anyone only a mail could tell.
    public static func checkedEmail(_ email: String) throws(FieldError) -> String {
        let text = try TextRule.checked(email, length: 1...emailLength.upperBound)
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !text.contains(where: \.isWhitespace) else { throw .notAnEmail }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }) else { throw .notAnEmail }
        return text
    }

    public static func checkedPassword(_ password: String) throws(FieldError) -> String {
        guard !password.isEmpty else { throw .empty }
        guard password.count >= passwordLength.lowerBound else { throw .tooShort(passwordLength.lowerBound) }
        // A character may be a flood of combining marks: bound the scalars that are hashed, too.
        guard password.count <= passwordLength.upperBound, password.unicodeScalars.count <= 1_024 else {
            throw .tooLong(passwordLength.upperBound)
        }
        guard !CommonPasswords.contains(password) else { throw .commonPassword }
        return password
    }
}

/// The passwords of eight characters and more that lead the published lists of leaked ones.
enum CommonPasswords {
    static func contains(_ password: String) -> Bool {
        let lower = password.lowercased()
        return list.contains(lower) || Set(lower).count == 1 || isRun(lower)
    }

    /// `12345678`, `87654321`, `abcdefgh`.
    private static func isRun(_ text: String) -> Bool {
        let values = text.unicodeScalars.map { Int($0.value) }
        let steps = Set(zip(values.dropFirst(), values).map { $0 - $1 })
        return steps == [1] || steps == [-1]
    }

    private static let list: Set<String> = Set(
        """
        password password1 password12 password123 password1234 passw0rd p@ssw0rd p@ssword pa$$word passport \
        1234567890 0123456789 123123123 12341234 12344321 123321123 11223344 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qazxsw2 \
        123456789a 1234qwer 123qweasd qwerty12 qwerty123 qwerty1234 qwertyui qwertyuiop qwer1234 qazwsxedc qweasdzxc \
        asdfghjk asdfghjkl asdf1234 zxcvbnm1 zxcvbnm123 abcd1234 abc12345 a1b2c3d4 aa123456 a1234567 letmein1 \
        letmein123 iloveyou iloveyou1 iloveyou2 sunshine sunshine1 princess princess1 football football1 baseball \
        baseball1 basketball superman superman1 batman123 michael1 jennifer jordan23 welcome1 welcome123 monkey123 \
        dragon123 shadow123 master123 trustno1 starwars whatever computer internet changeme changeit default1 \
        administrator admin123 admin1234 administrador rootroot testtest test1234 guest123 user1234 mustang1 \
        liverpool chelsea1 arsenal1 barcelona corvette maverick samantha elizabeth charlotte alexander \
        christian victoria1 cocacola chocolate butterfly spiderman pokemon1 pokemon123 minecraft \
        qwertz123 asdfasdf zaq12wsx zaq1zaq1 google123 facebook myspace1 linkedin \
        fuckyou1 blink182 hello123 helloworld secret123 summer123 winter123 spring123 autumn123 \
        87654321 98765432 987654321 9876543210 147258369 159357456 741852963 789456123 789456123a 12121212 \
        13131313 20002000 19901990 19841984 20202020 10203040 
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
