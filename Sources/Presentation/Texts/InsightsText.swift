package import Shop

extension Insights {
    /// Of the orders placed, `7.9 %`; nil when none was placed.
    package var cancelledShareText: String? { total.cancelledShare.map(share) }

    /// `5 cancelled, 7.9 %.`; nil when none was placed.
    package var cancelledText: String? { cancelledShareText.map { "\(total.cancelled) cancelled, \($0)." } }

    /// `52 sales, of €11.05 on average.`; nil when nothing was sold.
    package func averageText(_ money: MoneyFormat) -> String? {
        total.averageOrder.map(money.string).map { average in
            plural(total.sales, one: "1 sale, of \(average).", many: "\(total.sales) sales, of \(average) on average.")
        }
    }

    /// Half of the orders were ready within this time: `4 min 10 s`; nil when none became ready.
    package var medianText: String? { ready.map { duration($0.median) } }

    /// Nine of ten were ready within this time; nil when none became ready.
    package var p90Text: String? { ready.map { duration($0.p90) } }

    /// Both in a sentence.
    package var readyText: String? {
        ready.map {
            "Half were ready within \(duration($0.median)), nine of ten within \(duration($0.p90))."
        }
    }

    /// The hours in which something was ordered, with their names.
    package var openHours: [(name: String, sales: Sales)] {
        byHour.enumerated().filter { $0.element.orders > 0 }.map { (hourText($0.offset), $0.element) }
    }

    package static let nothingOrdered = "Nothing was ordered."
    package static let nothingSold = "Nothing was sold."
}

extension Insights.Sales {
    /// `12 orders, €61.20`
    package func text(_ money: MoneyFormat) -> String {
        plural(orders, one: "1 order, \(money.string(revenue))", many: "\(orders) orders, \(money.string(revenue))")
    }
}

extension DayRange {
    /// `2026-11-18 to 2026-11-24`
    package var text: String { first == last ? first.description : "\(first) to \(last)" }
}
