import CNcurses
import Synchronization

/// What other threads have for the UI thread: news and answers. Posting wakes it.
public final class Inbox: Sendable {
    enum Item: Sendable {
        case news(any Message)
        case answer(Stage.ReplyAddress, any Message)
    }

    private let items = Mutex<[Item]>([])

    public init() {}

    /// News for every open screen and the header.
    public func post(_ message: any Message) { put(.news(message)) }

    func answer(_ address: Stage.ReplyAddress, _ message: any Message) { put(.answer(address, message)) }

    private func put(_ item: Item) {
        items.withLock { $0.append(item) }
        cn_wake()
    }

    func take() -> [Item] {
        items.withLock { items in
            defer { items = [] }
            return items
        }
    }
}
