import Shop

/// A setting, and where it comes from.
package struct SettingJSON: JSONObject {
    package static let standard = "default"
    package static let shop = "shop"

    package static let name = "setting"
    package static let about = "A setting, and where it comes from."
    package static let commands = ["settings"]
    package static let fields = [
        field("name", \.name, "What it is called."),
        field("value", \.value, "As it is typed; empty when it is left to the program."),
        field(
            "from", \.from, "--database, the variable's name, the config file's path, \(shop), or \(standard)."),
    ]

    package var name: String
    package var value: String
    package var from: String

    package init(name: String, value: String, from: String) {
        self.name = name
        self.value = value
        self.from = from
    }
}
