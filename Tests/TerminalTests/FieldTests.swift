import Testing

@testable import Terminal

struct FieldTests {
    private func type(_ text: String, into field: inout TextFieldState) {
        for character in text { _ = field.handle(Key(character)) }
    }

    @Test("A line is edited with the usual keys")
    func editing() {
        var field = TextFieldState()
        type("two flat whites", into: &field)
        _ = field.handle(.control("w"))
        type("blacks", into: &field)
        #expect(field.text == "two flat blacks")
        _ = field.handle(.home)
        _ = field.handle(Key(.right, control: true))
        _ = field.handle(.control("k"))
        #expect(field.text == "two")
        _ = field.handle(.left)
        _ = field.handle(.delete)
        #expect(field.text == "tw")
        _ = field.handle(.backspace)
        #expect(field.text == "t")
        type("ea", into: &field)
        _ = field.handle(.alt("b"))
        type("x", into: &field)
        #expect(field.text == "xtea")
        _ = field.handle(.control("u"))
        #expect(field.text == "tea")
        let isEditing = field.handle(.enter)
        #expect(!isEditing)
    }

    @Test("Typing and pasting stop at the limit; line breaks become blanks, controls are left out")
    func limits() {
        var field = TextFieldState(limit: 10)
        field.insert("one\ntwo\u{1B}[31m" + String(repeating: "x", count: 1_000_000))
        #expect(field.text == "one two[31")
        type("y", into: &field)
        #expect(field.text.count == 10)
    }

    @Test("A number field takes what a number is made of")
    func numbers() {
        var amount = TextFieldState(kind: .number(decimals: true, sign: false))
        type("a3.5-0€", into: &amount)
        #expect(amount.text == "3.50")
        var change = TextFieldState(kind: .number(decimals: false, sign: true))
        type("-1-2.5", into: &change)
        #expect(change.text == "-125")
    }

    @Test("A masked field shows neither its text nor where its words end")
    func masked() {
        var field = TextFieldState(kind: .masked)
        type("my secret", into: &field)
        var surface = Surface(size: Size(width: 20, height: 1))
        TextField(field, isFocused: true).render(into: &surface, in: surface.area, .unicode)
        #expect(surface.lines()[0] == "•••••••••")
        #expect(surface.cursor == Point(x: 9, y: 0))
        _ = field.handle(.control("w"))
        #expect(field.isEmpty)
    }

    @Test("A long line scrolls so that the cursor is in sight")
    func scrolling() {
        var field = TextFieldState(limit: 100)
        type("0123456789抹茶", into: &field)
        var surface = Surface(size: Size(width: 8, height: 1))
        TextField(field, isFocused: true).render(into: &surface, in: surface.area, .unicode)
        #expect(surface.lines()[0] == "789抹茶")
        #expect(surface.cursor == Point(x: 7, y: 0))
    }

    private func form() -> FormState<String> {
        FormState(
            fields: [.init("name", "Name", TextFieldState()), .init("price", "Price", TextFieldState())],
            buttons: ["Save", "Back"])
    }

    @Test("A form's focus goes through fields and buttons; Enter in the last field chooses the first button")
    func focus() {
        var form = form()
        func press(_ key: Key) -> FormState<String>.Outcome { form.handle(key) }
        #expect(press(.tab) == .left("name"))
        #expect(press(.enter) == .chosen(0))
        #expect(press(.tab) == .left("price"))
        #expect(press(.right) == .none)
        #expect(press(.enter) == .chosen(1))
        #expect(press(.tab) == .none)
        #expect(form.focus == 0)
        #expect(press(.backTab) == .left("name"))
        #expect(form.focus == 3)
    }

    @Test("An error stands at its field, what was typed stays, and typing takes the error away")
    func errors() {
        var form = form()
        for character in "Tea" { _ = form.handle(Key(character)) }
        form.show(["price": "Please fill this in."])
        #expect(form.focus == 1 && form["name"] == "Tea")
        var surface = Surface(size: Size(width: 40, height: 5))
        Form(form).render(into: &surface, in: surface.area, .unicode)
        #expect(surface.lines()[3].hasSuffix("Please fill this in."))
        _ = form.handle(Key("3"))
        #expect(form.fields[1].error == nil)
    }

    @Test(
        "A box is ticked by Space, Enter or a click; Enter goes on to the buttons, and says which one it chooses"
    )
    func box() {
        var form = FormState(
            fields: [.init("reason", "Reason", TextFieldState()), .init("stock", "Back into stock", isTicked: false)],
            buttons: ["Cancel", "Keep"])
        form.lastFieldSubmits = false
        func enter() -> String? { form.bindings(aim: "to the buttons").first?.label }
        #expect(enter() == "go on")
        #expect(form.isTyping && form.handle(.enter) == .left("reason") && !form.isTyping)
        #expect(enter() == "tick")
        #expect(form.handle(.space) == .none && form.isTicked("stock"))
        #expect(form.handle(.enter) == .none && !form.isTicked("stock"))
        #expect(form.handle(Key("x")) == .none && form["stock"].isEmpty)
        var surface = Surface(size: Size(width: 40, height: 5))
        Form(form).render(into: &surface, in: surface.area, .unicode)
        #expect(surface.lines()[2].hasPrefix("[ ] Back into stock"))
        let click = surface.hotspots.last { $0.area.contains(Point(x: 1, y: 2)) }?.click
        #expect(form.take(.message(click ?? FormMessage.next)) == .left("stock") && form.isTicked("stock"))
        form = FormState(fields: [.init("reason", "Reason", TextFieldState())], buttons: ["Cancel"])
        form.lastFieldSubmits = false
        #expect(form.handle(.enter) == .left("reason") && enter() == "cancel")
        #expect(form.handle(.enter) == .chosen(0))
    }

    @Test("Where a form does not fit, the focused field is in sight")
    func lowArea() {
        var form = FormState(
            fields: (1...8).map { .init("\($0)", "Field \($0)", TextFieldState()) }, buttons: ["Save"])
        form.focus = 7
        var surface = Surface(size: Size(width: 40, height: 6))
        Form(form).render(into: &surface, in: surface.area, .unicode)
        #expect(surface.lines().contains { $0.hasPrefix("Field 8") })
        #expect(surface.cursor != nil)
    }
}
