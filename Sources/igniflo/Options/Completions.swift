import Foundation
import Shop

/// What a shell offers for the word that is being typed, from the shop that the variable or the data folder names. It is
/// quick, or nothing.
enum Completions {
    /// Of the newest orders so many.
    private static let most = 200

    @Sendable static func products(_ words: [String], _ index: Int, _ prefix: String) async -> [String] {
        await look { context in
            try await context.services.products.list(by: context.sessionIfAny()).map(\.name)
        }
    }

    @Sendable static func orders(_ words: [String], _ index: Int, _ prefix: String) async -> [String] {
        await look { context in
            let session = try await context.session()
            let orders = context.services.orders
            let newest =
                session.role == .admin
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

    private static func look(_ work: (CommandContext) async throws -> [String]) async -> [String] {
        do {
            return try await CommandContext.open(Paths.system.database(nil)).use(work).filter(isHarmless)
        } catch {
            return []
        }
    }
}
