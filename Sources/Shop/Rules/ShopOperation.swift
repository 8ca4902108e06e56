/// Everything the services do, and who may ask for it: the table of `shop.md`, "Who may do what".
public enum ShopOperation: String, CaseIterable, Sendable {
    case register, signIn, signOut
    case listProducts, listArchivedProducts, createProduct
    case placeOrder, placeForWalkIn, viewOrder, viewOwnOrders, viewAllOrders
    case updateOrder, cancelOwnOrder, keepCart
    case viewLog, viewHealth, backUp, restoreBackup

    /// - Parameter role: nil for someone who has not signed in.
    public func isAllowed(to role: Role?) -> Bool {
        switch self {
        case .register: role == nil || role == .customer || role == .admin
        case .signIn, .listProducts, .viewHealth: true
        case .signOut: role != nil
        case .placeOrder: role != nil
        case .placeForWalkIn: role == .kiosk || role == .admin
        case .viewOrder: role != nil
        case .viewOwnOrders, .cancelOwnOrder, .keepCart: role == .customer
        case .listArchivedProducts, .createProduct, .viewAllOrders, .updateOrder, .viewLog,
            .backUp, .restoreBackup:
            role == .admin
        }
    }
}
