import Foundation
import Presentation
import Shop
import Terminal

/// What the shop is asked, and what becomes of what it says.
extension CustomerDashboard {
    func loadProducts() -> [Effect] {
        [
            .ask("products") { [visit] in
                MenuCatalogue(try await visit.services.products.list(by: visit.session))
            } answer: {
                Intent.products($0)
            }
        ]
    }

    func loadOrders() -> [Effect] {
        guard let session = visit.session else { return [] }
        let read = own.orders.again
        return [
            .ask("orders") { [visit] in
                try await visit.services.orders.own(limit: read.limit, by: session)
            } answer: {
                Intent.orders($0, of: read)
            }
        ]
    }

    func loadOlder() -> [Effect] {
        guard let session = visit.session, let mark = own.orders.wantsMore else { return [] }
        return [
            .ask("older") { [visit] in
                try await visit.services.orders.own(after: mark.last, limit: PagedRows<Order>.limit, by: session)
            } answer: {
                Intent.olderOrders($0, at: mark)
            }
        ]
    }

    /// For the sort by what this customer orders most.
    func loadFavourites() -> [Effect] {
        guard let session = visit.session else { return [] }
        return [
            .ask("favourites") { [visit] in
                try await visit.services.products.favourites(by: session)
            } answer: {
                Intent.favourites($0)
            }
        ]
    }

    func loadCart() -> [Effect] {
        guard let session = visit.session else { return [] }
        return [
            .ask("cart", { [visit] in try await visit.services.carts.load(by: session) }, answer: { Intent.opened($0) })
        ]
    }

    mutating func take(_ intent: Intent, _ context: Context) -> [Effect] {
        switch intent {
        case .products(.success(let catalogue)):
            menu.show(catalogue, now: context.now)
            cartPanel.show(cart, products: menu.byID)
        case .orders(.success(let page), let read):
            own.show(page, of: read, now: context.now)
            return loadOlder()
        case .olderOrders(.success(let page), let mark): own.append(page, at: mark)
        case .favourites(.success(let pieces)): menu.show(pieces: pieces)
        case .opened(.success(let kept)): return open(kept)
        case .saved(.success): return keeping.saved() ? save() : []
        case .saved(.failure(let error)):
            keeping.failed()
            return visit.failed(error)
        case .products(.failure(let error)), .orders(.failure(let error), _), .olderOrders(.failure(let error), _),
            .opened(.failure(let error)), .favourites(.failure(let error)):
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
