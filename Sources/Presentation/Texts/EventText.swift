public import Shop

extension ShopEvent {
    /// What was done, in a few words, without who and to what.
    ///
    /// - Parameter arrow: what stands between before and after, as the terminal can show it.
    public func action(_ money: MoneyFormat, arrow: String = "→") -> String {
        let values = change.values(money).filter { !$0.isEmpty }.joined(separator: " \(arrow) ")
        return kind.text(of: values)
    }

    /// With who did it, and why: `placed → preparing by Grace Hopper`.
    public func sentence(_ money: MoneyFormat, arrow: String = "→") -> String {
        let action = action(money, arrow: arrow)
        return switch (reason.isEmpty, actorName.isEmpty) {
        case (true, true): action
        case (true, false): "\(action) by \(actorName)"
        case (false, true): "\(action) (\(reason))"
        case (false, false): "\(action) (\(reason)) by \(actorName)"
        }
    }
}

extension ShopChange {
    /// What it was before and what it is now, as they read; none where the kind says it all.
    fileprivate func values(_ money: MoneyFormat) -> [String] {
        switch self {
        case .setting(let from, let to), .shopUpgraded(let from, let to), .userName(let from, let to),
            .userEmail(let from, let to), .productFields(let from, let to), .unread(_, let from, let to):
            [from, to]
        case .shopBackedUp(let name), .shopRestored(let name): [name]
        case .userRegistered(let role): [role.text]
        case .userRole(let from, let to): [from.text, to.text]
        case .productCreated(let price): [money.string(price)]
        case .productStock(let from, let to): [from, to].map { $0.map(String.init) ?? "not counted" }
        case .productOff(let off): [off.text]
        case .status(let from, let to): [from.text, to.text]
        case .payment(let from, let to): [from.text, to.text]
        case .shopOpened, .userPassword, .userDisabled, .userEnabled, .userResetStarted, .sessionsEnded,
            .productArchived, .productRestored, .productOn, .orderPlaced, .receiptNotPrinted:
            []
        }
    }
}

extension ShopEvent.Kind {
    fileprivate func text(of values: String) -> String {
        switch self {
        case .shopOpened: "shop opened"
        case .settingsChanged: "settings \(values)"
        case .shopBackedUp: "backed up to \(values)"
        case .shopRestored: "restored from \(values)"
        case .shopUpgraded: "upgraded \(values)"
        case .userRegistered: "registered as \(values)"
        case .userRenamed: "name \(values)"
        case .userEmail: "email \(values)"
        case .userPassword: "password changed"
        case .userRole: "role \(values)"
        case .userDisabled: "disabled"
        case .userEnabled: "enabled"
        case .userResetStarted: "password reset started"
        case .sessionsEnded: "signed out everywhere"
        case .productCreated: "created at \(values)"
        case .productChanged: "changed \(values)"
        case .productRestocked: "stock \(values)"
        case .productArchived: "archived"
        case .productRestored: "back on sale"
        case .productOff: values
        case .productOn: "sold again"
        case .orderPlaced: "placed"
        case .orderStatus, .orderPayment: values
        case .receiptNotPrinted: "receipt not printed"
        }
    }
}

extension EventFilter.Topic {
    /// As it stands in a sentence.
    package var text: String { rawValue }

    /// As it stands on a label.
    package var title: String {
        switch self {
        case .orders: "Orders"
        case .products: "Products"
        case .people: "People"
        case .shop: "Shop"
        }
    }

    /// What stands where no topic is chosen.
    package static let everything = "everything"
}
