import Presentation
import Shop
import Terminal

extension StatusTracker {
    /// Where the parts of the card stand, one under another.
    private struct Layout {
        var card: Rect
        var timeline: Rect
        var sentence: [String]
        var text: Rect
        var sum: Rect
        var items: Rect
    }

    private var items: OrderItemsView { OrderItemsView(order: order, money: user.money) }

    private func timeline(in area: Rect, _ glyphs: Glyphs) -> Timeline {
        // What is ahead goes first where there is little room.
        Timeline(
            OrderTimeline(order: order, events: events, settings: user.settings).steps(glyphs)
                .filter { isRoomy(area) || area.width >= 76 || $0.state != .ahead })
    }

    private func isRoomy(_ area: Rect) -> Bool { area.height >= 16 }

    private func layout(in area: Rect, _ context: Context) -> Layout {
        let isRoomy = isRoomy(area)
        let width = min(area.width, 104)
        let margin = width >= 76 ? 5 : 2
        let timelineHeight = timeline(in: area, context.glyphs).height(width: width - 2 * margin)
        let sentence = Array(TextWidth.wrapped(order.sentence(events), width: width - 2 * margin).prefix(2))
        let wanted =
            timelineHeight + sentence.count + items.height(width: width - 2 * margin) + (isRoomy ? 8 : 4)
        let card = area.centered(Size(width: width, height: min(area.height, wanted)))
        let inside = card.inset(dx: margin, dy: isRoomy ? 2 : 1)
        let text = inside.droppingTop(timelineHeight + 1)
        let sum = text.droppingTop(sentence.count + (isRoomy ? 1 : 0))
        return Layout(
            card: card, timeline: inside, sentence: sentence, text: text, sum: sum.top(1),
            items: sum.droppingTop(isRoomy ? 2 : 1))
    }

    /// How far the items can be scrolled.
    func travel(_ context: Context) -> Int {
        let place = layout(in: Rect(context.size), context).items
        return items.height(width: place.width) - place.height
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let layout = layout(in: area, context)
        Panel(title, isFocused: true).render(into: &surface, in: layout.card, context.glyphs)
        timeline(in: area, context.glyphs).render(into: &surface, in: layout.timeline, context.glyphs)
        let style: Style = isChanged.contains(order.id, now: context.now) ? .changed : order.status.style
        for (index, line) in layout.sentence.enumerated() {
            surface.write(line, x: layout.text.x, y: layout.text.y + index, style)
        }
        renderSum(into: &surface, in: layout.sum, context)
        surface.hotspot(layout.card, wheelUp: Intent.wheel(-3), wheelDown: Intent.wheel(3))
        var items = items
        items.offset = scroll.first(travel(context))
        items.render(into: &surface, in: layout.items, context.glyphs)
    }

    private func renderSum(into surface: inout Surface, in row: Rect, _ context: Context) {
        var x = row.x
        x += surface.write(order.payment.text, x: x, y: row.y, order.payment.style)
        x += surface.write(" \(context.glyphs.dot) ", x: x, y: row.y, .dim)
        x += surface.write(user.money.string(order.total), x: x, y: row.y, .strong)
        let when = "\(context.glyphs.dot) ordered \(user.settings.moment(order.createdAt, now: context.now))"
        surface.write(" " + when, x: x, y: row.y, .dim, maxWidth: row.maxX - x)
    }
}
