import Foundation

/// The list of files through which an order goes: `1. `Shop/Store/Store.swift`: `Store` (through `OrderPlacement`)`.
enum OrderWay {
    struct Stop {
        /// From `Sources`.
        var path: String
        var type: String
        /// What is handed over, or the protocol that stands between: the file before names it, and so does this one.
        var through: String?

        private func words() throws -> [String] {
            try String(contentsOf: BuiltProgram.checkout.appending(path: "Sources/\(path)"), encoding: .utf8)
                .components(separatedBy: CharacterSet.alphanumerics.inverted).filter { !$0.isEmpty }
        }

        func declares(_ type: String) throws -> Bool {
            let words = try words()
            let keywords: Set<String> = ["struct", "class", "enum", "protocol", "actor", "extension"]
            return zip(words, words.dropFirst()).contains { keywords.contains($0) && $1 == type }
        }

        private func names(_ type: String) throws -> Bool { try words().contains(type) }

        /// - Returns: why it does not; nil when it does.
        func leads(to next: Stop) throws -> String? {
            guard let through = next.through else {
                return try names(next.type) ? nil : "\(path) does not name \(next.type)"
            }
            for stop in [self, next] {
                guard try stop.names(through) else { return "\(stop.path) does not name \(through)" }
            }
            return nil
        }
    }

    static func stops(in section: String) -> [Stop] {
        section.split(separator: "\n").compactMap { line in
            line.wholeMatch(of: /\d+\. `([^`]+)`: `([^`]+)`(?: \(through `([^`]+)`\))?.*/).map {
                Stop(path: String($0.1), type: String($0.2), through: $0.3.map(String.init))
            }
        }
    }
}
