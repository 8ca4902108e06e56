import Foundation
import Testing

@testable import Terminal

/// A screen that tells what it was told.
private struct Recorder: Screen {
    enum Said: Message, Equatable {
        case word(String)
        case act
    }

    var title = "Recorder"
    var heard: [String] = []
    var isTyping = false
    var dialog: Size?
    var wakesAt: Date?
    var unavailable: String?
    /// What ``Said/act`` does.
    var effects: [Effect] = []

    func bindings(_ context: Context) -> [Binding] {
        [
            Binding(
                Key("a"), .control("t"), label: "act", help: "Act at once", unavailable: unavailable, message: Said.act),
            Binding(Key("b"), label: "say", help: "Say a word", message: Said.word("bound")),
        ]
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        switch event {
        case .key(let key): heard.append("key \(key.label(.unicode))")
        case .paste(let text): heard.append("paste \(text)")
        case .tick:
            heard.append("tick")
            wakesAt = nil
        case .message(Said.act):
            heard.append("act")
            return effects
        case .message(Said.word(let word)): heard.append(word)
        case .message(is ScreenOpened): heard.append("opened")
        case .message: heard.append("other")
        }
        return []
    }

    func nextTick(after now: Date) -> Date? { wakesAt }
    func dialogSize(in area: Size) -> Size? { dialog }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        surface.write("\(title) \(context.isWaiting ? "waits" : "")", x: area.x, y: area.y)
        surface.hotspot(
            area, click: Said.word("clicked \(title)"), wheelUp: Said.word("up"), wheelDown: Said.word("down"))
    }
}

private struct PlainHeader: HeaderBar {
    var news = 0
    mutating func update(_ message: any Message, _ context: Context) { news += 1 }
    func render(into surface: inout Surface, in area: Rect, at place: String, _ context: Context) {
        surface.write(place, x: area.x, y: area.y)
    }
    func nextTick(after now: Date) -> Date? { nil }
}

struct StageTests {
    private let start = Date(timeIntervalSince1970: 1_795_000_000)

    private func stage(_ screen: Recorder = Recorder(), size: Size = Size(width: 60, height: 14)) -> Stage {
        var stage = Stage(root: screen, headerBar: PlainHeader(), size: size)
        _ = stage.begin(now: start)
        return stage
    }

    private func heard(_ stage: Stage, layer: Int = 0) -> [String] {
        guard stage.layers.indices.contains(layer) else { return [] }
        return (stage.layers[layer].screen as? Recorder)?.heard ?? []
    }

    private func jobs(_ actions: [Stage.Action]) -> [Stage.Job] {
        actions.compactMap { if case .run(let job) = $0 { job } else { nil } }
    }

    private func press(_ stage: inout Stage, _ keys: Key..., at now: Date? = nil) -> [Stage.Action] {
        keys.flatMap { stage.handle(.key($0), now: now ?? start) }
    }

    // MARK: keys

    @Test("A key goes to its binding, any other key to the screen")
    func keys() {
        var stage = stage()
        _ = press(&stage, Key("b"), Key("z"), .up)
        #expect(heard(stage) == ["opened", "bound", "key z", "key ↑"])
    }

    @Test("While text is typed, characters are text and control keys are bindings")
    func typing() {
        var stage = stage(Recorder(isTyping: true))
        _ = press(&stage, Key("a"), Key("?"), Key("q"), .control("t"))
        #expect(heard(stage) == ["opened", "key a", "key ?", "key q", "act"])
        #expect(stage.layers.count == 1)
    }

    @Test("What cannot be done says why")
    func unavailable() {
        var stage = stage(Recorder(unavailable: "the cart is empty"))
        _ = press(&stage, Key("a"))
        #expect(heard(stage) == ["opened"])
        #expect(stage.render(now: start).lines().contains { $0.contains("the cart is empty") })
    }

    @Test("Pasted text goes into text fields only, never into keys")
    func paste() {
        var quiet = stage()
        #expect(quiet.handle(.paste("aq\nab"), now: start).isEmpty)
        #expect(heard(quiet) == ["opened"])
        var typing = stage(Recorder(isTyping: true))
        _ = typing.handle(.paste("aq"), now: start)
        #expect(heard(typing) == ["opened", "paste aq"])
    }

    @Test("Ctrl-C leaves when it is pressed twice within two seconds")
    func interrupt() {
        func codes(_ actions: [Stage.Action]) -> [Int32] {
            actions.compactMap { if case .quit(let code) = $0 { code } else { nil } }
        }
        var stage = stage(Recorder(isTyping: true))
        #expect(codes(press(&stage, .control("c"))).isEmpty)
        #expect(stage.render(now: start).lines().contains { $0.contains("Press Ctrl-C again to leave.") })
        let late = start.addingTimeInterval(2.5)
        _ = stage.tick(now: late)
        #expect(codes(press(&stage, .control("c"), at: late)).isEmpty)
        #expect(codes(stage.handle(.interrupted, now: late.addingTimeInterval(1.9))) == [130])
    }

