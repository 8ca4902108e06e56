import Presentation
import Shop

/// What an admin looks at now and then: the figures, the log, the settings, the shop's health.
struct PlainOffice {
    let talk: PlainTalk
    let session: Session

    private enum Room { case insights, log, settings, health }

    /// - Returns: the visit with the settings as they are now.
    func run(_ visit: UserContext) async throws -> UserContext {
        var visit = visit
        while true {
            let room = try await talk.choose(
                "The office",
                [
                    PlainChoice("Insights", Room.insights), PlainChoice("Log", .log),
                    PlainChoice("Settings", .settings), PlainChoice("Health", .health),
                ])
            switch room {
            case .insights: try await PlainInsights(talk: talk, visit: visit, session: session).run()
            case .log: try await PlainLog(talk: talk, visit: visit, session: session).run()
            case .settings: visit = try await PlainSettings(talk: talk, session: session).run(visit)
            case .health: try await health(visit)
            case nil: return visit
            }
        }
    }

    private func health(_ visit: UserContext) async throws {
        let full = try await talk.choose(
            "Health",
            [PlainChoice("A quick look", false), PlainChoice("Read the whole file, which takes a while", true)])
        guard let full else { return }
        if full { try talk.say("Reading the whole file. One moment, please.") }
        let report = await visit.services.health.check(full: full)
        try talk.say(report.lines.map { "\($0.label): \($0.text)" })
    }
}
