/// How far somebody knows what happened in a shop. Only the engine that made it can read it: numbers of events do not tell,
/// for an engine may commit them in another order than it gives them.
public struct FeedPosition: Hashable, Codable, Sendable {
    /// The engine's own words.
    @_spi(StoreEngine) public let token: String

    @_spi(StoreEngine) public init(token: String) { self.token = token }
}
