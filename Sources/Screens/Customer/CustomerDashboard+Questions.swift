import Presentation
import Shop
import Terminal

/// What the shop is asked.
extension CustomerDashboard {
    func loadProducts() -> [Effect] {
        user.askAsAnyone("products", answer: Intent.products) { MenuCatalogue(try await $0.products.list(by: $1)) }
    }

    func loadOrders() -> [Effect] {
        let read = own.orders.again
        return user.ask("orders", answer: { Intent.orders($0, of: read) }) {
            try await $0.orders.own(limit: read.limit, by: $1)
        }
    }

    func loadOlder() -> [Effect] {
        guard let mark = own.orders.wantsMore else { return [] }
        return user.ask("older", answer: { Intent.olderOrders($0, at: mark) }) { services, session in
            try await services.orders.own(after: mark.last, limit: PagedRows<Order>.limit, by: session)
        }
    }

    /// For the sort by what this customer orders most.
    func loadFavourites() -> [Effect] {
        user.ask("favourites", answer: Intent.favourites) { try await $0.products.favourites(by: $1) }
    }

    func loadCart() -> [Effect] {
        user.ask("cart", answer: Intent.opened) { try await $0.carts.load(by: $1) }
    }

    func save() -> [Effect] {
        user.ask("save", result: Intent.saved) { [cart] in try await $0.carts.save(cart, by: $1) }
    }
}
