import Foundation
import Shop
import Terminal

/// The customer's home: the menu, the cart beside it, and their orders.
struct CustomerDashboard: Screen {
    enum Focus: CaseIterable, Sendable { case menu, cart, orders }

    enum Intent: Message {
        case focus(Focus), nextPanel, previousPanel
        case search, endSearch, clearSearch, sort
        case chooseMenu(Int), chooseCart(Int), chooseOrder(Int)
        case wheel(Focus, Int)
        case main, add(Int), digit(Int), drop
        case note, orderNote
        case setNote(ProductID, String), setOrderNote(String)
        case orderForm, track, register, signIn, leave, leaveNow
        case opened(Result<CartService.Kept, ShopError>)
        case products(Result<[Product], ShopError>)
        case orders(Result<[Order], ShopError>)
        case olderOrders(Result<[Order], ShopError>)
        case saved(Result<Void, ShopError>)
        case favourites(Result<[ProductID: Int], ShopError>)
    }

    var title: String { visit.session == nil ? "Menu (look only)" : "Menu" }
    let visit: Visit
    var menu = MenuPanel()
    var basket: CartPanel
    var own = OwnOrdersPanel()
    var focus = Focus.menu
    var isSearching = false
    var keeping = CartKeeping()
    private var typed = TypedQuantity()
    /// What someone who only looked has chosen, until their own cart has been read.
    var brought: Cart?
    /// The cart may be changed: what was kept of it has been read, or there is nothing to read.
    var isCartOpen: Bool

    init(visit: Visit, brought: Cart? = nil) {
        self.visit = visit
        self.brought = brought
        basket = CartPanel(visit.services.carts.newCart())
        isCartOpen = visit.session == nil
    }

    var isTyping: Bool { isSearching }
    var cart: Cart { basket.cart }

