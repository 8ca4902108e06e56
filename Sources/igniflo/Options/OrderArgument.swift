import ArgumentParser
import Presentation
import Shop

/// An order by its number, or by its ticket: the newest with it.
struct OrderArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The order's number or ticket, such as 245 or C-042.", valueName: "order"),
        completion: .custom(Completions.orders))
    var name: String

    /// - Throws: ``ShopError/noSuchOrder(_:)``, or ``CommandFailure`` that names the tickets with the same number.
    func find(in context: CommandContext, by session: Session) async throws -> Order {
        let orders = context.services.orders
        do {
            return try await orders.find(name, by: session)
        } catch let unknown as ShopError {
            guard case .noSuchOrder = unknown else { throw unknown }
            let near = await ticketsAlike(in: context, by: session)
            if !near.isEmpty {
                throw CommandFailure.refused("\(unknown.text) Did you mean \(near.joined(separator: " or "))?")
            }
            guard ID<Order>(name) == nil, Ticket(name) == nil else { throw unknown }
            throw CommandFailure.refused(
                "\(unknown.text) An order is named by its number or its ticket, such as 245 or C-042.")
        }
    }

    /// The tickets with the number that the name ends with.
    private func ticketsAlike(in context: CommandContext, by session: Session) async -> [String] {
        let digits = name.reversed().prefix { ("0"..."9").contains($0) }.reversed()
        guard !digits.isEmpty, name.count - digits.count <= 3 else { return [] }
        var found: [String] = []
        for channel in Ticket.Channel.allCases {
            guard let ticket = Ticket(channel.rawValue + String(digits))?.description,
                (try? await context.services.orders.find(ticket, by: session)) != nil
            else { continue }
            found.append("“\(ticket)”")
        }
        return found
    }
}
