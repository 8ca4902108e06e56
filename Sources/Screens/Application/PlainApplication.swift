import Presentation
import Shop

/// The shop as a conversation: the flows of the screens in numbered questions and plain lines, for screen readers,
/// printers and serial lines.
public enum PlainApplication {
    /// - Parameter shop: nil when there is none yet: then the first run's questions come first.
    /// - Returns: the exit code: 0, or 128 and the number of the signal that ended it.
    /// - Throws: what the console throws when nobody reads any more.
    public static func run(_ shop: OpenShop?, doors: FirstRunActions, console: PlainConsole) async throws -> Int32 {
        let news = PlainNews()
        let feed = LiveFeed { news.put($0) }
        defer { feed.stop() }
        let talk = PlainTalk(console: console, news: news)
        do {
            var opened = shop.map { PlainSetUp.Opened(front: AppContext($0, feed: feed)) }
            if opened == nil { opened = try await PlainSetUp(talk: talk, doors: doors, feed: feed).run() }
            if let opened { try await PlainEntrance(talk: talk, front: opened.front).run(as: opened.session) }
        } catch PlainEnding.left, PlainEnding.inputEnded {
            return 0
        } catch let interrupt as PlainInterrupt {
            return interrupt.code
        }
        return 0
    }
}
