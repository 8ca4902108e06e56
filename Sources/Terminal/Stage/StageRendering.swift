public import Foundation

extension Stage {
    /// The whole frame.
    public mutating func render(now: Date) -> Surface {
        var surface = Surface(size: size)
        if isTooSmall {
            renderTooSmall(into: &surface)
        } else {
            renderLayers(into: &surface, now: now)
        }
        hotspots = surface.hotspots
        return surface
    }

    private func renderTooSmall(into surface: inout Surface) {
        let least = Self.leastSize
        let lines = TextWidth.wrapped(
            "A little larger, please (\(least.width)\(glyphs.times)\(least.height)).", width: max(1, size.width))
        let top = max(0, (size.height - lines.count) / 2)
        for (index, line) in lines.enumerated() {
            surface.write(line, x: max(0, (size.width - TextWidth.of(line)) / 2), y: top + index)
        }
    }

    private func renderLayers(into surface: inout Surface, now: Date) {
        let body = surface.area.droppingTop(1).droppingBottom(1)
        let available = body.size
        let base = layers.lastIndex { $0.screen.dialogSize(in: available) == nil } ?? 0
        for layer in layers[base...] {
            let context = context(now: now, layer: layer)
            surface.cursor = nil
            if let wanted = layer.screen.dialogSize(in: available) {
                surface.dropHotspots()
                let area = body.centered(wanted)
                // Of what is behind, a dialog as wide as the screen leaves only scraps.
                surface.fill(area.width == body.width ? body : area)
                surface.clipped(to: area) { layer.screen.render(into: &$0, in: area, context) }
            } else {
                surface.clipped(to: body) { layer.screen.render(into: &$0, in: body, context) }
            }
        }
        headerBar.render(into: &surface, in: surface.area.top(1), at: layers[base].screen.title, context(now: now))
        renderFooter(into: &surface, in: surface.area.bottom(1), now: now)
        renderToasts(into: &surface, above: surface.area.maxY - 1)
    }

    private func renderFooter(into surface: inout Surface, in area: Rect, now: Date) {
        guard let front = layers.last else { return }
        let context = context(now: now, layer: front)
        surface.fill(area, Style(.normal, on: .bar))
        let bindings = front.screen.bindings(context).filter { $0.isInFooter && $0.unavailable == nil }
        let help = everywhere.first { $0.isInFooter }
        Footer(bindings: bindings, always: help).render(
            into: &surface, in: area.inset(dx: 1, dy: 0), isTyping: front.screen.isTyping, glyphs: glyphs)
        if context.isWaiting {
            let frames = glyphs.spinner
            let index = Int(now.timeIntervalSinceReferenceDate / Self.spinnerStep) % frames.count
            surface.write(" " + frames[index] + " ", x: area.maxX - 3, y: area.y, Style(.accent, on: .bar))
        }
    }

    private func renderToasts(into surface: inout Surface, above bottom: Int) {
        var y = bottom
        for shown in toasts.reversed() {
            let isError = shown.toast.kind == .error
            let style = Style(.normal, on: isError ? .toastError : .toast)
            let sign = isError ? glyphs.cross : shown.toast.kind == .success ? glyphs.check : glyphs.bullet
            let lines = TextWidth.wrapped(shown.toast.text, width: min(56, size.width - 8)).prefix(4)
            let width = (lines.map { TextWidth.of($0) }.max() ?? 0) + 4
            y -= lines.count
            guard y > 0 else { return }
            for (index, line) in lines.enumerated() {
                let row = Rect(x: size.width - width - 1, y: y + index, width: width, height: 1)
                surface.fill(row, style)
                if index == 0 { surface.write(sign, x: row.x + 1, y: row.y, style) }
                surface.write(line, x: row.x + 3, y: row.y, style)
                // What lies under it cannot be seen, and is not clicked.
                surface.hotspot(row, click: GlobalAction(all: []))
            }
        }
    }
}

/// The keys that work here and now; each can be clicked.
struct Footer {
    var bindings: [Binding]
    /// Shown whatever else fits.
    var always: Binding?

    func render(into surface: inout Surface, in area: Rect, isTyping: Bool, glyphs: Glyphs) {
        let usable = isTyping ? bindings.filter { $0.keys.contains { $0.typed == nil } } : bindings
        let last = isTyping ? nil : always
        let alwaysWidth = last.map { width($0, glyphs, isTyping) + 2 } ?? 0
        var x = area.x
        for binding in usable {
            let width = width(binding, glyphs, isTyping)
            guard x + width + alwaysWidth <= area.maxX else { continue }
            write(binding, x: x, into: &surface, in: area, glyphs, isTyping)
            x += width + 2
        }
        if let last { write(last, x: x, into: &surface, in: area, glyphs, isTyping) }
    }

    private func key(_ binding: Binding, _ glyphs: Glyphs, _ isTyping: Bool) -> String {
        binding.keys.first { !isTyping || $0.typed == nil }?.label(glyphs) ?? ""
    }

    private func width(_ binding: Binding, _ glyphs: Glyphs, _ isTyping: Bool) -> Int {
        TextWidth.of(key(binding, glyphs, isTyping)) + 1 + TextWidth.of(binding.label)
    }

    private func write(
        _ binding: Binding, x: Int, into surface: inout Surface, in area: Rect, _ glyphs: Glyphs, _ isTyping: Bool
    ) {
        let name = key(binding, glyphs, isTyping)
        let used = surface.write(name, x: x, y: area.y, Style(.key, on: .bar))
        surface.write(binding.label, x: x + used + 1, y: area.y, Style(.normal, on: .bar))
        let width = width(binding, glyphs, isTyping)
        surface.hotspot(Rect(x: x, y: area.y, width: width, height: 1), click: binding.message)
    }
}
