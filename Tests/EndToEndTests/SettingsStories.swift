import Foundation
import Testing

@Suite(.serialized, .stories)
struct SettingsStories {
    @Test("Each setting says where it comes from: option, variable, config file, shop")
    func origins() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        func settings(_ options: String..., changes: [String: String?] = [:]) async throws -> [String: String] {
            let outcome = try await grace.start(["settings", "--json"] + options, changes: changes).outcome()
            return try outcome.objects().reduce(into: [:]) { all, setting in
                #expect(Set(setting.keys) == ["name", "value", "from"])
                all[setting["name"] as? String ?? ""] =
                    "\(setting["value"] as? String ?? "") \(setting["from"] as? String ?? "")"
            }
        }
        let all = try await settings()
        #expect(all["database"] == "\(machine.database) IGNIFLO_DATABASE")
        #expect(all["theme"] == " default" && all["receiptWidth"] == "42 shop")
        #expect(try await settings("--database", machine.database)["database"] == "\(machine.database) --database")

        let config = grace.home.appending(path: ".config/igniflo/config")
        #expect(try await grace.run("settings", "theme", "light").code == 0)
        #expect(try await settings()["theme"] == "light \(config.path)")
        #expect(try await settings()["mouse"] == " default", "what was not chosen is not written")
        let printers = "lp, /usr/local/bin/slip --raw, /dev/usb/lp0"
        #expect(try await grace.run("settings", "printers", printers).code == 0)
        #expect(try await grace.run("settings", "exports", "exports").code == 0)
        #expect(try await grace.run("settings", "theme", "light").code == 0)
        #expect(try await settings()["printers"] == "\(printers) \(config.path)", "what else is set")
        #expect(
            try await settings(changes: ["IGNIFLO_PRINTERS": "lp", "IGNIFLO_EXPORTS": "/tmp"])["exports"]
                == "\(machine.folder.path)/exports \(config.path)", "no variable speaks for the machine's owner")
        #expect(try await settings(changes: ["IGNIFLO_THEME": "mono"])["theme"] == "mono IGNIFLO_THEME")
        #expect(try await settings("mouse", changes: ["IGNIFLO_MOUSE": "off"]) == ["mouse": "off IGNIFLO_MOUSE"])

        let width = try await grace.run("settings", "receiptWidth", "32", "--json").object()
        #expect(width["value"] as? String == "32")
        #expect(try await grace.run("settings").output.contains("receiptWidth"))
    }

    @Test("A shop that the config file names is the one that is opened, unless a variable or an option names another")
    func database() async throws {
        let machine = try await Machine.withDemo()
        let owner = try machine.person("owner")
        let config = owner.home.appending(path: ".config/igniflo/config")
        func run(_ call: String..., variable: String? = nil) async throws -> Outcome {
            try await owner.start(call, changes: ["IGNIFLO_DATABASE": variable]).outcome()
        }
        // As it is typed where one stands.
        let named = try await run("settings", "database", "shop.db", "--json").object()
        #expect(named as? [String: String] == ["name": "database", "value": machine.database, "from": config.path])
        #expect(try await run("products", "list").code == 0)
        #expect(try await run("settings", "theme", "light").code == 0)
        #expect(try await run("health", "--json").object()["path"] as? String == machine.database, "what else is set")

        let variable = try await run("products", "list", variable: "/no/variable.db")
        #expect(variable.complaint?.contains("/no/variable.db is not there.") == true)
        let option = try await run("products", "list", "--database", "/no/option.db", variable: machine.database)
        #expect(option.complaint?.contains("/no/option.db is not there.") == true)
        #expect(try await run("demo", "--accounts").code == 0)
        #expect(FileManager.default.fileExists(atPath: owner.home.appending(path: "data/igniflo/demo.db").path))

        #expect(try await run("settings", "database", "").code == 0)
        let nowhere = try await run("products", "list")
        #expect(nowhere.complaint?.contains(owner.home.appending(path: "data/igniflo/shop.db").path) == true)
    }

    @Test("A value that is none, a setting that is none and a config file with a typo are named")
    func badWords() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let ada = try await machine.signedIn("ada")
        try await grace.isRefused(
            "settings", "receiptWidth", "33", says: "Receipt's columns: One of these, please: 32, 42, 48.")
        try await grace.isRefused(
            "settings", "theme", "blue", says: "Theme is one of dark, light, high-contrast, mono.")
        try await ada.isRefused("settings", "receiptWidth", "32", says: "Only an admin of the shop can do this.")
        #expect(try await ada.run("settings", "--json").objects().count == 5, "one's own alone")
        let unknown = try await grace.run("settings", "colour", "red")
        #expect(unknown.code == 64)
        #expect(
            unknown.complaint?.hasPrefix("igniflo: There is no setting “colour”; there are database, theme") == true)
        try await grace.isRefused(
            "settings", "database", "/srv/shop#1.db",
            says: "Database is a path from the root, such as /srv/shop/shop.db, without a #.")

        let config = grace.home.appending(path: ".config/igniflo/config")
        try FileManager.default.createDirectory(
            at: config.deletingLastPathComponent(), withIntermediateDirectories: true)
        for (line, words) in [
            ("thme = dark", "There is no setting “thme”; there are database, theme, mouse, printers and exports."),
            ("database = shop.db", "database is a path from the root, such as /srv/shop/shop.db, without a #."),
            ("theme = blue", "theme is one of dark, light, high-contrast, mono."),
            ("mouse on", "“mouse on” is no line of the form key = value."),
            ("exports = exports", "exports is a folder's path from the root, such as /srv/shop/exports, without a #."),
            (
                "printers = lp; rm x",
                "printers is a list such as lp, /usr/local/bin/slip --raw, /dev/usb/lp0. “;” needs a shell, and none is "
                    + "started. Please name a program with its words, such as lp -d counter."
            ),
        ] {
            try Data("# mine\n\n\(line)\n".utf8).write(to: config)
            let outcome = try await grace.run("settings")
            #expect(outcome.code == 64)
            #expect(outcome.complaint == "igniflo: \(config.path), line 3: \(words)")
        }
        let variable = try await ada.run("settings", changes: ["IGNIFLO_THEME": "blue"])
        #expect(variable.complaint == "igniflo: IGNIFLO_THEME: theme is one of dark, light, high-contrast, mono.")
        let nowhere = try await ada.run("settings", "theme", "dark", changes: ["XDG_CONFIG_HOME": "/proc"])
        #expect(nowhere.code == 69)
        #expect(nowhere.complaint?.contains("/proc/igniflo/config cannot be written") == true)
    }
}
