import Presentation
import Shop

/// When the cart is written to the shop: one write at a time, so that an older cart never overtakes a newer one.
struct CartKeeping: Sendable {
    private(set) var isSaving = false
    private var isDirty = false

    /// - Returns: true when it should be saved now; else the save that is under way is followed by another.
    mutating func changed() -> Bool {
        guard !isSaving else {
            isDirty = true
            return false
        }
        isSaving = true
        return true
    }

    /// - Returns: true when it has changed since and should be saved again.
    mutating func saved() -> Bool {
        isSaving = isDirty
        isDirty = false
        return isSaving
    }

    /// The next change tries again.
    mutating func failed() {
        isSaving = false
        isDirty = false
    }
}

extension Cart {
    /// Puts the items of an earlier order in again, as far as they are still sold, at the prices of now.
    mutating func add(_ order: Order, as products: [ID<Product>: Product]) {
        for item in order.items {
            guard let product = products[item.productID] else { continue }
            setQuantity(quantity(of: product.id) + item.quantity, of: product.id, price: product.price)
            if !item.note.isEmpty { setNote(item.note, of: product.id) }
        }
    }
}
