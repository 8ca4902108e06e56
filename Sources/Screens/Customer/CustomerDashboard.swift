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

    var title: String { visit.session == nil ? "Menu (look only)" : "Menu" }
    var visit: UserContext
    var menu = MenuPanel()
    var cartPanel: CartPanel
    var own = OwnOrdersPanel()
    var focus = Focus.menu
    var keeping = CartKeeping()
    var typed = TypedQuantity()
    /// What someone who only looked has chosen, until their own cart has been read.
    var brought: Cart?
    /// The cart may be changed: what was kept of it has been read, or there is nothing to read.
    var isCartOpen: Bool

    init(visit: UserContext, brought: Cart? = nil) {
        self.visit = visit
        self.brought = brought
        cartPanel = CartPanel(visit.services.carts.newCart())
        isCartOpen = visit.session == nil
    }

    var isTyping: Bool { menu.search.isTyping }
    var cart: Cart { cartPanel.cart }

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
        case .cart: _ = cartPanel.handle(key, page: pages.cart)
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
            cartPanel.choose(row: row)
        case .chooseOrder(let row):
            if focus == .orders, own.orders.state.selected == row { return go(.track) }
            move(to: .orders)
            own.choose(row: row)
        case .wheel(.menu, let rows): menu.move(by: rows, page: pages.menu)
        case .wheel(.cart, let rows): cartPanel.move(by: rows, page: pages.cart)
        case .wheel(.orders, let rows):
            own.move(by: rows, page: pages.orders)
            return loadOlder()
        case .main, .add, .digit, .drop, .note, .orderNote, .setNote, .setOrderNote: return change(intent, context)
        case .orderForm, .track, .register, .signIn, .leave, .leaveNow: return go(intent)
        case .opened, .products, .orders, .olderOrders, .saved, .favourites: return take(intent, context)
        }
        return []
    }

    mutating func move(to panel: Focus) {
        focus = panel
        menu.endSearch()
    }

    private mutating func step(_ step: Int) {
        let panels = panels
        let index = panels.firstIndex(of: focus) ?? 0
        move(to: panels[(index + step + panels.count) % panels.count])
    }

    /// Someone without an account has no orders to show.
    var panels: [Focus] { visit.session == nil ? [.menu, .cart] : Focus.allCases }

    // MARK: going elsewhere

    mutating func go(_ intent: Intent) -> [Effect] {
        switch intent {
        case .orderForm:
            guard visit.session != nil else { return go(.register) }
            guard !cart.lines.isEmpty else { return [] }
            return [.push(OrderForm(visit: visit, cart: cart, products: menu.byID))]
        case .track:
            let chosen = focus == .orders ? own.selected : own.orders.rows?.first
            return chosen.map { [.push(StatusTracker(visit: visit, order: $0))] } ?? []
        case .register: return [.push(RegisterScreen(app: visit.app, cart: cart))]
        case .signIn: return visit.app.signIn(bringing: cart)
        case .leave:
            guard !cart.lines.isEmpty else { return visit.leave(keeping: unsavedCart) }
            let text = visit.session == nil ? Cart.lost : "Your cart is kept for next time."
            return [
                .push(
                    DialogScreen(
                        title: "Leave?", lines: [text], choices: [.init("Leave") { _ in Intent.leaveNow }],
                        back: "Stay"))
            ]
        case .leaveNow: return visit.leave(keeping: unsavedCart)
        default: return []
        }
    }

    func nextTick(after now: Date) -> Date? { [menu.changed.nextEnd, own.changed.nextEnd].compactMap(\.self).min() }
}
