import Presentation
import Shop

/// What an admin looks at now and then: the figures, the log, the settings, the shop's health.
struct PlainOffice {
    let talk: PlainTalk
    let session: Session

    private enum Room { case insights, log, settings, health }

    /// - Returns: the user with the settings as they are now.
    func run(_ user: UserContext) async throws -> UserContext {
        var user = user
        while true {
            let room = try await talk.choose(
                "The office",
                [
                    PlainChoice("Insights", Room.insights), PlainChoice("Log", .log),
                    PlainChoice("Settings", .settings), PlainChoice("Health", .health),
                ])
            switch room {
            case .insights: try await PlainInsights(talk: talk, user: user, session: session).run()
            case .log: try await PlainLog(talk: talk, user: user, session: session).run()
            case .settings: user = try await PlainSettings(talk: talk, session: session).run(user)
            case .health: try await health(user)
            case nil: return user
            }
        }
    }

    private func health(_ user: UserContext) async throws {
        let full = try await talk.choose(
            "Health",
            [PlainChoice("A quick look", false), PlainChoice("Read the whole file, which takes a while", true)])
        guard let full else { return }
        if full { try talk.say("Reading the whole file. One moment, please.") }
        let report = await user.services.health.check(full: full)
        try talk.say(report.lines.map { "\($0.label): \($0.text)" })
    }
}
