import Foundation
import Presentation
import Shop
import Terminal

/// The customer's home: the menu, the cart beside it, and their orders.
struct CustomerDashboard: Screen {
    enum Focus: CaseIterable, Sendable { case menu, cart, orders }

    enum Intent: Message {
        case focus(Focus), nextPanel, previousPanel
        case sort
        case chooseMenu(Int), chooseCart(Int), chooseOrder(Int)
        case wheel(Focus, Int)
        case main, add(Int), digit(Int), drop
        case note, orderNote
        case setNote(ID<Product>, String), setOrderNote(String)
        case orderForm, track, register, signIn, leave, leaveNow
        case opened(CartService.Kept)
        case products(MenuCatalogue)
        case orders([Order], of: PagedRows<Order>.Read)
        case olderOrders([Order], at: PagedRows<Order>.Mark)
        case saved(Result<Void, ShopError>)
        case favourites([ID<Product>: Int])
    }

    var title: String { user.session == nil ? "Menu (look only)" : "Menu" }
    private(set) var user: UserContext
    private(set) var menu = MenuPanel()
    private(set) var ownCart: CustomerCart
    private(set) var own = OwnOrdersPanel()
    private(set) var focus = Focus.menu
    private var typed = TypedQuantity()

    init(user: UserContext, brought: Cart? = nil) {
        self.user = user
        ownCart = CustomerCart(user.services.carts.newCart(), isKept: user.session != nil, brought: brought)
    }

    var isTyping: Bool { menu.search.isTyping }
    var cart: Cart { ownCart.cart }
    var cartPanel: CartPanel { ownCart.panel }

