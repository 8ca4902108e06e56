import Presentation
import Shop
import Terminal

extension Effect {
    /// Asks the shop off the UI thread; what it says, or what went wrong, comes back as a message of the screen's own.
    static func ask<Value: Sendable>(
        _ id: String, _ question: @escaping @Sendable () async throws -> Value,
        answer: @escaping @Sendable (Result<Value, ShopError>) -> any Message
    ) -> Effect {
        .run(id) {
            do {
                return answer(.success(try await question()))
            } catch let error as ShopError {
                return answer(.failure(error))
            } catch {
                return answer(.failure(.store(.other(detail: String(describing: error)))))
            }
        }
    }
}
