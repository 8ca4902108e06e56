/// A setting as `settings --json` prints it.
struct SettingJSON: Encodable {
    static let standard = "default"
    static let shop = "shop"

    var name: String
    /// As it is typed; empty when it is left to the program.
    var value: String
    /// `--database`, the variable's name, the config file's path, `shop`, or `default`.
    var from: String
}
