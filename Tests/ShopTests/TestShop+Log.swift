import Presentation
import Shop

extension TestShop {
    /// The newest event of the log.
    func lastEvent() async throws -> ShopEvent? {
        try await store.read { try $0.events(after: try $0.lastEventNumber() - 1, limit: 1).first }
    }

    /// The newest `count` events of the log, oldest first.
    func lastEvents(_ count: Int) async throws -> [ShopEvent] {
        try await store.read { try $0.events(after: try $0.lastEventNumber() - EventNumber(count), limit: count) }
    }
}
