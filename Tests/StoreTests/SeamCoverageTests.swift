import Foundation
import SeamRecorder
import Shop
import Testing

/// No question and no change of the seam is without a story: an engine for which all stories hold does what the services
/// rely on.
struct SeamCoverageTests {
    private static let stories: [@Sendable (Engine) async throws -> Void] = [
        { try await StoryTests().settings(engine: $0) }, { try await StoryTests().users(engine: $0) },
        { try await StoryTests().stock(engine: $0) }, { try await StoryTests().orders(engine: $0) },
        { try await StoryTests().carts(engine: $0) }, { try await StoryTests().rollback(engine: $0) },
        { try await SeamStoryTests().accounts(engine: $0) }, { try await SeamStoryTests().ends(engine: $0) },
        { try await SeamStoryTests().catalogue(engine: $0) }, { try await SeamStoryTests().file(engine: $0) },
        { try await SeamStoryTests().sale(engine: $0) },
        { try await SeamStoryTests().stockOfMany(engine: $0) },
        { try await SeamStoryTests().orderWithStock(engine: $0) },
        { try await SeamStoryTests().figures(engine: $0) }, { try await SeamStoryTests().records(engine: $0) },
        { try await SeamStoryTests().positions(engine: $0) }, { try await SeamStoryTests().placement(engine: $0) },
        { try await TransferTests().copied(engine: $0) },
    ]

    @Test("Whatever the services may ask of a store is asked by the stories that every engine is told")
    func everyPrimitive() async throws {
        let record = CallRecord()
        for story in Self.stories { try await story(.sqlite.recorded(in: record)) }
        let declared = try ["Store", "ReadTransaction", "WriteTransaction"].flatMap(functions)
        #expect(declared.count > 70)
        #expect(Set(declared).subtracting(record.calls).sorted() == [], "no story asks for it")
        #expect(record.calls.subtracting(declared).sorted() == [], "it is noted otherwise than it is declared")
    }

    /// The functions of a protocol of the seam, each as its declaration has it up to its last parameter.
    private func functions(of name: String) throws -> [String] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/Shop/Store")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        for file in files where file.pathExtension == "swift" {
            let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            guard
                let start = lines.firstIndex(where: {
                    $0.hasPrefix("public protocol \(name):") || $0.hasPrefix("public protocol \(name) ")
                })
            else { continue }
            let body = lines[(start + 1)...].prefix { $0 != "}" }.map { $0.trimmingCharacters(in: .whitespaces) }
                .filter { !$0.hasPrefix("//") && !$0.hasPrefix("@") }.joined(separator: " ")
            return body.components(separatedBy: "func ").dropFirst().map(Self.head)
        }
        Issue.record("there is no protocol \(name)")
        return []
    }

    /// Up to the bracket that closes the parameters.
    private static func head(_ text: String) -> String {
        var depth = 0
        let end = text.firstIndex { letter in
            if letter == "(" { depth += 1 }
            if letter == ")" { depth -= 1 }
            return letter == ")" && depth == 0
        }
        let head = end.map { String(text[...$0]) } ?? text
        return head.replacing("( ", with: "(").replacing(" )", with: ")")
    }
}
