public import Shop

extension ShopEvent {
    /// What was done, in a few words, without who and to what.
    ///
    /// - Parameter arrow: what stands between before and after, as the terminal can show it.
    public func action(_ money: MoneyFormat, arrow: String = "→") -> String {
        let step = [from, to].filter { !$0.isEmpty }.joined(separator: " \(arrow) ")
        return switch kind {
        case .shopOpened: "shop opened"
        case .settingsChanged: "settings " + step
        case .shopBackedUp: "backed up to \(to)"
        case .shopRestored: "restored from \(from)"
        case .shopUpgraded: "upgraded " + step
        case .userRegistered: "registered as \(to)"
        case .userRenamed: "name " + step
        case .userEmail: "email " + step
        case .userPassword: "password changed"
        case .userResetStarted: "password reset started"
        case .userRole: "role " + step
        case .userDisabled: "disabled"
        case .userEnabled: "enabled"
        case .sessionsEnded: "signed out everywhere"
        case .productCreated: "created at \(Int64(to).map(money.string) ?? to)"
        case .productChanged: "changed " + step
        case .productRestocked: "stock " + step
        case .productArchived: "archived"
        case .productRestored: "back on sale"
        case .orderPlaced: "placed"
        case .orderStatus, .orderPayment: step
        case .receiptNotPrinted: "receipt not printed"
        }
    }

    /// With who did it, and why: `placed → preparing by Grace Hopper`.
    public func sentence(_ money: MoneyFormat, arrow: String = "→") -> String {
        let who = actorName.isEmpty ? "" : " by \(actorName)"
        return action(money, arrow: arrow) + (reason.isEmpty ? "" : " (\(reason))") + who
    }
}
