import Foundation
import Testing

/// A page that people read: the README, an article of the handbook, or one for contributors.
struct Document: Sendable, CustomTestStringConvertible {
    /// From the top of the checkout.
    var path: String
    var text: String

    struct Block {
        /// What stands after the three backticks.
        var language: String
        var text: String
    }

    var testDescription: String { path }
    var name: String { URL(filePath: path).deletingPathExtension().lastPathComponent }

    /// The README and the handbook.
    static let forUsers = read(["README.md"] + articles(in: "Sources/igniflo/Handbook.docc"))
    static let forContributors = read(
        articles(in: "Sources/Shop/Shop.docc") + articles(in: "Sources/Terminal/Terminal.docc"))
    static let all = forUsers + forContributors

    private static func articles(in folder: String) -> [String] {
        let files = try? FileManager.default.contentsOfDirectory(
            atPath: BuiltProgram.checkout.appending(path: folder).path)
        return (files ?? []).filter { $0.hasSuffix(".md") }.sorted().map { "\(folder)/\($0)" }
    }

    private static func read(_ paths: [String]) -> [Document] {
        paths.map { path in
            let text = try? String(contentsOf: BuiltProgram.checkout.appending(path: path), encoding: .utf8)
            return Document(path: path, text: text ?? "")
        }
    }

    // MARK: code

    /// What stands between lines of three backticks.
    var blocks: [Block] {
        var blocks: [Block] = []
        var isInside = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let content = line.drop { $0 == " " }
            if content.hasPrefix("```") {
                isInside.toggle()
                if isInside { blocks.append(Block(language: String(content.dropFirst(3)), text: "")) }
            } else if isInside, let last = blocks.indices.last {
                blocks[last].text += line + "\n"
            }
        }
        return blocks
    }

    /// What stands between backticks in a line of prose.
    var spans: [String] {
        var prose = ""
        var isInside = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.drop(while: { $0 == " " }).hasPrefix("```") {
                isInside.toggle()
            } else if !isInside {
                prose += line + "\n"
            }
        }
        return prose.matches(of: /``([^`\n]+)``|`([^`\n]+)`/).map { String($0.1 ?? $0.2 ?? "") }
    }
}
