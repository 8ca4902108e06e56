import Foundation
import Presentation
import Shop

/// The first run: there is no shop yet. Sets one up, or opens the demo.
struct PlainSetUp {
    let talk: PlainTalk
    let doors: FirstRunActions
    let feed: LiveFeed

    private enum Way { case setUp, demo, leave }

    /// A shop that was opened, and its admin where they have just set it up.
    struct Opened {
        var front: AppContext
        var session: Session?
    }

    /// - Returns: nil when the person leaves.
    func run() async throws -> Opened? {
        while true {
            let way = try await talk.choose(
                "There is no shop here yet. What would you like?",
                [
                    PlainChoice("Set your shop up", Way.setUp), PlainChoice("Look around in the demo", .demo),
                    PlainChoice("Leave", .leave),
                ], PlainWays(back: nil))
            let opened: Opened?
            switch way {
            case .setUp: opened = try await setUp()
            case .demo:
                try talk.say("Making the demo shop. One moment, please.")
                opened = try await talk.attempt {
                    Opened(front: AppContext(try await doors.openDemo(), feed: feed))
                }
            case .leave, nil: return nil
            }
            if let opened { return opened }
        }
    }

    /// Until the shop says yes, or the person goes back.
    private func setUp() async throws -> Opened? {
        guard let name = try await talk.text(.shopName),
            let currency = try await talk.text(.currency, keeping: MachineLocale.currencyCode()),
            let zone = try await talk.text(.timeZone, keeping: TimeZone.current.identifier),
            let person = try await talk.field(
                "Your name",
                { (text) throws(FieldError) in
                    try AccountRules.checkedName(text)
                }),
            let email = try await talk.field(
                "Your email",
                { (text) throws(FieldError) in
                    try AccountRules.checkedEmail(text)
                }),
            let password = try await talk.newPassword("Password")
        else { return nil }
        return try await talk.attempt {
            let shop = try await doors.openNew(
                SetUpService.Request(
                    name: name, currency: currency, timeZone: zone, adminName: person, adminEmail: email,
                    password: password))
            try talk.say("\(shop.settings.name) is open.")
            let signedIn = try? await shop.services.accounts.signIn(email: email, password: password)
            return Opened(front: AppContext(shop, feed: feed), session: signedIn?.session)
        }
    }
}
