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

/// A user as `register`, `login`, `logout` and `whoami` print it with `--json`.
struct UserJSON: Encodable {
    var id: UserID
    var name: String
    var email: String
    var role: Role

    init(_ user: User) {
        id = user.id
        name = user.name
        email = user.email
        role = user.role
    }
}

/// An account of the demo as `demo --accounts --json` prints it.
struct AccountJSON: Encodable {
    var email: String
    var password: String
    var role: Role
}
