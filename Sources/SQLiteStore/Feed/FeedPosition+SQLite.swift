@_spi(StoreEngine) import Shop

/// One process writes at a time, so events are committed in the order of their numbers: the last one tells all.
extension FeedPosition {
    init(after number: EventNumber) { self.init(token: String(number)) }

    /// Where another engine made it nothing is known: everything is told rather than something missed.
    var lastKnown: EventNumber { EventNumber(token) ?? 0 }
}

extension CatalogueMark {
    /// The numbers of the last event and of the last stock movement.
    init(event: EventNumber, movement: Int64) { self.init(token: "\(event) \(movement)") }

    var numbers: (event: EventNumber, movement: Int64) {
        let numbers = token.split(separator: " ").compactMap { Int64($0) }
        return numbers.count == 2 ? (numbers[0], numbers[1]) : (0, 0)
    }
}
