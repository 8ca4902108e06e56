import Foundation
import Presentation
import Shop
import Terminal

/// What the shop is asked, and what becomes of what it says.
extension CustomerDashboard {
    func loadProducts() -> [Effect] {
        visit.askAsAnyone("products", answer: Intent.products) { MenuCatalogue(try await $0.products.list(by: $1)) }
    }

    func loadOrders() -> [Effect] {
        let read = own.orders.again
        return visit.ask("orders", answer: { Intent.orders($0, of: read) }) {
            try await $0.orders.own(limit: read.limit, by: $1)
        }
    }

    func loadOlder() -> [Effect] {
        guard let mark = own.orders.wantsMore else { return [] }
        return visit.ask("older", answer: { Intent.olderOrders($0, at: mark) }) { services, session in
            try await services.orders.own(after: mark.last, limit: PagedRows<Order>.limit, by: session)
        }
    }

    /// For the sort by what this customer orders most.
    func loadFavourites() -> [Effect] {
        visit.ask("favourites", answer: Intent.favourites) { try await $0.products.favourites(by: $1) }
    }

    func loadCart() -> [Effect] {
        visit.ask("cart", answer: Intent.opened) { try await $0.carts.load(by: $1) }
    }

    mutating func take(_ intent: Intent, _ context: Context) -> [Effect] {
        switch intent {
        case .products(let catalogue):
            menu.show(catalogue, now: context.now)
            cartPanel.show(cart, products: menu.byID)
        case .orders(let page, let read):
            own.show(page, of: read, now: context.now)
            return loadOlder()
        case .olderOrders(let page, let mark): own.append(page, at: mark)
        case .favourites(let pieces): menu.show(pieces: pieces)
        case .opened(let kept): return open(kept)
        case .saved(.success): return keeping.saved() ? save() : []
        case .saved(.failure(let error)):
            keeping.failed()
            return visit.failed(error)
        default: break
        }
        return []
    }

    /// The cart of the last visit; and the order that it became, if its answer was never seen.
    mutating func open(_ kept: CartService.Kept) -> [Effect] {
        var cart = kept.cart
        if let brought { cart.add(brought) }
        let isNew = brought != nil || kept.placed != nil
        brought = nil
        isCartOpen = true
        cartPanel.show(cart, products: menu.byID)
        var effects = isNew && keeping.changed() ? save() : []
        if let placed = kept.placed { effects.append(.toast(placed.foundText, .success)) }
        return effects
    }

    mutating func handle(_ news: ShopNews) -> [Effect] {
        switch news {
        case .live: return loadProducts() + loadOrders() + (isCartOpen ? [] : loadCart())
        case .unreachable, .unwritable, .writable, .settings: return visit.watch(news)
        case .events(let events):
            var effects: [Effect] = []
            if events.contains(where: \.movesStock) { effects += loadProducts() }
            if events.contains(where: { if case .order = $0.subject { true } else { false } }) {
                effects += loadOrders()
            }
            effects += visit.watch(news)
            for event in events where event.tellsReady {
                effects += [.toast(event.readyText, .success), .bell]
            }
            return effects
        }
    }
}
