import Foundation
import Shop

/// The shop that was set up.
struct ShopJSON: JSONObject {
    static let name = "shop"
    static let about = "The shop that was set up."
    static let commands = ["init"]
    static let fields = [
        field("name", \.name, "The shop's name."),
        field("currency", \.currency, "The currency's code of ISO 4217."),
        field("locale", \.locale, "How amounts are written, such as en_IE."),
        field("timeZone", \.timeZone, "Where the business day begins, such as Europe/Dublin."),
        field("demo", \.demo, "Whether it is a demo."),
    ]

    var name: String
    var currency: String
    var locale: String
    var timeZone: String
    var demo: Bool

    init(_ shop: ShopSettings) {
        name = shop.name
        currency = shop.currency.code
        locale = shop.locale
        timeZone = shop.timeZone.identifier
        demo = shop.isDemo
    }
}

/// An account of the demo.
struct AccountJSON: JSONObject {
    static let name = "account"
    static let about = "An account of the demo."
    static let commands = ["demo"]
    static let fields = [
        field("email", \.email, "What it signs in with."),
        field("password", \.password, "Known to all the world."),
        field("role", \.role, "What it may do."),
    ]

    var email: String
    var password: String
    var role: Role
}
