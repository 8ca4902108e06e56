import GRDB
package import Shop

/// What is kept of an order to be searched, and how a search is put to the engine. The engine's index gets tokens that
/// are already folded and cut, so that both sides agree in every script.
package enum OrderSearch {
    /// What never changes about an order, as tokens.
    package struct Entry {
        package let ticket: [String]
        package let owner: String
        package let customer: [String]
        package let products: [String]

        /// - Parameter products: the names of its items, a line each.
        package init(
            _ ticket: Ticket, owner: ID<User>?, customerName: String, products names: String, _ known: inout KnownNames
        ) {
            self.ticket = SearchWord.tokens(of: ticket)
            self.owner = owner.map(OrderSearch.owner) ?? ""
            customer = known.tokens(of: customerName)
            products = names.split(separator: "\n").flatMap { known.tokens(of: String($0)) }
        }

        /// In the order of the index's columns.
        var tokens: [[String]] { [ticket, [owner], customer, products] }
        package var columns: [String] { tokens.map { $0.joined(separator: " ") } }

        /// The same answer as the engine gives to ``OrderSearch/match(_:)``.
        func fits(_ query: OrderQuery) -> Bool {
            let all = ticket + customer + products
            return (query.ownerID.map { OrderSearch.owner($0) == owner } ?? true)
                && query.text.allSatisfy { word in
                    Self.hold(word.tokens, all) || word.ticket.map(ticket.contains) ?? false
                } && query.customer.allSatisfy { Self.hold($0.tokens, customer) }
        }

        private static func hold(_ beginnings: [String], _ tokens: [String]) -> Bool {
            beginnings.allSatisfy { beginning in tokens.contains { $0.hasPrefix(beginning) } }
        }
    }

    /// The tokens of names that come again and again.
    package struct KnownNames {
        private var known: [String: [String]] = [:]

        package init() {}

        mutating func tokens(of name: String) -> [String] {
            if let tokens = known[name] { return tokens }
            let tokens = SearchWord.tokens(of: name)
            known[name] = tokens
            return tokens
        }
    }

    package static func owner(_ user: ID<User>) -> String { "u\(user)" }

    /// The query in the engine's language (SQLite, "FTS5 full-text query syntax"); nil when nothing is searched.
    static func match(_ query: OrderQuery) -> String? {
        var parts = query.text.map { word in
            let tokens = all(word.tokens, in: "{ticket customer products}")
            return word.ticket.map { "(\(tokens) OR ticket : \"\($0)\")" } ?? tokens
        }
        parts += query.customer.map { all($0.tokens, in: "customer") }
        guard !parts.isEmpty else { return nil }
        if let user = query.ownerID { parts.append("owner : \"\(owner(user))\"") }
        return parts.joined(separator: " AND ")
    }

    /// Tokens hold letters and digits only: nothing in them speaks the engine's language.
    private static func all(_ tokens: [String], in columns: String) -> String {
        "(" + tokens.map { "\(columns) : \"\($0)\" *" }.joined(separator: " AND ") + ")"
    }
}
