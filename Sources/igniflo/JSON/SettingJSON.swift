/// A setting, and where it comes from.
struct SettingJSON: JSONObject {
    static let standard = "default"
    static let shop = "shop"

    static let name = "setting"
    static let about = "A setting, and where it comes from."
    static let commands = ["settings"]
    static let fields = [
        field("name", \.name, "What it is called."),
        field("value", \.value, "As it is typed; empty when it is left to the program."),
        field(
            "from", \.from, "--database, the variable's name, the config file's path, \(shop), or \(standard)."),
    ]

    var name: String
    var value: String
    var from: String
}
