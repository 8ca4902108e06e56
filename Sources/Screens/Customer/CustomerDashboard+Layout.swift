import Presentation
import Shop
import Terminal

extension CustomerDashboard {
    /// Where each panel stands; one that is not shown has no area.
    private struct Areas {
        var tabs = Rect(x: 0, y: 0, width: 0, height: 0)
        var panels: [Focus: Rect] = [:]

        func height(_ panel: Focus) -> Int { panels[panel]?.height ?? 0 }
    }

    private func areas(in area: Rect, isWide: Bool) -> Areas {
        guard isWide else {
            return Areas(tabs: area.top(1), panels: [focus: area.droppingTop(1)])
        }
        let orders = user.session == nil ? 0 : min(max(4, area.height / 4), 10)
        let top = area.droppingBottom(orders)
        let menu = top.left(top.width * 11 / 20)
        return Areas(
            panels: [.menu: menu, .cart: top.droppingLeft(menu.width), .orders: area.bottom(orders)])
    }

    /// How many rows each list shows.
    func pages(_ context: Context) -> (menu: Int, cart: Int, orders: Int) {
        let areas = areas(in: Rect(context.size), isWide: context.isWide)
        return (
            MenuPanel.page(height: areas.height(.menu)), CartPanel.page(height: areas.height(.cart)),
            OwnOrdersPanel.page(height: areas.height(.orders))
        )
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let areas = areas(in: area, isWide: context.isWide)
        if !areas.tabs.isEmpty { renderTabs(into: &surface, in: areas.tabs) }
        if let place = areas.panels[.menu] { renderMenu(into: &surface, in: place, context) }
        if let place = areas.panels[.cart] { renderCart(into: &surface, in: place, context) }
        if let place = areas.panels[.orders], !place.isEmpty {
            own.render(
                into: &surface, in: place,
                OwnOrdersPanel.Look(
                    settings: user.settings, isFocused: focus == .orders, click: { Intent.chooseOrder($0) },
                    wheel: { Intent.wheel(.orders, $0) }), context)
        }
    }

    private func renderMenu(into surface: inout Surface, in area: Rect, _ context: Context) {
        let look = MenuPanel.Look(
            money: user.money, cart: cart, isFocused: focus == .menu, click: { Intent.chooseMenu($0) },
            wheel: { Intent.wheel(.menu, $0) })
        menu.render(into: &surface, in: area, look, context)
    }

    private func renderCart(into surface: inout Surface, in area: Rect, _ context: Context) {
        let look = CartPanel.Look(
            money: user.money, isFocused: focus == .cart, click: { Intent.chooseCart($0) },
            wheel: { Intent.wheel(.cart, $0) }, place: Intent.orderForm,
            button: user.session == nil ? "Register and order" : Checkout.place)
        cartPanel.render(into: &surface, in: area, look, context)
    }

    private func renderTabs(into surface: inout Surface, in row: Rect) {
        let tabs = panels.map { panel in
            switch panel {
            case .menu: Tabs.Tab("Menu", message: Intent.focus(.menu))
            case .cart:
                Tabs.Tab(cart.title, message: Intent.focus(.cart))
            case .orders:
                Tabs.Tab(own.openCount > 0 ? "Orders \(own.openCount)" : "Orders", message: Intent.focus(.orders))
            }
        }
        Tabs(tabs, chosen: panels.firstIndex(of: focus) ?? 0).render(into: &surface, in: row)
    }
}
