import Foundation

extension Stage {
    mutating func press(_ pressed: Key, now: Date) -> [Action] {
        if pressed == .control("c") { return isLocked ? [] : leave(now: now) }
        toasts.removeAll { $0.toast.kind == .error }
        guard let front = layers.last, !isTooSmall else { return [] }
        let isText = front.screen.isTyping && pressed.typed != nil
        let bindings = isText ? [] : keys(of: front, now: now)
        var key = pressed
        if !isText, !bindings.contains(where: { $0.keys.contains(key) }) {
            if let latin = latinKeys.key(for: key) {
                key = latin
            } else if LatinKeys.isForeign(key) {
                show(Toast(text: LatinKeys.advice, kind: .info), now: now)
                return []
            }
        }
        guard let binding = bindings.first(where: { $0.keys.contains(key) }) else {
            return update(front.number, .key(key), now: now)
        }
        if let reason = binding.unavailable {
            show(Toast(text: reason, kind: .info), now: now)
            return []
        }
        return deliver(binding.message, to: front.number, now: now)
    }

    /// On a slow connection Esc and the key after it come together, as a key with Alt does: it is Alt only where that means
    /// something.
    mutating func press(escaped key: Key, now: Date) -> [Action] {
        var alt = key
        alt.isAlt = true
        if let front = layers.last, !isTooSmall {
            let isBound = keys(of: front, now: now).contains { $0.keys.contains(alt) }
            if isBound || front.screen.isTyping && TextFieldState.edits(with: alt) { return press(alt, now: now) }
        }
        return press(.escape, now: now) + press(key, now: now)
    }

    private func keys(of layer: Layer, now: Date) -> [Binding] {
        layer.screen.bindings(context(now: now, layer: layer)) + everywhere
    }

    /// What the keys do on every screen.
    var everywhere: [Binding] { isLocked ? [] : GlobalAction.bindings(isMouseOn: isMouseOn, hasShell: hasShell) }
}
