import GRDB
package import Shop

/// What is kept of an order to be searched, and how a search is put to the engine. The engine's index gets tokens that
/// are already folded and cut, so that both sides agree in every script.
package enum OrderSearch {
    static func columns(of order: Order) -> (ticket: String, owner: String, customer: String, products: String) {
        (
            SearchWord.tokens(of: order.ticket).joined(separator: " "), order.customer.map(owner) ?? "",
            SearchWord.tokens(of: order.customerName).joined(separator: " "),
            order.items.map { SearchWord.tokens(of: $0.name).joined(separator: " ") }.joined(separator: " ")
        )
    }

    package static func owner(_ user: UserID) -> String { "u\(user)" }

    /// The query in the engine's language (SQLite, "FTS5 full-text query syntax"); nil when nothing is searched.
    static func match(_ query: OrderQuery) -> String? {
        var parts = query.text.map { word in
            let tokens = all(word.tokens, in: "{ticket customer products}")
            return word.ticket.map { "(\(tokens) OR ticket : \"\($0)\")" } ?? tokens
        }
        parts += query.customer.map { all($0.tokens, in: "customer") }
        guard !parts.isEmpty else { return nil }
        if let user = query.owner { parts.append("owner : \"\(owner(user))\"") }
        return parts.joined(separator: " AND ")
    }

    /// Tokens hold letters and digits only: nothing in them speaks the engine's language.
    private static func all(_ tokens: [String], in columns: String) -> String {
        "(" + tokens.map { "\(columns) : \"\($0)\" *" }.joined(separator: " AND ") + ")"
    }
}
