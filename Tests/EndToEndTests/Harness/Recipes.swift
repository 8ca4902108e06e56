import Foundation

/// How the handbook has people come in by ssh who are not trusted with the shop.
enum Recipes {
    /// The forced commands, for this machine's shop.
    static func commands(on machine: Machine) -> [String] {
        let text = Document.forUsers.map(\.text).joined(separator: "\n")
        let found =
            text.matches(of: /restrict,pty,command="([^"]+)"/).map(\.1)
            + text.matches(of: /\n +ForceCommand ([^\n]+)/).map(\.1)
        return found.map(String.init).map { command in
            command.replacing("/srv/shop/shop.db", with: machine.database)
                .replacing("/srv/shop/state", with: machine.folder.appending(path: "home-shop/state").path)
                .replacing("/usr/local/bin/", with: "")
        }
    }

    /// Those that lead to the screens of people.
    static func screens(on machine: Machine) -> [String] {
        commands(on: machine).filter { !$0.contains(" kiosk") }
    }
}

/// A machine whose shop belongs to a user of its own, with what such a user has that nobody else is to touch.
extension Machine {
    /// In a file that is for nobody else to read.
    static let secret = "nobody else's business"

    static func withOwner() async throws -> (machine: Machine, owner: Person) {
        let machine = try await withDemo()
        let owner = try machine.person("shop")
        try owner.configure("theme = dark\n")
        for (name, text) in [
            (".ssh/authorized_keys", "restrict,pty ssh-ed25519 AAAA shop\n"), (".profile", "umask 077\n"),
        ] {
            let file = owner.home.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        try Data("name,price\n\(secret),1\n".utf8).write(to: machine.folder.appending(path: "secret.csv"))
        let backups = machine.folder.appending(path: "backups")
        try FileManager.default.createDirectory(at: backups, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: machine.database, toPath: backups.appending(path: "shop-2026-11-27.db").path)
        return (machine, owner)
    }
}
