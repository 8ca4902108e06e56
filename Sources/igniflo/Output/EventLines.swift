import Presentation
import Shop
import Terminal

/// An event as people read it.
enum EventLines {
    /// `10:42  C-042  placed → preparing by Grace Hopper`
    static func line(_ event: ShopEvent, in output: Output) -> String {
        let text = event.sentence(output.shop.money, arrow: Console.glyphs.arrow)
        return [output.time(event.at), event.subjectName, text].filter { !$0.isEmpty }.joined(separator: "  ")
    }

    static func action(_ event: ShopEvent, in output: Output) -> String {
        event.action(output.shop.money, arrow: Console.glyphs.arrow)
    }
}
