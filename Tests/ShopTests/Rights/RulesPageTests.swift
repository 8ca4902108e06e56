import Foundation
import Shop
import Testing

/// What the page of rules says is so.
struct RulesPageTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Sources/Shop/Shop.docc/TheRulesOfAShop.md")

    /// The cells of the rows of the table under a heading.
    private func rows(under heading: String) throws -> [[String]] {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let section = text.components(separatedBy: "\n### ").first { $0.hasPrefix(heading + "\n") } ?? ""
        return section.split(separator: "\n").filter { $0.hasPrefix("|") }.dropFirst(2).map { line in
            line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
                .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
        }
    }

    private static func order(_ status: OrderStatus, at now: Date) -> Order {
        Order(
            id: 1, request: "request-1", ticket: Ticket(channel: .customer, number: 1),
            businessDay: BusinessDay(number: 20_270_115), customerID: 1, customerName: "Ada", placedByID: 1,
            status: status,
            payment: .unpaid, note: "", total: 350, version: 1, createdAt: now, updatedAt: now, statusAt: now, items: []
        )
    }

    @Test("The page of rules has each step of an order that an admin may take, and no other")
    func steps() throws {
        var told: Set<[String]> = []
        for row in try rows(under: "An order's life") {
            for to in row[1].components(separatedBy: ", ") where !to.isEmpty { told.insert([row[0], to]) }
        }
        var taken: Set<[String]> = []
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        for from in OrderStatus.allCases {
            for to in OrderStatus.allCases {
                let order = Self.order(from, at: now)
                if (try? OrderStateMachine.check(order, to: to, by: .admin, now: now)) != nil {
                    taken.insert([from.rawValue, to.rawValue])
                }
            }
        }
        #expect(told == taken)
    }
}
