import Foundation
import Presentation
import Shop
import Terminal

extension InsightsScreen {
    private var rangeWords: String {
        guard let insights else { return "" }
        if days == 1 { return "today" }
        if let days { return "the last \(days) days" }
        return insights.range.text
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let area = SectionBar(here: .insights, user: user).render(into: &surface, in: area)
        guard let insights else {
            surface.write("Working it out…", x: area.x + 2, y: area.y + 1, .dim)
            return
        }
        let figures = figures(insights)
        let look = FigureLook(width: area.width)
        let rows = (figures.count + look.columns - 1) / look.columns * look.rows
        let top = area.top(min(area.height, rows + 2))
        renderFigures(figures, look, into: &surface, in: top, context.glyphs)
        let rest = area.droppingTop(top.height)
        guard rest.height >= 5 else { return }
        guard context.isWide, rest.height >= 14 else {
            let charts = rest.height >= 16 ? rest.top(rest.height / 2) : rest
            renderChart(chart, into: &surface, in: charts, context.glyphs)
            let left = rest.droppingTop(charts.height)
            if left.height >= 4 { renderBestSellers(insights, into: &surface, in: left, context.glyphs) }
            return
        }
        let charts = rest.top(max(8, rest.height * 3 / 5))
        let halves = charts.columns(2)
        renderChart(.hours, into: &surface, in: halves[0], context.glyphs)
        renderChart(.days, into: &surface, in: halves[1], context.glyphs)
        renderBestSellers(insights, into: &surface, in: rest.droppingTop(charts.height), context.glyphs)
    }

    // MARK: exact numbers

    private struct Figure {
        var name: String
        /// Where two stand side by side in 40 columns.
        var narrowName: String?
        var value: String
    }

    private func figures(_ insights: Insights) -> [Figure] {
        let total = insights.total
        return [
            Figure(name: "Orders", value: "\(total.orders)"),
            Figure(name: "Revenue", value: user.money.string(total.revenue)),
            Figure(name: "Average", value: total.averageOrder.map(user.money.string) ?? "–"),
            Figure(name: "Cancelled", value: insights.cancelledShareText ?? "–"),
            Figure(name: "Ready in", narrowName: "Ready", value: insights.medianText ?? "–"),
            Figure(name: "9 of 10 in", narrowName: "9 of 10", value: insights.p90Text ?? "–"),
        ]
    }

    /// How the figures stand: each value under its name where there is room for all of them side by side, else beside it.
    private struct FigureLook {
        let columns: Int
        /// Rows of a figure.
        let rows: Int
        /// Columns of a name that stands beside its value; 0 where they stand as close as they can.
        let nameWidth: Int

        init(width: Int) {
            columns = width >= 84 ? 6 : width >= 70 ? 3 : 2
            rows = columns == 6 ? 2 : 1
            nameWidth = columns == 3 ? 11 : 0
        }
    }

    private func renderFigures(
        _ figures: [Figure], _ look: FigureLook, into surface: inout Surface, in area: Rect, _ glyphs: Glyphs
    ) {
        let inside = Panel("Figures", trailing: rangeWords).render(into: &surface, in: area, glyphs)
        let cells = inside.columns(look.columns)
        for (index, figure) in figures.enumerated() {
            let cell = cells[index % look.columns].droppingTop(index / look.columns * look.rows).top(look.rows)
            guard !cell.isEmpty else { continue }
            let name = look.columns == 2 ? figure.narrowName ?? figure.name : figure.name
            let used = surface.write(name + " ", x: cell.x, y: cell.y, .dim)
            let value = look.rows > 1 ? cell.row(1) : cell.droppingLeft(max(used, look.nameWidth))
            surface.write(figure.value, x: value.x, y: value.y, .strong, maxWidth: value.width)
        }
    }

    // MARK: pictures

    private func renderChart(_ chart: Chart, into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        let values = bars(chart)
        let index = min(chosen[chart] ?? values.count - 1, values.count - 1)
        let title = chart == .hours ? "Orders by hour" : "Revenue by day"
        let isFocused = chart == self.chart
        let inside = Panel(title, isFocused: isFocused).render(into: &surface, in: area, glyphs)
        guard values.indices.contains(index) else {
            surface.write(Insights.nothingOrdered, x: inside.x, y: inside.y, .dim)
            return
        }
        let value = values[index]
        let text = "\(value.name): \(value.sales.text(user.money))"
        surface.write(text, x: inside.x, y: inside.y, .normal, maxWidth: inside.width)
        let bars = values.map { value in
            BarChart.Bar(value.label, chart == .hours ? Double(value.sales.orders) : Double(value.sales.revenue))
        }
        BarChart(bars, chosen: isFocused ? index : nil, style: chart == .hours ? .accent : .success).render(
            into: &surface, in: inside.droppingTop(1), glyphs, click: { Intent.pick(chart, $0) })
    }

    private func renderBestSellers(_ insights: Insights, into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        let inside = Panel("Best sellers").render(into: &surface, in: area, glyphs)
        let most = insights.bestSellers.first?.pieces ?? 1
        let nameWidth = min(30, inside.width / 2)
        for (index, seller) in insights.bestSellers.prefix(inside.height).enumerated() {
            let row = inside.row(index)
            surface.write(
                TextWidth.truncated(seller.name, to: nameWidth - 1, ellipsis: glyphs.ellipsis), x: row.x, y: row.y)
            let pieces = TextWidth.padded(String(seller.pieces), to: 5, alignment: .trailing)
            surface.write(pieces, x: row.x + nameWidth, y: row.y, .strong)
            let revenue = user.money.string(seller.revenue)
            surface.write(revenue, x: row.maxX - TextWidth.of(revenue), y: row.y, .dim)
            let room = row.width - nameWidth - 7 - 12
            guard room > 4 else { continue }
            let length = max(1, seller.pieces * room / max(1, most))
            surface.write(String(repeating: glyphs.bar, count: length), x: row.x + nameWidth + 7, y: row.y, .accent)
        }
    }
}
