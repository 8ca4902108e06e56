import Presentation
import Shop
import Terminal

/// The cart of whoever is at the menu: what is in it, what of it the shop has by now, and what was chosen before anyone had
/// signed in.
struct CustomerCart: Sendable {
    private(set) var panel: CartPanel
    /// It may be changed: what was kept of it has been read, or there is nothing to read.
    private(set) var isOpen: Bool
    private var keeping = CartKeeping()
    /// What someone who only looked has chosen, until their own cart has been read.
    private var brought: Cart?

    /// - Parameter isKept: whether the shop keeps it for next time, so that it is read first.
    init(_ cart: Cart, isKept: Bool, brought: Cart?) {
        panel = CartPanel(cart)
        isOpen = !isKept
        self.brought = brought
    }

    var cart: Cart { panel.cart }

    /// The cart, while the shop has not said that it has it as it is now.
    var unsaved: Cart? { keeping.isSaving ? cart : nil }

    // MARK: choosing

    /// - Returns: false when the key does not move in a list.
    mutating func handle(_ key: Key, page: Int) -> Bool { panel.handle(key, page: page) }
    mutating func move(by rows: Int, page: Int) { panel.move(by: rows, page: page) }
    mutating func choose(row: Int) { panel.choose(row: row) }

    // MARK: changes

    /// The products are others, or cost something else.
    mutating func show(_ products: [ID<Product>: Product]) { panel.show(cart, products: products) }

    /// - Returns: true when it should be saved now.
    mutating func show(_ cart: Cart, products: [ID<Product>: Product]) -> Bool {
        panel.show(cart, products: products)
        return keeping.changed()
    }

    /// The cart of last time, with what was chosen since.
    ///
    /// - Returns: true when it should be saved now.
    mutating func open(_ kept: CartService.Kept, products: [ID<Product>: Product]) -> Bool {
        var cart = kept.cart
        if let brought { cart.add(brought) }
        let isNew = brought != nil || kept.placed != nil
        brought = nil
        isOpen = true
        panel.show(cart, products: products)
        return isNew && keeping.changed()
    }

    // MARK: saving

    /// - Returns: true when it has changed since and should be saved again.
    mutating func saved() -> Bool { keeping.saved() }

    /// The next change tries again.
    mutating func saveFailed() { keeping.failed() }
}
