import Presentation
import Shop
import Terminal

/// How a screen asks the shop: off the UI thread; what comes of it is a message of the screen's own.
///
/// With `answer` the screen hears what the shop answers, and an error is told in a toast. With `result` it hears errors,
/// too, and does something about them. An error that ends the session goes back to the sign-in in either case.
///
/// An earlier question of the screen under the same `id` is not answered any more.
extension UserContext {
    /// Asks as whoever is signed in; where nobody is, nothing is asked.
    func ask<Value: Sendable>(
        _ id: String, answer: @escaping @Sendable (Value) -> any Message,
        _ question: @escaping @Sendable (ShopServices, Session) async throws -> Value
    ) -> [Effect] {
        ask(id, result: { told($0, answer) }, question)
    }

    /// Likewise, and hears errors.
    func ask<Value: Sendable>(
        _ id: String, result: @escaping @Sendable (Result<Value, ShopError>) -> any Message,
        _ question: @escaping @Sendable (ShopServices, Session) async throws -> Value
    ) -> [Effect] {
        guard let session else { return [] }
        let heard: @Sendable (Result<Value, ShopError>) -> any Message = { heard in
            if case .failure(let error) = heard, isEnded(by: error) { return GlobalAction(all: failed(error)) }
            return result(heard)
        }
        return [.ask(id, result: heard) { [services] in try await question(services, session) }]
    }

    /// Asks what the shop tells someone who is not signed in, too.
    func askAsAnyone<Value: Sendable>(
        _ id: String, answer: @escaping @Sendable (Value) -> any Message,
        _ question: @escaping @Sendable (ShopServices, Session?) async throws -> Value
    ) -> [Effect] {
        [.ask(id, result: { told($0, answer) }) { [services, session] in try await question(services, session) }]
    }

    private func told<Value>(
        _ result: Result<Value, ShopError>, _ answer: @Sendable (Value) -> any Message
    ) -> any Message {
        switch result {
        case .success(let value): answer(value)
        case .failure(let error): GlobalAction(all: failed(error))
        }
    }
}

extension Effect {
    /// Asks before anyone is signed in; the screen hears every error.
    static func ask<Value: Sendable>(
        _ id: String, result: @escaping @Sendable (Result<Value, ShopError>) -> any Message,
        _ question: @escaping @Sendable () async throws -> Value
    ) -> Effect {
        .run(id) {
            do {
                return result(.success(try await question()))
            } catch let error as ShopError {
                return result(.failure(error))
            } catch {
                return result(.failure(.store(.other(detail: String(describing: error)))))
            }
        }
    }
}
