import Foundation
import Presentation
import Shop

/// How plain mode talks: one idea a line, and questions that name their choices. What happens elsewhere in the shop is
/// told before the next question.
struct PlainTalk: Sendable {
    let console: PlainConsole
    let news: PlainNews
    /// Whose conversation it is; nil before anyone has come in.
    var user: UserContext?

    func say(_ line: String) throws { try console.write(line) }

    func say(_ lines: [String]) throws { for line in lines { try say(line) } }

    /// Reads an answer as it was typed, without blanks around it.
    func read(_ question: String) async throws -> String {
        try await tellNews()
        guard let line = try await console.read(question, false) else { throw PlainEnding.inputEnded }
        return line.trimmingCharacters(in: .whitespaces)
    }

    /// Reads a secret, as it was typed.
    func readSecret(_ question: String) async throws -> String {
        try await tellNews()
        guard let line = try await console.read(question, true) else { throw PlainEnding.inputEnded }
        return line
    }

    // MARK: news

    /// - Throws: ``PlainEnding/sessionOver(_:)`` when the news are that the session does not hold any more.
    private func tellNews() async throws {
        let (told, events) = news.take(for: user)
        try say(told)
        guard let user, user.concerns(events), let why = await user.whyEnded() else { return }
        throw PlainEnding.sessionOver(why)
    }

    // MARK: what the shop says no to

    /// Does what may be refused; says why when it is, in one line.
    ///
    /// - Returns: nil when it was refused.
    func attempt<Value>(_ work: () async throws -> Value) async throws -> Value? {
        do {
            return try await work()
        } catch let error as ShopError {
            if let user, user.isEnded(by: error) { throw PlainEnding.sessionOver(error.text) }
            try say(error.text)
            return nil
        }
    }
}
