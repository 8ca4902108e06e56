/// Everything the services do, and who may ask for it: the table of <doc:TheRulesOfAShop>.
public enum ShopOperation: String, CaseIterable, Sendable {
    case register, signIn, signOut, changeOwnAccount
    case listProducts, listArchivedProducts, createProduct, editProduct, restockProduct, archiveProduct
    case viewStockHistory, viewOwnFavourites, exportProducts, importProducts
    case placeOrder, placeForWalkIn, viewOrder, printReceipt, viewOwnOrders, viewAllOrders
    case updateOrder, cancelOwnOrder, keepCart
    case listUsers, createUser, changeRole, disableUser, resetPassword, redeemReset
    case viewLog, viewInsights, editSettings, viewHealth, viewDisplay, backUp, restoreBackup

    /// - Parameter role: nil for someone who has not signed in.
    public func isAllowed(to role: Role?) -> Bool {
        switch self {
        case .register: role == nil || role == .customer || role == .admin
        case .signIn, .listProducts, .viewHealth, .viewDisplay, .redeemReset: true
        case .signOut: role != nil
        case .changeOwnAccount: role == .customer || role == .admin
        case .placeOrder: role != nil
        case .placeForWalkIn: role == .kiosk || role == .admin
        case .viewOrder, .printReceipt: role != nil
        case .viewOwnOrders, .cancelOwnOrder, .keepCart, .viewOwnFavourites: role == .customer
        case .listArchivedProducts, .createProduct, .editProduct, .restockProduct, .archiveProduct, .viewStockHistory,
            .exportProducts, .importProducts, .viewAllOrders, .updateOrder, .viewLog, .viewInsights, .editSettings,
            .listUsers, .createUser, .changeRole, .disableUser, .resetPassword, .backUp, .restoreBackup:
            role == .admin
        }
    }
}