    @Test("Too small a terminal shows one sentence, and takes no key but the way out")
    func tooSmall() {
        var stage = stage(size: Size(width: 39, height: 12))
        _ = press(&stage, Key("b"))
        _ = stage.handle(.press(Point(x: 1, y: 1)), now: start)
        #expect(heard(stage) == ["opened"])
        #expect(stage.render(now: start).lines().contains { $0.contains("A little larger, please (40×12).") })
        for size in [Size(width: 1, height: 1), Size(width: 0, height: 0), Size(width: 200, height: 2)] {
            stage.resize(to: size)
            #expect(stage.render(now: start).size == size)
        }
        stage.resize(to: Size(width: 40, height: 12))
        _ = press(&stage, Key("b"))
        #expect(heard(stage) == ["opened", "bound"])
    }

    // MARK: work and its answers

    private func asking(_ id: String = "ask") -> Recorder {
        Recorder(effects: [.run(id) { Recorder.Said.word("answer") }])
    }

    @Test("An answer comes back to the screen that asked")
    func answers() async {
        var stage = stage(asking())
        let asked = jobs(press(&stage, Key("a")))
        #expect(asked.count == 1)
        for job in asked { _ = stage.answer(job.reply, await job.work(), now: start) }
        #expect(heard(stage) == ["opened", "act", "answer"])
    }

    @Test("An answer to a question that was asked again since is dropped")
    func staleAnswers() {
        var stage = stage(asking())
        let asked = jobs(press(&stage, Key("a"), Key("a")))
        _ = stage.answer(asked[0].reply, Recorder.Said.word("old"), now: start)
        _ = stage.answer(asked[1].reply, Recorder.Said.word("new"), now: start)
        _ = stage.answer(asked[1].reply, Recorder.Said.word("twice"), now: start)
        #expect(heard(stage) == ["opened", "act", "act", "new"])
    }

    @Test("An answer to a screen that was closed is dropped")
    func closedScreens() {
        var stage = stage(Recorder(effects: [.push(Recorder(title: "Second", effects: [.close()]))]))
        _ = press(&stage, Key("a"))
        #expect(stage.layers.count == 2)
        let address = Stage.ReplyAddress(layer: stage.layers[1].number, id: "ask", sequence: 1)
        _ = press(&stage, Key("a"))
        #expect(stage.layers.count == 1)
        _ = stage.answer(address, Recorder.Said.word("late"), now: start)
        #expect(heard(stage) == ["opened", "act"])
    }

    @Test("A spinner shows after 150 ms of waiting, and the stage wakes for it")
    func spinner() {
        var stage = stage(asking())
        let asked = jobs(press(&stage, Key("a")))
        #expect(!stage.render(now: start.addingTimeInterval(0.14)).lines()[1].contains("waits"))
        #expect(stage.nextWake(after: start) == start.addingTimeInterval(0.15))
        let later = start.addingTimeInterval(0.16)
        let frame = stage.render(now: later).lines()
        #expect(frame[1].contains("waits") && Glyphs.unicode.spinner.contains { frame[13].hasSuffix($0) })
        _ = stage.answer(asked[0].reply, Recorder.Said.word("answer"), now: later)
        #expect(!stage.render(now: later).lines()[1].contains("waits"))
        #expect(stage.nextWake(after: later) == nil)
    }

    // MARK: layers

    @Test("What a dialog comes to goes to the screen that opened it, not to what stands between")
    func openers() {
        let dialog = DialogScreen(
            title: "Sure?", lines: ["Really?"], choices: [.init("Yes") { _ in Recorder.Said.word("yes") }])
        var stage = stage(asking())
        stage.layers[0].screen = Recorder(effects: [.push(Recorder(title: "Second"))])
        _ = press(&stage, Key("a"))
        stage.layers[0].screen = Recorder(effects: [.push(dialog)])
        _ = stage.broadcast(Recorder.Said.act, now: start)
        #expect(stage.layers.count == 3)
        _ = press(&stage, .right, .enter)
        #expect(stage.layers.count == 2)
        #expect(heard(stage, layer: 0) == ["act", "yes"])
        #expect(heard(stage, layer: 1) == ["opened", "act"])
    }

    @Test("A dialog catches every click; the footer is its own")
    func dialogClicks() throws {
        let dialog = Recorder(title: "Dialog", dialog: Size(width: 20, height: 5), effects: [.close()])
        var stage = stage(Recorder(title: "Behind", effects: [.push(dialog)]))
        _ = press(&stage, Key("a"))
        let frame = stage.render(now: start).lines()
        for y in 0..<13 {
            for x in 0..<60 { _ = stage.handle(.press(Point(x: x, y: y)), now: start) }
        }
        #expect(heard(stage, layer: 0) == ["opened", "act"])
        #expect(Set(heard(stage, layer: 1)) == ["opened", "clicked Dialog"])
        let column = try #require(frame[13].range(of: "a act")).lowerBound.utf16Offset(in: frame[13])
        _ = stage.handle(.press(Point(x: column, y: 13)), now: start)
        #expect(stage.layers.count == 1 && heard(stage) == ["opened", "act"])
    }

