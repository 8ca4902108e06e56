import CWitness
import Foundation
import Synchronization
import Terminal

/// A program of one screen, for the tests of the loop: it does what the keys say, and notes what happens in a file.
///
///     LoopScene FILE [ask]
///
/// With `ask` the terminal is asked for its background.
@main
struct LoopScene {
    static func main() async throws {
        guard CommandLine.arguments.count >= 2, cwitness_begin(CommandLine.arguments[1]) == 0 else { exit(64) }
        let inbox = Inbox()
        let options = TerminalLoop.Options(
            TerminalLoop.Preferences(
                theme: .dark, isMouseOn: false, followsBackground: CommandLine.arguments.last == "ask"))
        exit(try await TerminalLoop.run(root: Scene(inbox: inbox), headerBar: Header(), inbox: inbox, options: options))
    }
}

private func note(_ line: String) { cwitness_note(line) }

/// Frames that were composed.
private let frames = Atomic(0)

private struct Header: HeaderBar {
    mutating func update(_ message: any Message, _ context: Context) {}
    func render(into surface: inout Surface, in area: Rect, at place: String, _ context: Context) {
        surface.write(place, x: area.x, y: area.y)
    }
    func nextTick(after now: Date) -> Date? { nil }
}

private struct Scene: Screen {
    enum Said: Message {
        case change
        /// Changes nothing, and brings about the next such message, so many in all.
        case nothing(Int)
        /// A change that brings about the next one, until so many frames were composed.
        case storm(until: Int)
        /// A change that asks for work, whose answer is the next one, until there were many more than frames.
        case round(Int, since: Int)
    }

    let inbox: Inbox
    let title = "A scene"
    let isTyping = false
    private var number = 0
    /// The letters that fill the screen; every other time the cursor is shown, too.
    private var picture = 0
    private var ticksLeft = 0
    /// The next frames take long to compose.
    private var isSlow = false

    init(inbox: Inbox) { self.inbox = inbox }

    func bindings(_ context: Context) -> [Binding] { [] }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        switch event {
        case .key(let key): return press(key.typed.map(String.init) ?? "")
        case .message(Said.change): number += 1
        case .message(Said.storm(let end)):
            number += 1
            guard frames.load(ordering: .relaxed) >= end else {
                inbox.post(Said.storm(until: end))
                break
            }
            note("heard the end")
        case .message(Said.round(let number, let first)):
            self.number += 1
            guard number < frames.load(ordering: .relaxed) - first + 20 else {
                note("heard the last round")
                break
            }
            return [.run("round") { Said.round(number + 1, since: first) }]
        case .message(Said.nothing(let left)):
            note(left > 1 ? "heard nothing new" : "heard the last of nothing new")
            if left > 1 { inbox.post(Said.nothing(left - 1)) }
        case .tick:
            ticksLeft -= 1
            note(ticksLeft > 0 ? "heard a tick" : "heard the last tick")
        default: break
        }
        return []
    }

    private mutating func press(_ key: String) -> [Effect] {
        note("heard \(key)")
        switch key {
        case "+": number += 1
        case "b": for _ in 1...1_000 { inbox.post(Said.change) }
        case "s": inbox.post(Said.storm(until: frames.load(ordering: .relaxed) + 40))
        case "r": inbox.post(Said.round(1, since: frames.load(ordering: .relaxed)))
        case "n": inbox.post(Said.nothing(40))
        case "t": ticksLeft = 20
        case "f": picture += 1
        case "w":
            (number, isSlow) = (number + 1, true)
            return [work()]
        case "q": return [work(), .quit()]
        default: break
        }
        return []
    }

    private func work() -> Effect {
        .run("work") {
            note("worked")
            return Said.nothing(1)
        }
    }

    func nextTick(after now: Date) -> Date? { ticksLeft > 0 ? now.addingTimeInterval(0.001) : nil }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        note("drawn")
        frames.add(1, ordering: .relaxed)
        for _ in 0..<(isSlow ? 100 : 1) { fill(&surface, in: area) }
        surface.write("number \(number).", x: area.x, y: area.y)
        if picture % 2 == 1 { surface.cursor = Point(x: area.x, y: area.y) }
    }

    private func fill(_ surface: inout Surface, in area: Rect) {
        let letters = ["-", "o", "x"]
        for y in area.y..<area.maxY {
            for x in stride(from: area.x, to: area.maxX, by: 8) {
                surface.write(
                    String(repeating: letters[picture % letters.count], count: 8), x: x, y: y,
                    (x / 8 + y) % 2 == 0 ? .accent : .error)
            }
        }
    }
}
