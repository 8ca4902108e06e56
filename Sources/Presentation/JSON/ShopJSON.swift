import Foundation
package import Shop

/// The shop that was set up.
package struct ShopJSON: JSONObject {
    package static let name = "shop"
    package static let about = "The shop that was set up."
    package static let commands = ["init"]
    package static let fields = [
        field("name", \.name, "The shop's name."),
        field("currency", \.currency, "The currency's code of ISO 4217."),
        field("locale", \.locale, "How amounts are written, such as en_IE."),
        field("timeZone", \.timeZone, "Where the business day begins, such as Europe/Dublin."),
        field("demo", \.demo, "Whether it is a demo."),
    ]

    package var name: String
    package var currency: String
    package var locale: String
    package var timeZone: String
    package var demo: Bool

    package init(_ shop: ShopSettings) {
        name = shop.name
        currency = shop.currency.code
        locale = shop.locale
        timeZone = shop.timeZone.identifier
        demo = shop.isDemo
    }
}

/// An account of the demo.
package struct AccountJSON: JSONObject {
    package static let name = "account"
    package static let about = "An account of the demo."
    package static let commands = ["demo"]
    package static let fields = [
        field("email", \.email, "What it signs in with."),
        field("password", \.password, "Known to all the world."),
        field("role", \.role, "What it may do."),
    ]

    package var email: String
    package var password: String
    package var role: Role

    package init(email: String, password: String, role: Role) {
        self.email = email
        self.password = password
        self.role = role
    }
}
