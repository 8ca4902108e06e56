import Foundation
import Presentation
import Shop
import Testing

/// A cart on its way to an order, as a command takes it.
struct CheckoutTests {
    @Test("An order that a command places leaves the cart on the customer's screen as it is")
    func keptCart() async throws {
        let shop = try await TestShop.open()
        let tea = try await shop.product("Tea", price: 300, stock: 9)
        var kept = shop.services.carts.newCart()
        kept.setQuantity(3, of: tea.id, price: 300)
        try await shop.services.carts.save(kept, by: shop.customer)

        let named = Cart(request: UUID().uuidString, lines: [OrderDraft.Line(productID: tea.id, quantity: 1)])
        var checkout = Checkout(named, products: [tea.id: tea], party: .command(walkIn: nil))
        let asked = checkout.place()
        let draft = try #require(asked)
        let outcome = try await shop.services.outcome(of: draft, &checkout, by: shop.customer)
        guard case .placed(let order, isEarlier: false) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(order.request == named.request && order.total == 300)
        #expect(try await shop.services.carts.load(by: shop.customer).cart == kept)
    }

    @Test("Whoever is not told whether an order was saved hears with which request to try it again")
    func unconfirmed() throws {
        let cart = Cart(request: "till-2-0017")
        var checkout = Checkout(cart, party: .command(walkIn: "Bo"))
        let asked = checkout.place()
        let draft = try #require(asked)
        #expect(draft.walkIn == "Bo" && draft.request == "till-2-0017")
        let fault = ShopError.store(.unconfirmed(place: "shop.db", detail: "I/O error"))
        guard case .refused(let error, .retry) = checkout.answered(.failure(fault), to: draft) else {
            Issue.record("it is tried again")
            return
        }
        #expect(checkout.text(of: error).hasSuffix("Try it with --request till-2-0017."))
        #expect(!checkout.text(of: .store(.busy)).contains("--request"))
    }
}
