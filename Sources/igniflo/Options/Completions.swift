import Foundation
import Presentation
import Shop

/// What a shell offers for the word that is being typed, from the shop that the line, the variable or the data folder
/// names. It is quick, or nothing.
enum Completions {
    /// Of orders and people so many.
    private static let most = 200

    @Sendable static func products(_ words: [String], _ index: Int, _ prefix: String) async -> [String] {
        await look(words) { context in
            try await context.services.products.list(by: context.sessionIfAny()).map(\.name)
        }
    }

    /// One of each product that can be ordered.
    @Sendable static func items(_ words: [String], _ index: Int, _ prefix: String) async -> [String] {
        await look(words) { context in
            try await context.services.products.list(by: context.sessionIfAny()).filter { !$0.isSoldOut }
                .map { "\($0.name)=1" }
        }
    }

    /// What people sign in with, for admins.
    @Sendable static func people(_ words: [String], _ index: Int, _ prefix: String) async -> [String] {
        await look(words) { context in
            try await context.services.users.list(limit: most, by: context.session()).map(\.email)
        }
    }

    @Sendable static func orders(_ words: [String], _ index: Int, _ prefix: String) async -> [String] {
        await look(words) { context in
            let session = try await context.session()
            let orders = context.services.orders
            let newest =
                ShopOperation.viewAllOrders.isAllowed(to: session.role)
                ? try await orders.table(limit: most, by: session)
                : try await orders.own(OrderFilter(), limit: most, by: session)
            var seen: Set<String> = []
            return newest.map(\.ticket.description).filter { seen.insert($0).inserted }
        }
    }

    /// Bash reads what is offered once more as its own language, and puts it on the line as it stands: a name that a shell
    /// would obey is not offered. It can be typed all the same, in quotes.
    private static func isHarmless(_ name: String) -> Bool {
        name.unicodeScalars.allSatisfy { !TextRule.isForbidden($0) && !obeyed.contains($0) }
    }

    private static let obeyed = Set("$`\\\"'!&;|<>(){}[]*?#~".unicodeScalars)

    private static func look(
        _ words: [String], _ work: (CommandContext) async throws -> [String]
    ) async -> [String] {
        do {
            let location = StoreLocation(try Paths.system.database(database(in: words)))
            return try await CommandContext.openUpgraded(location).use(work).filter(isHarmless)
        } catch {
            return []
        }
    }

    /// What the line itself says of the place.
    private static func database(in words: [String]) -> String? {
        let option = "--database"
        if let word = words.last(where: { $0.hasPrefix(option + "=") }) {
            return String(word.dropFirst(option.count + 1))
        }
        guard let index = words.lastIndex(of: option), index + 1 < words.endIndex else { return nil }
        return words[index + 1]
    }
}
