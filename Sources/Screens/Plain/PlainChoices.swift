import Presentation

/// A numbered choice, and what it stands for.
struct PlainChoice<Value> {
    var text: String
    var value: Value

    init(_ text: String, _ value: Value) {
        self.text = text
        self.value = value
    }
}

/// What someone answered to a list.
enum PlainAnswer<Value> {
    case chosen(Value)
    /// Words that are no number of the list.
    case text(String)
    case back
}

/// What may be answered besides a number.
struct PlainWays {
    /// What an empty line does; nil where there is no way back.
    var back: String? = "back"
    /// What other words are taken for; nil where they are none.
    var text: String?
}

extension PlainTalk {
    /// Asks a question with numbered choices until one is chosen.
    ///
    /// - Returns: nil for an empty line.
    func choose<Value>(
        _ question: String, _ choices: [PlainChoice<Value>], _ ways: PlainWays = PlainWays()
    ) async throws -> Value? {
        guard case .chosen(let value) = try await answer(question, choices, ways) else { return nil }
        return value
    }

    func answer<Value>(
        _ question: String, _ choices: [PlainChoice<Value>], _ ways: PlainWays = PlainWays()
    ) async throws -> PlainAnswer<Value> {
        let lines = choices.enumerated().map { "\($0.offset + 1). \($0.element.text)" }
        let sheet = Sheet(question: question, lines: lines, numbers: 1...max(1, choices.count), ways: ways)
        switch try await ask(sheet) {
        case .number(let number): return .chosen(choices[number - 1].value)
        case .text(let text): return .text(text)
        case .back: return .back
        }
    }

    /// Names what will happen before anything that cannot be taken back; an empty line leaves things as they are.
    func confirm(_ question: String, yes: String, no: String = "Keep it as it is") async throws -> Bool {
        try await choose(question, [PlainChoice(yes, true), PlainChoice(no, false)], PlainWays(back: no.lowercased()))
            ?? false
    }

    // MARK: lists without end

    /// Rows that are told at once: what a terminal of 24 lines keeps.
    static var pageLength: Int { 15 }

    /// Asks for one of many rows, a page at a time; the numbers go on from page to page.
    ///
    /// - Parameter more: the rows that follow the given ones; none when that was all.
    func pick<Row>(
        _ question: String, from first: [Row], _ ways: PlainWays = PlainWays(), text: (Row) -> String,
        more: ([Row]) async throws -> [Row] = { _ in [] }
    ) async throws -> PlainAnswer<Row> {
        var rows = first
        var page = 0..<min(Self.pageLength, rows.count)
        var isWhole = first.isEmpty
        while true {
            if page.upperBound == rows.count, !isWhole {
                let older = try await more(rows)
                isWhole = older.isEmpty
                rows += older
            }
            let hasMore = page.upperBound < rows.count
            let lines = page.map { "\($0 + 1). \(text(rows[$0]))" } + (hasMore ? ["0. More."] : [])
            let numbers = (hasMore ? 0 : 1)...max(1, page.upperBound)
            switch try await ask(Sheet(question: question, lines: lines, numbers: numbers, ways: ways)) {
            case .number(0): page = page.upperBound..<min(page.upperBound + Self.pageLength, rows.count)
            case .number(let number): return .chosen(rows[number - 1])
            case .text(let text): return .text(text)
            case .back: return .back
            }
        }
    }

    /// Tells many rows, a page at a time, until the person has heard enough.
    ///
    /// - Parameter more: the rows that follow the given ones; none when that was all.
    func browse<Row>(
        _ title: String, _ first: [Row], text: (Row) -> String, more: ([Row]) async throws -> [Row] = { _ in [] }
    ) async throws {
        var rest = first
        try say(["", title])
        while true {
            try say(rest.prefix(Self.pageLength).map(text))
            let last = Array(rest.prefix(Self.pageLength))
            rest.removeFirst(last.count)
            if rest.isEmpty { rest = try await more(last) }
            guard !rest.isEmpty, try await wantsMore() else { return }
        }
    }

    private func wantsMore() async throws -> Bool {
        while true {
            switch try await read("1: more. Empty line: enough.") {
            case "1": return true
            case "": return false
            default: try say("Please type 1, or nothing.")
            }
        }
    }

    // MARK: asking

    /// A question as it is told, and what may be answered.
    private struct Sheet {
        var question: String
        var lines: [String]
        var numbers: ClosedRange<Int>
        var ways: PlainWays

        var prompt: String {
            plural(
                numbers.count, one: "Number, 1:", many: "Number, \(numbers.lowerBound) to \(numbers.upperBound):")
        }
        var hint: String {
            plural(
                numbers.count, one: "Please type 1. A question mark repeats the choices.",
                many: "Please type a number from \(numbers.lowerBound) to \(numbers.upperBound). "
                    + "A question mark repeats the choices.")
        }

        func told() -> [String] {
            ["", question] + lines + (ways.text.map { ["Words: \($0)."] } ?? [])
                + (ways.back.map { ["Empty line: \($0)."] } ?? [])
        }
    }

    private enum Typed {
        case number(Int)
        case text(String)
        case back
    }

    private func ask(_ sheet: Sheet) async throws -> Typed {
        try say(sheet.told())
        while true {
            let typed = try await read(sheet.prompt)
            if typed == "?" {
                try say(sheet.told())
            } else if let number = Int(typed), sheet.numbers.contains(number), !sheet.lines.isEmpty {
                return .number(number)
            } else if typed.isEmpty, sheet.ways.back != nil {
                return .back
            } else if !typed.isEmpty, Int(typed) == nil, sheet.ways.text != nil {
                return .text(typed)
            } else {
                try say(sheet.hint)
            }
        }
    }
}