    // MARK: update

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        if menu.find(by: event) {
            if isTyping { focus = .menu }
            return []
        }
        switch event {
        case .key(let key): return handle(key, context)
        case .paste: return []
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
        if let digit = key.typed?.wholeNumberValue { return change(.digit(digit), context) }
        let pages = pages(context)
        switch focus {
        case .menu: _ = menu.handle(key, page: pages.menu)
        case .cart: _ = ownCart.handle(key, page: pages.cart)
        case .orders:
            own.handle(key, page: pages.orders)
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
        case .sort: menu.nextSort()
        case .chooseMenu(let row):
            // What is chosen already is meant itself.
            if focus == .menu, menu.isChosen(row: row) { return change(.add(1), context) }
            move(to: .menu)
            menu.choose(row: row)
        case .chooseCart(let row):
            move(to: .cart)
            ownCart.choose(row: row)
        case .chooseOrder(let row):
            if focus == .orders, own.orders.state.selected == row { return go(.track) }
            move(to: .orders)
            own.choose(row: row)
        case .wheel(.menu, let rows): menu.move(by: rows, page: pages.menu)
        case .wheel(.cart, let rows): ownCart.move(by: rows, page: pages.cart)
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
        menu.endSearch()
    }

    private mutating func step(_ step: Int) {
        let panels = panels
        let index = panels.firstIndex(of: focus) ?? 0
        move(to: panels[(index + step + panels.count) % panels.count])
    }

    /// Someone without an account has no orders to show.
    var panels: [Focus] { user.session == nil ? [.menu, .cart] : Focus.allCases }

    // MARK: going elsewhere

    private mutating func go(_ intent: Intent) -> [Effect] {
        switch intent {
        case .orderForm:
            guard user.session != nil else { return go(.register) }
            guard !cart.lines.isEmpty else { return [] }
            return [.push(OrderForm(user: user, cart: cart, products: menu.byID))]
        case .track:
            let chosen = focus == .orders ? own.selected : own.orders.rows?.first
            return chosen.map { [.push(StatusTracker(user: user, order: $0))] } ?? []
        case .register: return [.push(RegisterScreen(app: user.app, cart: cart))]
        case .signIn: return user.app.signIn(bringing: cart)
        case .leave:
            guard !cart.lines.isEmpty else { return user.leave(keeping: ownCart.unsaved) }
            let text = user.session == nil ? Cart.lost : "Your cart is kept for next time."
            return [
                .push(
                    DialogScreen(
                        title: "Leave?", lines: [text], choices: [.init("Leave") { _ in Intent.leaveNow }],
                        back: "Stay"))
            ]
        case .leaveNow: return user.leave(keeping: ownCart.unsaved)
        default: return []
        }
    }

    func nextTick(after now: Date) -> Date? { [menu.changed.nextEnd, own.changed.nextEnd].compactMap(\.self).min() }

    // MARK: the cart

    /// The product that the keys for quantity and note mean.
    private var meant: (id: ID<Product>, price: Int64)? {
        switch focus {
        case .menu: menu.selected.map { ($0.id, $0.price) }
        case .cart: cartPanel.selected.map { ($0.productID, $0.price) }
        case .orders: nil
        }
    }

    private mutating func change(_ intent: Intent, _ context: Context) -> [Effect] {
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
        guard ownCart.isOpen else { return loadCart() + [.toast("Your cart is being read. One moment, please.")] }
        var changed = cart
        change(&changed)
        return show(changed)
    }

    /// Shows the cart and keeps it in the shop.
    private mutating func show(_ cart: Cart) -> [Effect] {
        ownCart.show(cart, products: menu.byID) ? save() : []
    }

    /// What the order form did with the cart.
    private mutating func take(_ returned: CartReturned) -> [Effect] {
        switch returned {
        case .kept(let cart): return show(cart)
        case .placed:
            // An empty cart is nothing to stand at.
            if focus == .cart { move(to: .menu) }
            return show(user.services.carts.newCart()) + loadOrders() + loadFavourites()
        case .unknown: return loadCart()
        }
    }

    /// Puts the items of an earlier order into the cart, as far as they are still sold.
    private mutating func take(_ order: Order) -> [Effect] {
        move(to: .cart)
        let products = menu.byID
        let effects = edit { $0.add(order, as: products) }
        let isSold = order.items.allSatisfy { products[$0.productID] != nil }
        return isSold ? effects : effects + [.toast(Order.isPartlyGone)]
    }

    // MARK: what the shop says

    private mutating func take(_ intent: Intent, _ context: Context) -> [Effect] {
        switch intent {
        case .products(let catalogue):
            menu.show(catalogue, now: context.now)
            ownCart.show(menu.byID)
        case .orders(let page, let read):
            own.show(page, of: read, now: context.now)
            return loadOlder()
        case .olderOrders(let page, let mark): own.append(page, at: mark)
        case .favourites(let pieces): menu.show(pieces: pieces)
        case .opened(let kept): return open(kept)
        case .saved(.success): return ownCart.saved() ? save() : []
        case .saved(.failure(let error)):
            ownCart.saveFailed()
            return user.failed(error)
        default: break
        }
        return []
    }

    /// The cart of last time; and the order that it became, if its answer was never seen.
    private mutating func open(_ kept: CartService.Kept) -> [Effect] {
        var effects = ownCart.open(kept, products: menu.byID) ? save() : []
        if let placed = kept.placed { effects.append(.toast(placed.foundText, .success)) }
        return effects
    }

    private mutating func handle(_ news: ShopNews) -> [Effect] {
        switch news {
        case .live: return loadProducts() + loadOrders() + (ownCart.isOpen ? [] : loadCart())
        case .unreachable, .unwritable, .writable, .settings: return user.watch(news)
        case .events(let events):
            var effects: [Effect] = []
            if events.contains(where: \.movesStock) { effects += loadProducts() }
            if events.contains(where: { if case .order = $0.subject { true } else { false } }) {
                effects += loadOrders()
            }
            effects += user.watch(news)
            for event in events where event.tellsReady {
                effects += [.toast(event.readyText, .success), .bell]
            }
            return effects
        }
    }
}