    // MARK: update

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        switch event {
        case .key(let key): return handle(key, context)
        case .paste(let text):
            menu.search { $0.insert(text) }
            return []
        case .tick:
            menu.forgetOldMarks(now: context.now)
            own.forgetOldMarks(now: context.now)
            return []
        case .message(let message):
            switch message {
            case is ScreenOpened: return loadCart() + loadProducts() + loadOrders() + loadFavourites()
            case let news as ShopNews: return handle(news)
            case let intent as Intent: return handle(intent, context)
            case let returned as CartReturned: return take(returned)
            case let again as OrderAgain: return take(again.order)
            default: return []
            }
        }
    }

    private mutating func handle(_ key: Key, _ context: Context) -> [Effect] {
        let pages = pages(context)
        if !isSearching, let digit = key.typed?.wholeNumberValue { return change(.digit(digit), context) }
        switch focus {
        case .menu where isSearching:
            if [.up, .down, .pageUp, .pageDown].contains(key) {
                _ = menu.handle(key, page: pages.menu)
            } else {
                menu.search { _ = $0.handle(key) }
            }
        case .menu: _ = menu.handle(key, page: pages.menu)
        case .cart: _ = basket.handle(key, page: pages.cart)
        case .orders:
            _ = own.handle(key, page: pages.orders)
            return loadOlder()
        }
        return []
    }

    private mutating func handle(_ intent: Intent, _ context: Context) -> [Effect] {
        let pages = pages(context)
        switch intent {
        case .focus(let panel): move(to: panel)
        case .nextPanel: step(1)
        case .previousPanel: step(-1)
        case .search:
            move(to: .menu)
            menu.search { $0.text = "" }
            isSearching = true
        case .endSearch: isSearching = false
        case .clearSearch:
            isSearching = false
            menu.search { $0.text = "" }
        case .sort: menu.nextSort()
        case .chooseMenu(let row):
            move(to: .menu)
            menu.choose(row: row)
        case .chooseCart(let row):
            move(to: .cart)
            basket.choose(row: row)
        case .chooseOrder(let row):
            move(to: .orders)
            own.choose(row: row)
        case .wheel(.menu, let rows): menu.move(by: rows, page: pages.menu)
        case .wheel(.cart, let rows): basket.move(by: rows, page: pages.cart)
        case .wheel(.orders, let rows):
            own.move(by: rows, page: pages.orders)
            return loadOlder()
        case .main, .add, .digit, .drop, .note, .orderNote, .setNote, .setOrderNote: return change(intent, context)
        case .orderForm, .track, .register, .signIn, .leave, .leaveNow: return go(intent)
        case .opened, .products, .orders, .olderOrders, .saved, .favourites: return take(intent, context)
        }
        return []
    }

    private mutating func move(to panel: Focus) {
        focus = panel
        isSearching = false
    }

    private mutating func step(_ step: Int) {
        let panels = panels
        let index = panels.firstIndex(of: focus) ?? 0
        move(to: panels[(index + step + panels.count) % panels.count])
    }

    /// Someone without an account has no orders to show.
    var panels: [Focus] { visit.session == nil ? [.menu, .cart] : Focus.allCases }

    // MARK: the cart

    /// The product that the keys for quantity and note mean.
    private var meant: (id: ProductID, price: Int64)? {
        switch focus {
        case .menu: menu.selected.map { ($0.id, $0.price) }
        case .cart: basket.selected.map { ($0.product, $0.price) }
        case .orders: nil
        }
    }

    private mutating func change(_ intent: Intent, _ context: Context) -> [Effect] {
        switch intent {
        case .main where focus == .cart: return go(.orderForm)
        case .main where focus == .orders: return go(.track)
        case .main:
            isSearching = false
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
        if pieces > 0, menu.byID[meant.id]?.isSoldOut == true { return [.toast("That is sold out.")] }
        return set(cart.quantity(of: meant.id) + pieces, of: meant)
    }

    private mutating func set(_ quantity: Int, of product: (id: ProductID, price: Int64)) -> [Effect] {
        let effects = edit { $0.setQuantity(quantity, of: product.id, price: product.price) }
        let most = OrderItem.quantityRange.upperBound
        return quantity > most ? effects + [.toast("A quantity is 1 to \(most).")] : effects
    }

    private mutating func edit(_ change: (inout Cart) -> Void) -> [Effect] {
        guard isCartOpen else { return loadCart() + [.toast("Your cart is being read. One moment, please.")] }
        var changed = cart
        change(&changed)
        return show(changed)
    }

    /// Shows the cart and keeps it in the shop.
    private mutating func show(_ cart: Cart) -> [Effect] {
        basket.show(cart, products: menu.byID)
        return keeping.changed() ? save() : []
    }

    /// The cart, while the shop has not said that it has it as it is now.
    var unsavedCart: Cart? { keeping.isSaving ? cart : nil }

    func save() -> [Effect] {
        guard let session = visit.session else { return [] }
        return [
            .ask("save") { [visit, cart] in
                try await visit.services.carts.save(cart, by: session)
            } answer: {
                Intent.saved($0)
            }
        ]
    }

    /// What the order form did with the cart.
    private mutating func take(_ returned: CartReturned) -> [Effect] {
        switch returned {
        case .kept(let cart): show(cart)
        case .placed: show(visit.services.carts.newCart()) + loadOrders() + loadFavourites()
        case .unknown: loadCart()
        }
    }

    /// Puts the items of an earlier order into the cart, as far as they are still sold.
    private mutating func take(_ order: Order) -> [Effect] {
        move(to: .cart)
        let products = menu.byID
        let effects = edit { $0.add(order, as: products) }
        let isSold = order.items.allSatisfy { products[$0.product] != nil }
        return isSold ? effects : effects + [.toast("Some of it is no longer sold.")]
    }

    // MARK: going elsewhere

    private mutating func go(_ intent: Intent) -> [Effect] {
        switch intent {
        case .orderForm:
            guard visit.session != nil else { return go(.register) }
            guard !cart.lines.isEmpty else { return [] }
            return [.push(OrderForm(visit: visit, cart: cart, products: menu.byID))]
        case .track:
            let chosen = focus == .orders ? own.selected : own.orders?.first
            return chosen.map { [.push(StatusTracker(visit: visit, order: $0))] } ?? []
        case .register: return [.push(RegisterScreen(shopfront: visit.shopfront, cart: cart))]
        case .signIn: return visit.shopfront.signIn(bringing: cart)
        case .leave:
            guard !cart.lines.isEmpty else { return visit.leave(keeping: unsavedCart) }
            let words = visit.session == nil ? "Your cart will be empty next time." : "Your cart is kept for next time."
            return [
                .push(
                    DialogScreen(
                        title: "Leave?", lines: [words], choices: [.init("Leave") { _ in Intent.leaveNow }],
                        back: "Stay"))
            ]
        case .leaveNow: return visit.leave(keeping: unsavedCart)
        default: return []
        }
    }

    func nextTick(after now: Date) -> Date? { [menu.changed.nextEnd, own.changed.nextEnd].compactMap(\.self).min() }
}

extension ShopEvent {
    /// An order of one's own can be picked up; what was taken back is no news.
    var tellsReady: Bool {
        guard case .order = subject else { return false }
        return kind == .orderStatus && to == OrderStatus.ready.rawValue && from != OrderStatus.completed.rawValue
    }
}
