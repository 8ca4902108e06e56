import Foundation
import Presentation
import Shop

/// One order of a made shop, with everything that becomes of it.
struct MadeOrder {
    struct Line {
        /// Place in the catalogue.
        var product: Int
        var quantity: Int
        var note: String
    }

    struct Step {
        /// Milliseconds since 1970.
        var at: Int64
        var change: ShopChange
        var isByCustomer = false
        var reason = ""
    }

    /// Place among the customers; nil for a walk-in.
    var customer: Int?
    var walkIn = ""
    var note = ""
    var createdAt: Int64
    var lines: [Line]
    var steps: [Step] = []
    var status = OrderStatus.placed
    var payment = PaymentState.unpaid
    var version = 1
    var statusAt: Int64
    /// Milliseconds from placed to ready.
    var readyAfter: Int64?
    /// Cancelled before it was begun: its goods go back on the shelf.
    var returnsGoods: Bool {
        status == .cancelled && steps.contains { $0.change == .status(from: .placed, to: .cancelled) }
    }

    mutating func step(to next: OrderStatus, at time: Int64, isByCustomer: Bool = false, reason: String = "") {
        steps.append(
            Step(
                at: time, change: .status(from: status, to: next), isByCustomer: isByCustomer,
                reason: reason))
        if next == .ready { readyAfter = time - createdAt }
        status = next
        statusAt = time
        version += 1
        guard next == .cancelled, payment == .paid else { return }
        // A refund is part of the cancellation, and no change of its own.
        pay(.refunded, at: time)
        version -= 1
    }

    mutating func pay(_ next: PaymentState, at time: Int64) {
        steps.append(Step(at: time, change: .payment(from: payment, to: next)))
        payment = next
        version += 1
    }
}

/// When people come, and what they want.
struct ShopHabits {
    /// Seconds of the day between which the shop is open.
    static let opening: ClosedRange<Double> = 7 * 3_600...19 * 3_600
    /// An order that is older than this is closed, in seconds.
    static let patience: Double = 2_700
    private static let peaks: [(hour: Double, width: Double, weight: Double)] = [
        (8.4, 0.7, 0.35), (12.7, 0.8, 0.4), (16.3, 1.4, 0.25),
    ]
    private static let walkIns = [
        "", "", "Bo", "Ines", "Noah", "Mía", "Yusuf", "Chloé", "Jun", "Olga", "Priya", "Tomás", "Anna", "Kofi",
    ]
    private static let notes = ["to go", "window seat", "in a hurry", "birthday", "call me when ready"]
    private static let itemNotes = ["extra hot", "oat milk", "no sugar", "cut in half", "warm, please"]
    private static let reasons = ["out of an ingredient", "the guest has left", "ordered twice"]

    /// Running sums of how much each product is wanted, by place in the catalogue.
    private let wanted: [Double]
    private let customers: Int
    var random: SeededRandom

    /// - Parameter sold: which products are sold; the first of them are the most popular.
    init(sold: [Bool], customers: Int, random: SeededRandom) {
        var rank = 0.0
        var sum = 0.0
        wanted = sold.map { isSold in
            guard isSold else { return sum }
            rank += 1
            sum += 1 / (rank + 3)
            return sum
        }
        self.customers = customers
        self.random = random
    }

    /// Seconds after midnight at which somebody comes.
    mutating func arrival() -> Double {
        while true {
            var share = random.fraction()
            let peak = Self.peaks.first { peak in
                share -= peak.weight
                return share < 0
            }
            guard let peak = peak ?? Self.peaks.last else { continue }
            // The sum of four is close enough to a bell.
            let bell = (0..<4).reduce(0.0) { sum, _ in sum + random.fraction() } - 2
            let time = (peak.hour + bell * peak.width * 1.7) * 3_600
            if Self.opening.contains(time) { return time }
        }
    }

    mutating func order(at time: Int64) -> MadeOrder {
        var order = MadeOrder(createdAt: time, lines: lines(), statusAt: time)
        if random.happens(70) {
            // Some come often.
            let share = random.fraction()
            order.customer = min(customers - 1, Int(Double(customers) * share * share))
        } else {
            order.walkIn = Self.walkIns.randomElement(using: &random) ?? ""
        }
        if random.happens(6) { order.note = Self.notes.randomElement(using: &random) ?? "" }
        return order
    }

    private mutating func lines() -> [MadeOrder.Line] {
        let share = random.fraction()
        let count = share < 0.35 ? 1 : share < 0.7 ? 2 : share < 0.9 ? 3 : 4
        var lines: [MadeOrder.Line] = []
        while lines.count < count {
            let product = product()
            guard !lines.contains(where: { $0.product == product }) else { continue }
            let size = random.fraction()
            let note = random.happens(6) ? Self.itemNotes.randomElement(using: &random) ?? "" : ""
            lines.append(
                MadeOrder.Line(product: product, quantity: size < 0.75 ? 1 : size < 0.95 ? 2 : 3, note: note))
        }
        return lines
    }

    private mutating func product() -> Int {
        let target = random.fraction() * (wanted.last ?? 0)
        var low = 0
        var high = wanted.count - 1
        while low < high {
            let middle = (low + high) / 2
            if wanted[middle] > target { high = middle } else { low = middle + 1 }
        }
        return low
    }

    // MARK: what becomes of an order

    /// A life that is over within ``patience``.
    mutating func close(_ order: inout MadeOrder) {
        func later(_ range: ClosedRange<Double>) -> Int64 { Int64(random.seconds(range) * 1_000) }
        var time = order.createdAt + later(20...240)
        if random.happens(4) {
            let isByCustomer = order.customer != nil && random.happens(60)
            return order.step(
                to: .cancelled, at: time, isByCustomer: isByCustomer, reason: isByCustomer ? "" : reason())
        }
        let paysFirst = random.happens(45)
        order.step(to: .preparing, at: time)
        if paysFirst { order.pay(.paid, at: time + later(1...15)) }
        time += later(60...700)
        if random.happens(2) { return order.step(to: .cancelled, at: time, reason: reason()) }
        order.step(to: .ready, at: time)
        time += later(20...900)
        if !paysFirst, random.happens(93) { order.pay(.paid, at: time) }
        order.step(to: .completed, at: time + later(1...60))
    }

    /// A life that goes on: so far as an order of its age has come, now that it is `now`.
    mutating func leaveOpen(_ order: inout MadeOrder, now: Int64) {
        let age = Double(now - order.createdAt)
        let share = random.fraction()
        let begun = order.createdAt + Int64(age * 0.3)
        guard share > 0.35 else { return }
        order.step(to: .preparing, at: begun)
        if random.happens(45) { order.pay(.paid, at: begun + Int64(age * 0.1)) }
        if share > 0.7 { order.step(to: .ready, at: begun + Int64(age * 0.5)) }
    }

    private mutating func reason() -> String { Self.reasons.randomElement(using: &random) ?? "" }
}
