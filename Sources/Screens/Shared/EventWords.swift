import Shop

/// An event as a sentence: who did what.
enum EventWords {
    static func sentence(_ event: ShopEvent) -> String {
        let reason = event.reason.isEmpty ? "" : " (\(event.reason))"
        return deed(event) + reason + (event.actorName.isEmpty ? "" : " by \(event.actorName)")
    }

    private static func deed(_ event: ShopEvent) -> String {
        switch event.kind {
        case .orderPlaced: "placed"
        case .orderStatus: "\(event.from) → \(event.to)"
        case .orderPayment: event.to
        default: event.kind.rawValue
        }
    }
}
