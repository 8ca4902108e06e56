import Shop
import Terminal

/// An event as people read it.
enum EventWords {
    /// `10:42  C-042  placed → preparing  Grace Hopper`
    static func line(_ event: ShopEvent, in output: Output) -> String {
        var parts = [output.time(event.at), event.subjectName, deed(event, in: output)]
        if !event.actorName.isEmpty { parts.append(event.actorName) }
        if !event.reason.isEmpty { parts.append("(\(event.reason))") }
        return parts.filter { !$0.isEmpty }.joined(separator: "  ")
    }

    static func deed(_ event: ShopEvent, in output: Output) -> String {
        switch event.kind {
        case .shopOpened: "shop opened"
        case .settingsChanged: change(event, "settings")
        case .userRegistered: "registered as \(event.to)"
        case .userRenamed: change(event, "name")
        case .userEmail: change(event, "email")
        case .userPassword: "password changed"
        case .userRole: change(event, "role")
        case .userDisabled: "disabled"
        case .userEnabled: "enabled"
        case .sessionsEnded: "signed out everywhere"
        case .productCreated: "created at \(Int64(event.to).map(output.money) ?? event.to)"
        case .productChanged: change(event, "changed")
        case .productRestocked: change(event, "stock")
        case .productArchived: "archived"
        case .productRestored: "back on sale"
        case .orderPlaced: "placed"
        case .orderStatus, .orderPayment: step(event)
        }
    }

    private static func change(_ event: ShopEvent, _ what: String) -> String { "\(what) \(step(event))" }

    private static func step(_ event: ShopEvent) -> String {
        let arrow = Console.glyphs.isASCII ? "->" : "→"
        return [event.from, event.to].filter { !$0.isEmpty }.joined(separator: " \(arrow) ")
    }
}
