/// Everything the services do; who may ask for it is said by ``Rights/table``.
public enum ShopOperation: String, CaseIterable, Sendable {
    case register, signIn, signOut, changeOwnAccount
    case listProducts, listArchivedProducts, createProduct, editProduct, restockProduct, setProductOff, archiveProduct
    case viewStockHistory, viewOwnFavourites, exportProducts, importProducts
    case placeOrder, placeForWalkIn, viewOrder, printReceipt, viewOwnOrders, viewAllOrders
    case updateOrder, cancelOwnOrder, keepCart
    case listUsers, createUser, changeRole, disableUser, resetPassword, redeemReset
    case viewLog, viewInsights, editSettings, viewHealth, viewDisplay, backUp, restoreBackup
}
