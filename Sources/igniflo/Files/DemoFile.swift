import Presentation
import Shop

/// The demo's shop in a file of its own: made where it is not there, never over a shop of one's own.
struct DemoFile {
    let location: StoreLocation
    let demo: DemoShop
    let log: OperationLogging
    /// Making it is told on standard error, unless the screens are there already.
    var tellsProgress = true

    /// Opens the demo, and makes it when it is not there yet: in one transaction, so that half of it is never left.
    ///
    /// - Parameter reset: makes it anew.
    /// - Throws: ``CommandFailure`` when the file holds another shop.
    func open(reset: Bool) async throws -> CommandContext {
        let context = try await CommandContext.open(location, create: true, log: log, tellsProgress: tellsProgress)
        do {
            if let settings = context.settings {
                guard settings.isDemo else { throw Self.refusal(location, settings.name) }
                if !reset { return context }
            } else {
                try await fill(context)
            }
        } catch {
            await context.close()
            throw error
        }
        await context.close()
        // Whether it is a demo still is asked again when it goes: meanwhile a shop may have been put in its place.
        if context.settings != nil { _ = try await context.maintenance?.remove { $0?.isDemo ?? true } }
        return try await open(reset: false)
    }

    private func fill(_ context: CommandContext) async throws {
        do {
            guard tellsProgress else { return try await load(into: context) }
            try await Progress.during("Making the demo shop") { try await load(into: context) }
        } catch ShopError.alreadySetUp {
            // Someone else was faster; whether theirs is a demo is asked when it is opened again.
        }
    }

    private func load(into context: CommandContext) async throws {
        try await demo.load(into: context.services.environment)
    }

    private static func refusal(_ location: StoreLocation, _ shop: String) -> CommandFailure {
        .refused("\(location) holds the shop “\(shop)”, not a demo. Please name another file with --database.")
    }
}
