import Foundation
import Presentation
import Shop

/// The shop's settings, each changed by itself.
struct PlainSettings {
    let talk: PlainTalk
    let session: Session

    /// - Returns: the user with the settings as they are now.
    func run(_ user: UserContext) async throws -> UserContext {
        var user = user
        let service = user.services.settings
        while true {
            guard let values = try await talk.attempt({ try await service.values(by: session) }) else { return user }
            let setting = try await talk.choose(
                "Settings",
                values.map { PlainChoice("\($0.key.text): \(Self.spoken($0.value))", $0) })
            guard let (key, value) = setting else { return user }
            guard let wanted = try await ask(key, value, user), wanted != value else { continue }
            guard let saved = try await talk.attempt({ try await service.edit([key: wanted], by: session) }) else {
                continue
            }
            user.take(saved)
            try talk.say(key.changedText)
        }
    }

    private static func spoken(_ value: String) -> String {
        value.isEmpty ? "none" : SettingsScreen.onOneLine(value)
    }

    /// - Returns: nil when it stays as it is.
    private func ask(
        _ key: SettingKey, _ value: String, _ user: UserContext
    ) async throws -> String? {
        if let why = key.refusal(at: user.files) {
            try talk.say("\(key.text): \(why).")
            return nil
        }
        if let choices = key.choices(among: user.services.environment.printers) {
            let others = choices.filter { $0 != value }
            let isWord = key.kind != .program
            return try await talk.choose(
                "\(key.text): it is \(value.isEmpty ? "none" : value) now.",
                others.map { PlainChoice($0.isEmpty ? "None" : isWord ? $0.capitalized : $0, $0) })
        }
        try talk.say(key.hint)
        let clears = key.mayBeEmpty && !value.isEmpty ? "; a minus takes it away" : ""
        return try await talk.field(key.text, hint: "empty line: it stays as it is" + clears, otherwise: value) {
            (typed) throws(FieldError) in
            let wanted = typed == "-" && key.mayBeEmpty ? "" : SettingsScreen.lines(of: typed)
            var changed = user.settings
            try key.set(wanted, in: &changed)
            return wanted
        }
    }
}

extension SettingKey {
    fileprivate var mayBeEmpty: Bool {
        switch kind {
        case .text(let length): length.lowerBound == 0
        case .lines, .path, .program: true
        case .number, .choice, .toggle, .currency: false
        }
    }
}
