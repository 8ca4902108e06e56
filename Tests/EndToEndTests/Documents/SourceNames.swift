import Foundation

/// What there is in the sources and the tests, by name.
struct SourceNames: Sendable {
    static let read = SourceNames()

    /// Types, functions, values and cases that are declared, and modules.
    let declared: Set<String>
    /// Whatever stands in a file between blanks and signs.
    let words: Set<String>
    /// From the top of the checkout: files and folders.
    let paths: Set<String>

    private init() {
        let top = BuiltProgram.checkout
        var paths: Set<String> = []
        for folder in ["Sources", "Tests", "seed", ".ci"] {
            paths.insert(folder)
            let all = FileManager.default.enumerator(atPath: top.appending(path: folder).path)
            while let path = all?.nextObject() as? String { paths.insert("\(folder)/\(path)") }
        }
        paths.formUnion(["Makefile", "Package.swift", "README.md"])
        var declared: Set<String> = []
        var words: Set<String> = []
        for path in paths where Self.isSource(path) {
            guard let text = try? String(contentsOf: top.appending(path: path), encoding: .utf8) else { continue }
            words.formUnion(Self.words(of: text))
            if path.hasSuffix(".swift") { declared.formUnion(Self.declarations(in: text)) }
        }
        declared.formUnion(
            paths.filter { $0.split(separator: "/").count == 2 }.map { String($0.split(separator: "/")[1]) })
        (self.declared, self.words, self.paths) = (declared, words, paths)
    }

    private static func isSource(_ path: String) -> Bool {
        // What the tests of the pages themselves name proves nothing.
        guard !path.hasPrefix("Tests/EndToEndTests/Documents/") else { return false }
        return path.hasSuffix(".swift") || path.hasSuffix(".c") || path.hasSuffix(".h") || path.hasPrefix(".ci/")
            || path.hasPrefix("seed/") || path == "Makefile"
    }

    private static let letters = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "_-."))

    private static func words(of text: String) -> [String] {
        text.components(separatedBy: letters.inverted).flatMap { word in
            let bare = word.trimmingCharacters(in: CharacterSet(charactersIn: "-."))
            return [word, bare] + bare.components(separatedBy: ".")
        }
    }

    private static let keywords: Set<String> = [
        "struct", "class", "enum", "protocol", "actor", "typealias", "func", "let", "var", "case", "macro",
    ]

    /// The words after a keyword that declares, and all of a list of cases.
    private static func declarations(in text: String) -> [String] {
        text.components(separatedBy: .newlines).flatMap { line -> [String] in
            let words = line.components(separatedBy: CharacterSet.alphanumerics.inverted).filter { !$0.isEmpty }
            guard let place = words.firstIndex(where: keywords.contains) else { return [] }
            return words[place] == "case" ? Array(words[(place + 1)...]) : Array(words[(place + 1)...].prefix(1))
        }
    }

    // MARK: asking

    /// Whether what a page names is there. What is no name of anything of ours is taken as it is: a command with its words,
    /// a key, a path of the machine.
    func has(_ span: String) -> Bool {
        if span.contains(where: { " =<\"'*…".contains($0) }) || span.count < 3 { return true }
        if span.hasPrefix("$") { return words.contains(String(span.dropFirst().prefix { $0.isLetter || $0 == "_" })) }
        if span.hasPrefix("~") || span.hasPrefix(".") || span.hasPrefix("/") || span.hasPrefix("-") { return true }
        if span.wholeMatch(of: /[A-Z]-\d+/) != nil { return true }
        if hasPath(span) { return true }
        if let file = span.wholeMatch(of: /.*\.(swift|c|h|md)/) { return hasPath(String(file.0)) }
        let parts = span.split(whereSeparator: { $0 == "/" || $0 == "." }).map { String($0.prefix { $0 != "(" }) }
        return parts.allSatisfy(hasName) || hasPath(span + ".swift")
            || span.first?.isUppercase != true && !span.contains("/") && words.contains(span)
    }

    private func hasPath(_ path: String) -> Bool {
        let path = path.hasSuffix("/") ? String(path.dropLast()) : path
        return paths.contains(path) || paths.contains { $0.hasSuffix("/" + path) }
    }

    private func hasName(_ name: String) -> Bool {
        name.first?.isUppercase == true && name.contains(where: \.isLowercase)
            ? declared.contains(name) : words.contains(name)
    }
}
