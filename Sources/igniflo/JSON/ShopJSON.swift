import Foundation
import Shop

/// The shop as `init --json` prints it.
struct ShopJSON: Encodable {
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

/// An account of the demo as `demo --accounts --json` prints it.
struct AccountJSON: Encodable {
    var email: String
    var password: String
    var role: Role
}
