import Testing

@testable import Terminal

struct ListTests {
    @Test("A list of a million rows draws only what can be seen")
    func million() {
        var state = ListState()
        let page = 5
        _ = state.handle(.end, count: 1_000_000, page: page)
        state.clamp(count: 1_000_000, page: page)
        var drawn: [Int] = []
        var surface = Surface(size: Size(width: 12, height: page))
        ListView(count: 1_000_000, state: state, isFocused: true).render(into: &surface, in: surface.area, .unicode) {
            index, surface, row in
            drawn.append(index)
            surface.write("row \(index)", x: row.x, y: row.y)
        }
        #expect(drawn == Array(999_995...999_999))
        #expect(surface.lines()[4].hasPrefix("row 999999"))
        #expect(surface.lines()[4].hasSuffix("█"))
    }

    @Test("The chosen row stays in sight, and the list moves as little as it can")
    func offsets() {
        var state = ListState()
        for _ in 1...4 { _ = state.handle(.down, count: 10, page: 3) }
        state.clamp(count: 10, page: 3)
        #expect(state.visibleRows(count: 10, page: 3) == 2..<5)
        _ = state.handle(.up, count: 10, page: 3)
        state.clamp(count: 10, page: 3)
        #expect(state.visibleRows(count: 10, page: 3) == 2..<5)
        _ = state.handle(.home, count: 10, page: 3)
        #expect(state.visibleRows(count: 10, page: 3) == 0..<3)
        state.selected = 9
        state.clamp(count: 2, page: 3)
        #expect(state.selected == 1 && state.visibleRows(count: 2, page: 3) == 0..<2)
        state.clamp(count: 0, page: 3)
        #expect(state.visibleRows(count: 0, page: 3).isEmpty)
    }

    @Test("A ticket can be read across the room, and a narrow place shows it small")
    func bigText() {
        var surface = Surface(size: Size(width: 40, height: 5))
        BigText("C-042").render(into: &surface, in: surface.area, .ascii)
        #expect(surface.lines()[0] == " ####        ###  #  #   ###")
        #expect(surface.lines()[4] == " ####        ###     #  #####")
        var narrow = Surface(size: Size(width: 10, height: 2))
        BigText("C-042").render(into: &narrow, in: narrow.area, .ascii)
        #expect(narrow.lines()[0] == "C-042")
    }

    @Test("Rows that come in above leave what is chosen where it stood on the screen")
    func shift() {
        var list = ListState()
        list.move(by: 30, count: 100)
        list.clamp(count: 100, page: 10)
        list.move(by: -4, count: 100)
        list.clamp(count: 100, page: 10)
        let line = list.selected - list.visibleRows(count: 100, page: 10).lowerBound
        list.shift(by: 50)
        list.clamp(count: 150, page: 10)
        #expect(list.selected == 76 && list.visibleRows(count: 150, page: 10).lowerBound == 76 - line)
    }

    @Test("A panel's title is read first; what stands at its end takes the room that is left")
    func panelTitle() {
        func top(_ width: Int) -> String {
            var surface = Surface(size: Size(width: width, height: 2))
            Panel("Settings", trailing: "from the next sign-in", isFocused: false)
                .render(into: &surface, in: surface.area, .ascii)
            return surface.lines()[0]
        }
        #expect(top(40).contains(" Settings ") && top(40).contains(" from the next sign-in "))
        #expect(top(30).contains(" Settings ") && top(30).contains(" from the "))
        #expect(top(16).contains(" Settings ") && !top(16).contains("from"))
    }

    @Test("Actions are found by a few of their letters")
    func fuzzy() {
        #expect(FuzzyMatch.score("ntf", in: "Show the next form") != nil)
        #expect(FuzzyMatch.score("xyz", in: "Show the next form") == nil)
        let run = FuzzyMatch.score("form", in: "Order form") ?? 0
        #expect(run > FuzzyMatch.score("form", in: "find or remove me") ?? 0)
    }

    @Test("Rows that are read scroll from the first key on, no further than to the last, and stay in a larger window")
    func scrolling() {
        var scroll = ScrollState()
        scroll.handle(.down, travel: 3, page: 5)
        #expect(scroll.first(3) == 1)
        scroll.handle(.end, travel: 3, page: 5)
        scroll.handle(.down, travel: 3, page: 5)
        #expect(scroll.first(3) == 3)
        #expect(scroll.first(1) == 1 && scroll.first(-4) == 0)
        scroll.move(by: -2, travel: 3)
        #expect(scroll.first(3) == 1)
        scroll.move(by: -9, travel: 3)
        #expect(scroll.first(3) == 0)
        let takesText = scroll.handle(Key("x"), travel: 3, page: 5)
        #expect(!takesText)
    }
}
