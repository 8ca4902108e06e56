import Foundation
import Presentation
import Shop

/// What a command prints on standard output: JSON for programs, lines and tables for people.
struct Output: Sendable {
    let isJSON: Bool
    let shop: ShopSettings

    /// One object on a line of its own.
    func json(_ value: some JSONObject) throws { try Console.write(JSONLine.of(value) + "\n") }

    /// One object a line.
    func json(_ values: [some JSONObject]) throws {
        try Console.write(values.map { try JSONLine.of($0) + "\n" }.joined())
    }

    /// A line for a person; what it holds is made safe for a terminal.
    func line(_ text: String) throws { try Console.write(Console.safe(text) + "\n") }

    /// Prints what was done. Where that cannot be printed, standard error has it: whoever does not know of it does it twice.
    ///
    /// - Parameter text: what was done, a sentence.
    func done(_ text: String, _ print: () throws -> Void) throws {
        do {
            try print()
        } catch let failure as CommandFailure {
            throw CommandFailure(text: "\(failure.text) \(text)", code: failure.code)
        } catch {
            Console.complain(text)
            throw error
        }
    }

    /// Likewise, of something that was there before.
    ///
    /// - Parameter now: what it is now.
    func changed(_ now: String, _ print: () throws -> Void) throws { try done("It is done: \(now).", print) }

    func table(_ table: Table) throws { try Console.write(table) }

    // MARK: the shop's own ways

    func money(_ minor: Int64) -> String { shop.money.string(minor) }

    /// On the shop's clock: `10:42` today, `yesterday 10:42`, `2026-11-20 10:42`.
    func time(_ date: Date, now: Date = Date()) -> String { shop.minute(date, now: now) }
}
