import Foundation
import Shop
import Testing

/// What the sources say on either side of the seam.
struct SeamSourceTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    private static let aboveTheSeam = ["Shop", "Presentation", "Local", "Screens", "igniflo"]

    private func lines(of target: String) throws -> [(file: String, text: String)] {
        let files = FileManager.default.enumerator(
            at: Self.sources.appending(path: target), includingPropertiesForKeys: nil)
        var lines: [(String, String)] = []
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            lines += text.split(separator: "\n").map { (file.lastPathComponent, String($0)) }
        }
        #expect(lines.count > 100, "\(target) is not where it was")
        return lines
    }

    @Test("Above the seam nothing is said of one engine's files", arguments: aboveTheSeam)
    func engineFree(target: String) throws {
        for (file, line) in try lines(of: target) where file != "StoreFactory.swift" {
            #expect(line.firstMatch(of: /SQLite|\bWAL\b|[Cc]heckpoint|\bGRDB\b/) == nil, "\(file): \(line)")
        }
    }

    @Test("An engine returns cases, and no sentence for a person")
    func wordless() throws {
        for (file, line) in try lines(of: "SQLiteStore") {
            let code = line.trimmingCharacters(in: .whitespaces)
            guard !code.hasPrefix("//"), !code.hasPrefix("--") else { continue }
            #expect(code.firstMatch(of: /\.words\b|Please |[Pp]lease\./) == nil, "\(file): \(code)")
        }
    }

    @Test("Whoever wants more of a store than the seam has is handed it, and does not ask what kind of store it is")
    func noCasts() throws {
        for target in Self.aboveTheSeam {
            for (file, line) in try lines(of: target) {
                #expect(line.firstMatch(of: /[sS]tore\b.* as[?!]/) == nil, "\(file): \(line)")
            }
        }
    }
}
