package import Shop

/// What is told of the shop itself while one works in it.
package enum NewsText {
    package static let reachable = "The shop can be reached again."
    package static let writable = "There is space on the disk again."
}

extension ShopEvent {
    /// The customer's order can be picked up; what was taken back is no news.
    package var tellsReady: Bool {
        guard case .order = subject else { return false }
        if case .status(let from, .ready) = change { return from != .completed }
        return false
    }

    /// To the customer of the order.
    package var readyText: String { "\(subjectName) is ready. Please come to the counter." }

    /// To the shop's people.
    package var newOrderText: String { "New order \(subjectName) by \(actorName)." }

    /// A receipt that a counter could not print, to the shop's people; nil for all else.
    package var unprintedText: String? {
        change == .receiptNotPrinted ? "The receipt of \(subjectName) is not printed: \(reason)." : nil
    }
}

/// What stands where a list would, were there anything in it.
package enum NothingText {
    package static let here = "Nothing here."
    package static let found = "Nothing like that."
    package static let onMenu = "Nothing is on the menu yet."
    package static let nobodyFound = "Nobody like that."
}