    @Test("A key in the footer can be clicked; the wheel reaches what is under it")
    func mouse() throws {
        var stage = stage()
        let frame = stage.render(now: start).lines()
        let column = try #require(frame[13].range(of: "b say")).lowerBound.utf16Offset(in: frame[13])
        _ = stage.handle(.press(Point(x: column, y: 13)), now: start)
        _ = stage.handle(.wheelDown(Point(x: 5, y: 5)), now: start)
        _ = stage.handle(.wheelDown(Point(x: 5, y: 13)), now: start)
        #expect(heard(stage) == ["opened", "bound", "down"])
    }

    @Test("Help and palette are made from the bindings of the screen behind them")
    func helpAndPalette() {
        var stage = stage(Recorder(unavailable: "not today"))
        _ = press(&stage, Key("?"))
        let help = stage.render(now: start).lines().joined(separator: "\n")
        #expect(help.contains("Say a word") && help.contains("Act at once (not today)") && help.contains("Everywhere"))
        _ = press(&stage, .escape, .control("p"))
        for letter in "word" { _ = press(&stage, Key(letter)) }
        let palette = stage.render(now: start).lines().joined(separator: "\n")
        #expect(palette.contains("Say a word") && !palette.contains("Act at once"))
        _ = press(&stage, .enter)
        #expect(heard(stage) == ["opened", "bound"] && stage.layers.count == 1)
    }

    @Test("A click on a toast reaches nothing under it, and takes an error away")
    func toastClicks() throws {
        for kind in [Toast.Kind.info, .error] {
            var stage = stage(Recorder(effects: [.toast("Something was said.", kind)]))
            _ = press(&stage, Key("a"))
            let frame = stage.render(now: start).lines()
            let row = try #require(frame.firstIndex { $0.contains("Something was said.") })
            let column = try #require(frame[row].range(of: "Something")).lowerBound.utf16Offset(in: frame[row])
            let before = heard(stage)
            for x in [column - 2, column, column + 18] { _ = stage.handle(.press(Point(x: x, y: row)), now: start) }
            #expect(heard(stage) == before)
            let isShown = stage.render(now: start).lines()[row].contains("Something was said.")
            #expect(isShown == (kind == .info))
            _ = stage.handle(.press(Point(x: 2, y: row)), now: start)
            #expect(heard(stage) == before + ["clicked Recorder"])
        }
    }

    // MARK: time

    @Test("Toasts go after four seconds; errors stay until a key")
    func toasts() {
        var stage = stage(Recorder(effects: [.toast("Saved."), .toast("That failed.", .error)]))
        _ = press(&stage, Key("a"))
        func shows(_ text: String, at now: Date) -> Bool {
            stage.render(now: now).lines().contains { $0.contains(text) }
        }
        #expect(shows("Saved.", at: start) && shows("That failed.", at: start))
        #expect(stage.nextWake(after: start) == start.addingTimeInterval(4))
        let later = start.addingTimeInterval(4)
        _ = stage.tick(now: later)
        #expect(!shows("Saved.", at: later) && shows("That failed.", at: later))
        #expect(stage.nextWake(after: later) == nil)
        _ = press(&stage, .up, at: later)
        #expect(!shows("That failed.", at: later))
    }

    @Test("A screen is woken at its time, and sooner when its time comes nearer")
    func ticks() {
        var stage = stage(Recorder(wakesAt: start.addingTimeInterval(60)))
        _ = stage.tick(now: start)
        #expect(stage.nextWake(after: start) == start.addingTimeInterval(60))
        stage.layers[0].screen = Recorder(wakesAt: start.addingTimeInterval(2))
        #expect(stage.nextWake(after: start) == start.addingTimeInterval(2))
        _ = stage.tick(now: start.addingTimeInterval(1))
        #expect(heard(stage).isEmpty)
        _ = stage.tick(now: start.addingTimeInterval(2))
        #expect(heard(stage) == ["tick"])
        #expect(stage.nextWake(after: start.addingTimeInterval(2)) == nil)
    }

    @Test("News reaches every open screen and the header")
    func news() {
        var stage = stage(Recorder(effects: [.push(Recorder(title: "Second"))]))
        _ = press(&stage, Key("a"))
        _ = stage.broadcast(Recorder.Said.word("news"), now: start)
        #expect(heard(stage, layer: 0).last == "news" && heard(stage, layer: 1).last == "news")
        #expect((stage.headerBar as? PlainHeader)?.news == 1)
    }
}
