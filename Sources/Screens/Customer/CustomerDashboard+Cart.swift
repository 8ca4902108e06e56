import Foundation
import Presentation
import Shop
import Terminal

/// What is put into the cart, and how it is kept.
extension CustomerDashboard {
    /// The product that the keys for quantity and note mean.
    private var meant: (id: ID<Product>, price: Int64)? {
        switch focus {
        case .menu: menu.selected.map { ($0.id, $0.price) }
        case .cart: cartPanel.selected.map { ($0.productID, $0.price) }
        case .orders: nil
        }
    }

    mutating func change(_ intent: Intent, _ context: Context) -> [Effect] {
        switch intent {
        case .main where focus == .cart: return go(.orderForm)
        case .main where focus == .orders: return go(.track)
        case .main:
            menu.endSearch()
            return add(1)
        case .add(let pieces): return add(pieces)
        case .drop: return add(-OrderItem.quantityRange.upperBound)
        case .digit(let digit):
            guard let meant else { return [] }
            let wanted = typed.type(digit, for: meant.id, now: context.now)
            return set(wanted, of: meant)
        case .note:
            guard let meant, let line = cart.line(of: meant.id) else { return [] }
            let name = menu.byID[meant.id]?.name ?? ""
            return [.push(NoteDialog.screen(about: name, text: line.note) { Intent.setNote(meant.id, $0) })]
        case .orderNote:
            return [
                .push(
                    NoteDialog.screen(about: "the whole order", text: cart.note, limit: Order.noteLength.upperBound) {
                        Intent.setOrderNote($0)
                    })
            ]
        case .setNote(let product, let note): return edit { $0.setNote(note, of: product) }
        case .setOrderNote(let note): return edit { $0.note = note }
        default: return []
        }
    }

    private mutating func add(_ pieces: Int) -> [Effect] {
        guard let meant else { return [] }
        if pieces > 0, menu.byID[meant.id]?.isSoldOut == true { return [.toast(Cart.soldOut)] }
        return set(cart.quantity(of: meant.id) + pieces, of: meant)
    }

    private mutating func set(_ quantity: Int, of product: (id: ID<Product>, price: Int64)) -> [Effect] {
        let effects = edit { $0.setQuantity(quantity, of: product.id, price: product.price) }
        return quantity > OrderItem.quantityRange.upperBound ? effects + [.toast(Cart.quantityLimit)] : effects
    }

    private mutating func edit(_ change: (inout Cart) -> Void) -> [Effect] {
        guard isCartOpen else { return loadCart() + [.toast("Your cart is being read. One moment, please.")] }
        var changed = cart
        change(&changed)
        return show(changed)
    }

    /// Shows the cart and keeps it in the shop.
    private mutating func show(_ cart: Cart) -> [Effect] {
        cartPanel.show(cart, products: menu.byID)
        return keeping.changed() ? save() : []
    }

    /// The cart, while the shop has not said that it has it as it is now.
    var unsavedCart: Cart? { keeping.isSaving ? cart : nil }

    func save() -> [Effect] {
        visit.ask("save", result: Intent.saved) { [cart] in try await $0.carts.save(cart, by: $1) }
    }

    /// What the order form did with the cart.
    mutating func take(_ returned: CartReturned) -> [Effect] {
        switch returned {
        case .kept(let cart): return show(cart)
        case .placed:
            // An empty cart is nothing to stand at.
            if focus == .cart { move(to: .menu) }
            return show(visit.services.carts.newCart()) + loadOrders() + loadFavourites()
        case .unknown: return loadCart()
        }
    }

    /// Puts the items of an earlier order into the cart, as far as they are still sold.
    mutating func take(_ order: Order) -> [Effect] {
        move(to: .cart)
        let products = menu.byID
        let effects = edit { $0.add(order, as: products) }
        let isSold = order.items.allSatisfy { products[$0.productID] != nil }
        return isSold ? effects : effects + [.toast(Order.isPartlyGone)]
    }
}
