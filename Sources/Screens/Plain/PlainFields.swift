import Presentation
import Shop

/// Values that are typed, each checked as it is given.
extension PlainTalk {
    /// Asks for a value until it is right.
    ///
    /// - Parameters:
    ///   - hint: what the person may want to know before they type.
    ///   - value: what an empty line stands for; nil where it goes back.
    /// - Returns: nil when the person goes back.
    func field<Value>(
        _ question: String, hint: String = "", otherwise value: Value? = nil,
        _ rule: (String) throws(FieldError) -> Value
    ) async throws -> Value? {
        let empty = hint.isEmpty ? "empty line: back" : hint
        while true {
            let typed = try await read("\(question) (\(empty)):")
            if typed == "?" { continue }
            if typed.isEmpty { return value }
            do throws(FieldError) {
                return try rule(typed)
            } catch {
                try say("\(question): \(error.text)")
            }
        }
    }

    /// A text under one of the shop's field names.
    ///
    /// - Parameter value: what an empty line keeps.
    func text(_ name: FieldName, keeping value: String? = nil) async throws -> String? {
        let hint = value.map { $0.isEmpty ? "empty line: none" : "empty line: \($0)" } ?? ""
        return try await field(name.text, hint: hint, otherwise: value) { (typed) throws(FieldError) in
            try name.check(typed)
            return typed
        }
    }

    /// A day of the calendar.
    ///
    /// - Returns: nil for an empty line, which leaves this end open.
    func day(_ question: String, _ example: String, open: String) async throws -> BusinessDay? {
        let answer = try await field(question, hint: "such as \(example); empty line: \(open)", otherwise: .some(nil)) {
            (typed) throws(FieldError) -> BusinessDay? in
            guard let day = BusinessDay(typed) else { throw .notADay }
            return day
        }
        return answer ?? nil
    }

    /// A file to be read, where people may name one; says why not elsewhere.
    ///
    /// - Returns: nil when the person goes back, or may not.
    func source(_ question: String, _ example: String, _ files: FileAccess) async throws -> SourceFile? {
        if files.readRefusal != nil { return try refuse(.filesClosed(.reading)) }
        return try await field(question, hint: "such as \(example); empty line: back") { files.source($0) }
    }

    /// A new file, named by the person, or by the program at a terminal that is not its user's own.
    ///
    /// - Returns: nil when the person goes back, or may not.
    func target(
        _ question: String, _ example: String, _ files: FileAccess, as name: ExportName
    ) async throws -> TargetFile? {
        if files.writeRefusal != nil { return try refuse(.filesClosed(.writing)) }
        guard files.takesPaths else { return files.export(name) }
        return try await field(question, hint: "such as \(example); empty line: back") { files.target($0) }
    }

    private func refuse<Value>(_ error: ShopError) throws -> Value? {
        try say(error.text)
        return nil
    }

    /// A number of pieces on a shelf.
    func count(_ name: FieldName, keeping value: Int) async throws -> Int? {
        try await field(name.text, hint: "empty line: \(value)", otherwise: value) { (typed) throws(FieldError) in
            try FormReading.count(typed)
        }
    }

    /// How many of something are wanted, as far as an order may hold.
    ///
    /// - Parameter least: 0 where that takes the line out.
    func quantity(_ question: String, from least: Int = 1) async throws -> Int? {
        let most = OrderItem.quantityRange.upperBound
        return try await field(question, hint: "\(least) to \(most); empty line: back") {
            (typed) throws(FieldError) in
            guard let count = Int(typed) else { throw .notANumber }
            guard count >= least else { throw .tooSmall(String(least)) }
            guard count <= most else { throw .tooLarge(String(most)) }
            return count
        }
    }

    /// A note; an empty line keeps the one that is there, and a minus takes it away.
    func note(_ question: String, keeping value: String, length: ClosedRange<Int>) async throws -> String {
        let hint = value.isEmpty ? "empty line: none" : "empty line keeps “\(value)”, a minus takes it away"
        let note = try await field(question, hint: hint, otherwise: value) { (typed) throws(FieldError) in
            typed == "-" ? "" : try TextRule.checked(typed, length: length)
        }
        return note ?? value
    }

    /// A new password, typed twice, for what is typed cannot be seen.
    ///
    /// - Returns: nil when the person goes back.
    func newPassword(_ name: String = "New password") async throws -> String? {
        while true {
            let password = try await readSecret("\(name), 8 characters or more (empty line: back):")
            if password.isEmpty { return nil }
            do throws(FieldError) {
                _ = try AccountRules.checkedPassword(password)
            } catch {
                try say("\(name): \(error.text)")
                continue
            }
            if try await readSecret("The same again:") == password { return password }
            try say(User.passwordsDiffer)
        }
    }
}
