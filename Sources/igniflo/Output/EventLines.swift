import Presentation
import Shop
import Terminal

/// An event as people read it.
enum EventLines {
    /// `10:42  C-042  placed → preparing  Grace Hopper`
    static func line(_ event: ShopEvent, in output: Output) -> String {
        var parts = [output.time(event.at), event.subjectName, action(event, in: output)]
        if !event.actorName.isEmpty { parts.append(event.actorName) }
        if !event.reason.isEmpty { parts.append("(\(event.reason))") }
        return parts.filter { !$0.isEmpty }.joined(separator: "  ")
    }

    static func action(_ event: ShopEvent, in output: Output) -> String {
        event.action(output.shop.money, arrow: Console.glyphs.arrow)
    }
}
