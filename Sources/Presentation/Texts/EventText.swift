public import Shop

extension ShopEvent {
    /// What was done, in a few words, without who and to what.
    ///
    /// - Parameter arrow: what stands between before and after, as the terminal can show it.
    public func action(_ money: MoneyFormat, arrow: String = "→") -> String {
        func step(_ from: String, _ to: String) -> String {
            [from, to].filter { !$0.isEmpty }.joined(separator: " \(arrow) ")
        }
        return switch change {
        case .shopOpened: "shop opened"
        case .setting(let from, let to): "settings " + step(from, to)
        case .shopBackedUp(let name): "backed up to \(name)"
        case .shopRestored(let name): "restored from \(name)"
        case .shopUpgraded(let from, let to): "upgraded " + step(from, to)
        case .userRegistered(let role): "registered as \(role.rawValue)"
        case .userName(let from, let to): "name " + step(from, to)
        case .userEmail(let from, let to): "email " + step(from, to)
        case .userPassword: "password changed"
        case .userResetStarted: "password reset started"
        case .userRole(let from, let to): "role " + step(from.rawValue, to.rawValue)
        case .userDisabled: "disabled"
        case .userEnabled: "enabled"
        case .sessionsEnded: "signed out everywhere"
        case .productCreated(let price): "created at \(money.string(price))"
        case .productFields(let from, let to): "changed " + step(from, to)
        case .productStock(let from, let to):
            "stock " + step(from.map(String.init) ?? "not counted", to.map(String.init) ?? "not counted")
        case .productOff(let off): off.text
        case .productOn: "sold again"
        case .productArchived: "archived"
        case .productRestored: "back on sale"
        case .orderPlaced: "placed"
        case .status(let from, let to): step(from.rawValue, to.rawValue)
        case .payment(let from, let to): step(from.rawValue, to.rawValue)
        case .receiptNotPrinted: "receipt not printed"
        case .unread(let kind, let from, let to): kind.subjectText + step(from, to)
        }
    }

    /// With who did it, and why: `placed → preparing by Grace Hopper`.
    public func sentence(_ money: MoneyFormat, arrow: String = "→") -> String {
        let who = actorName.isEmpty ? "" : " by \(actorName)"
        return action(money, arrow: arrow) + (reason.isEmpty ? "" : " (\(reason))") + who
    }
}

extension ShopEvent.Kind {
    /// What its values are of, before them.
    fileprivate var subjectText: String {
        switch self {
        case .settingsChanged: "settings "
        case .shopBackedUp: "backed up to "
        case .shopRestored: "restored from "
        case .shopUpgraded: "upgraded "
        case .userRegistered: "registered as "
        case .userRenamed: "name "
        case .userEmail: "email "
        case .userRole: "role "
        case .productCreated: "created at "
        case .productChanged: "changed "
        case .productRestocked: "stock "
        case .shopOpened, .userPassword, .userDisabled, .userEnabled, .userResetStarted, .sessionsEnded,
            .productArchived, .productRestored, .productOff, .productOn, .orderPlaced, .orderStatus, .orderPayment,
            .receiptNotPrinted:
            ""
        }
    }
}
