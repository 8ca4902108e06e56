import Foundation
import Presentation
import Shop
import Testing

/// What a health report says, and in which order.
struct HealthTests {
    @Test("A report begins with whether orders are taken; the owner's facts come before the engineer's")
    func order() async throws {
        let shop = try await TestShop.open()
        let lines = await shop.services.health.check(full: true).lines
        #expect(lines.first == HealthLine("Orders", "The shop takes orders; everything was read."))
        #expect(lines.allSatisfy { $0.verdict == .ok })
        let labels = lines.map(\.label)
        let owners = ["Orders", "Shop", "Free", "Last event", "Last backup"]
        let engineers = ["Engine", "Schema", "Size", "Journal", "foreign_keys"]
        for label in owners + engineers { #expect(labels.contains(label), "\(label) is missing") }
        let last = try #require(labels.lastIndex { owners.contains($0) })
        #expect(last < labels.firstIndex { engineers.contains($0) } ?? 0)
        #expect(await shop.services.health.check().lines.first?.text == "The shop takes orders.")
    }

    @Test("What needs a person stands right under the verdict, and is a sentence that says what to do")
    func attention() async throws {
        let shop = try await TestShop.open()
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".db")
        _ = try await shop.services.backups.backUp(to: file, by: shop.admin)
        try FileManager.default.removeItem(at: file)
        let report = await shop.services.health.check()
        #expect(report.isHealthy && report.lines.map(\.label).prefix(2) == ["Orders", "Warning"])
        #expect(report.lines[1].verdict == .attention && report.lines[1].text == report.warnings.first)
        #expect(report.lines[1].text.hasSuffix("please make another: `igniflo backup FILE`."))
        #expect(report.lines.first { $0.label == "Last backup" }?.verdict == .attention)
    }

    @Test("What keeps the shop from taking orders is told by its verdict, whatever the fact is")
    func wrong() {
        let facts: [(HealthFact.What, String)] = [
            (.freeSpace(0), "No space is left"), (.error(.busy), "The shop is busy"),
            (.setting(name: "foreign_keys", value: "0"), "foreign_keys (it reads 0)"),
            (.damage(detail: "page 7"), "damaged: page 7"), (.broken(.stock, ["Tea"]), "movements of Tea"),
            (.broken(.sums("order_days"), ["20261118"]), "The sums of order_days"),
            (.journal(bytes: 1 << 30, behind: 0), "has grown to 1024 MB"),
            (.feed(HealthFact.FeedLag(events: 0, seconds: 0, untakenSeconds: 40)), "for 40 s"),
        ]
        for (what, words) in facts {
            var health = StoreHealth(engine: "Engine 1", place: "/srv/shop/shop.db")
            health.add(what)
            #expect(health.isHealthy && health.problems == [])
            health.add(what, .wrong)
            #expect(!health.isHealthy && health.problems.count == 1)
            #expect(health.problems.first?.contains(words) == true, "\(health.problems)")
        }
    }
}
