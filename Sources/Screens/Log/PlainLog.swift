import Foundation
import Presentation
import Shop

/// Every event, newest first: who did what, when.
struct PlainLog {
    let talk: PlainTalk
    let user: UserContext
    let session: Session

    private enum Part { case show, topic, firstDay, lastDay, all }

    func run() async throws {
        var filter = EventFilter()
        while true {
            let ways = PlainWays(text: "find by who did it, what it was about, or the reason")
            switch try await talk.answer("Log", parts(filter), ways) {
            case .chosen(.show): try await show(filter)
            case .chosen(.topic):
                let all =
                    [PlainChoice("Everything", EventFilter.Topic?.none)]
                    + EventFilter.Topic.allCases.map { PlainChoice($0.title, $0) }
                if let topic = try await talk.choose("About what?", all) { filter.topic = topic }
            case .chosen(.firstDay): filter.firstDay = try await talk.day("From", "2026-11-01", open: "the first")
            case .chosen(.lastDay): filter.lastDay = try await talk.day("To", "2026-11-30", open: "today")
            case .chosen(.all): filter = EventFilter()
            case .text(let text):
                filter.text = text
                try await show(filter)
            case .back: return
            }
        }
    }

    private func parts(_ filter: EventFilter) -> [PlainChoice<Part>] {
        [
            PlainChoice(
                filter.text.isEmpty ? "Show it, newest first" : "Show what is like “\(filter.text)”", Part.show),
            PlainChoice("About: \(filter.topic?.text ?? EventFilter.Topic.everything)", .topic),
            PlainChoice("From: \(filter.firstDay?.description ?? "the first day")", .firstDay),
            PlainChoice("To: \(filter.lastDay?.description ?? "today")", .lastDay),
        ] + (filter == EventFilter() ? [] : [PlainChoice("Everything again", .all)])
    }

    private func show(_ filter: EventFilter) async throws {
        var before: EventNumber?
        let first = try await next(filter, &before)
        guard !first.isEmpty else { return try talk.say(NothingText.found) }
        try await talk.browse("Log, newest first", first, text: text) { _ in
            before == nil ? [] : try await next(filter, &before)
        }
    }

    /// The next events that the filter leaves; where they are far away the person is asked before looking on.
    private func next(_ filter: EventFilter, _ before: inout EventNumber?) async throws -> [ShopEvent] {
        while true {
            let start = before
            guard
                let page = try await talk.attempt({
                    try await user.services.log.page(filter, before: start, by: session)
                })
            else { return [] }
            before = page.before
            guard page.events.isEmpty, let reached = page.before else { return page.events }
            let question = "Nothing more like that back to event \(reached)."
            guard try await talk.choose(question, [PlainChoice("Look further back", true)]) != nil else { return [] }
        }
    }

    private func text(_ event: ShopEvent) -> String {
        let settings = user.settings
        let (when, text) = (settings.dayAndClock(event.at), event.sentence(settings.money, arrow: "to"))
        return event.subjectName.isEmpty ? "\(when): \(text)." : "\(when): \(event.subjectName): \(text)."
    }
}
