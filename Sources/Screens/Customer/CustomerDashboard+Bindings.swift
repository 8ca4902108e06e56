import Presentation
import Shop
import Terminal

extension CustomerDashboard {
    func bindings(_ context: Context) -> [Binding] {
        guard !isTyping else {
            let putIn = Binding(
                .enter, label: "put in", help: "Put the chosen product into the cart", message: Intent.main)
            return [putIn] + menu.search.bindings(toList: .tab)
        }
        return moving + menu.search.bindings() + cartBindings + wayBindings + accountBindings
    }

    private var moving: [Binding] {
        let main: (label: String, help: String, unavailable: String?) =
            switch focus {
            case .menu: ("put in", "Put one of the chosen product into the cart", nil)
            case .cart: ("order form", "Go on to the order form", cart.lines.isEmpty ? "the cart is empty" : nil)
            case .orders: ("track", "Follow the chosen order", own.selected == nil ? "there is no order yet" : nil)
            }
        return [
            .described("arrows h j k l", help: "Choose"),
            Binding(
                .enter, label: main.label, help: main.help, unavailable: main.unavailable, message: Intent.main),
            Binding(
                .tab, Key("l"), .right, label: "next panel", help: "To the next panel", isInFooter: focus != .menu,
                message: Intent.nextPanel),
            Binding(
                .backTab, Key("h"), .left, label: "panel before", help: "To the panel before", isInFooter: false,
                message: Intent.previousPanel),
        ]
    }

    private var cartBindings: [Binding] {
        let nothing = focus == .orders ? "first choose a product" : nil
        let isInCart =
            switch focus {
            case .menu: menu.selected.map { cart.quantity(of: $0.id) > 0 } ?? false
            case .cart: cartPanel.selected != nil
            case .orders: false
            }
        let notThere = nothing ?? (isInCart ? nil : "it is not in the cart")
        return [
            Binding(
                Key("+"), Key("="), label: "more", help: "One more of the chosen product", unavailable: nothing,
                message: Intent.add(1)),
            Binding(
                Key("-"), label: "less", help: "One less of the chosen product", isInFooter: isInCart,
                unavailable: notThere, message: Intent.add(-1)),
            .described("0 – 9", help: "Type how many of the chosen product you would like"),
            Binding(
                .delete, Key("x"), label: "take out", help: "Take the chosen product out of the cart",
                isInFooter: false, unavailable: notThere, message: Intent.drop),
            Binding(
                Key("n"), label: "note", help: "A note for the chosen product", isInFooter: isInCart,
                unavailable: notThere, message: Intent.note),
            Binding(
                Key("N"), label: "order note", help: "A note for the whole order", isInFooter: false,
                unavailable: cart.lines.isEmpty ? "the cart is empty" : nil, message: Intent.orderNote),
        ]
    }

    private var wayBindings: [Binding] {
        let isLooking = user.session == nil
        let empty = cart.lines.isEmpty ? "the cart is empty" : nil
        return [
            Binding(
                Key("o"), label: isLooking ? "register and order" : "order form",
                help: isLooking ? "Make an account to order; the cart comes along" : "Look over the order and place it",
                isInFooter: focus != .cart, unavailable: empty, message: Intent.orderForm),
            Binding(
                Key("s"), label: "sort", help: "Sort by category, name, price, what you order most",
                isInFooter: focus == .menu, message: Intent.sort),
            Binding(
                Key("t"), label: "track", help: "Follow an order",
                isInFooter: focus == .menu && own.openCount > 0,
                unavailable: own.orders.count > 0 ? nil : "there is no order yet", message: Intent.track),
        ] + allOrders
    }

    private var allOrders: [Binding] {
        guard user.session != nil else { return [] }
        return [
            Binding(
                Key("O"), label: "all orders", help: "All of your orders: search, filter, totals",
                isInFooter: focus == .orders, message: GlobalAction(.push(MyOrdersScreen(user: user))))
        ]
    }

    private var accountBindings: [Binding] {
        let leave = Binding(Key("q"), label: "leave", help: "Leave the program", message: Intent.leave)
        guard user.session == nil else { return user.accountBindings(keeping: ownCart.unsaved) + [leave] }
        return [
            Binding(
                Key("r"), label: "register", help: "Make an account; the cart comes along", message: Intent.register),
            Binding(Key("i"), label: "sign in", help: "Sign in; the cart comes along", message: Intent.signIn), leave,
        ]
    }
}
