import Foundation
import Testing

@testable import SQLiteStore

/// The article on group commit, held against the code that it tells of.
struct GroupCommitArticleTests {
    private let rows: [[String]]

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let article = root.appending(path: "Sources/Shop/Shop.docc/GroupCommit.md")
        rows = try String(contentsOf: article, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("|") }
            .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
    }

    @Test("The article names the states of a slot")
    func states() {
        let named = rows.filter { $0.count == 2 && !$0[0].hasPrefix("-") && $0[0] != "state" }.map { $0[0] }
        #expect(named == SlotState.allCases.map { "\($0)" })
    }

    @Test("The article's table of moves is the code's")
    func moves() {
        let told = rows.filter { $0.count == 4 && !$0[0].hasPrefix("-") && $0[0] != "from" }.map { $0.prefix(3) }
        #expect(told == SlotMove.allCases.map { ["\($0.from)", "\($0.to)", "\($0.by)"] })
        #expect(Set(told).count == told.count)
    }
}
