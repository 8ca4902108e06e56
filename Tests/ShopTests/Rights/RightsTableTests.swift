import Foundation
import Shop
import Testing

/// The table of rights itself, held to what is written out here, and the article held to the table.
struct RightsTableTests {
    /// All of it, by hand: whoever changes who may do what says so here too.
    private static let expected = """
        register: nobody, customer, admin
        signIn: nobody, customer, kiosk, admin
        signOut: customer, kiosk, admin
        changeOwnAccount: customer, admin
        listProducts: nobody, customer, kiosk, admin
        listArchivedProducts: admin
        createProduct: admin
        editProduct: admin
        restockProduct: admin
        setProductOff: admin
        archiveProduct: admin
        viewStockHistory: admin
        viewOwnFavourites: customer
        exportProducts: admin
        importProducts: admin
        placeOrder: customer, kiosk, admin
        placeForWalkIn: kiosk, admin
        viewOrder: customer (own), kiosk (placed here, until it is taken up), admin
        printReceipt: customer (own), kiosk (placed here, until it is taken up, and for 60 s), admin
        viewOwnOrders: customer
        viewAllOrders: admin
        updateOrder: admin
        cancelOwnOrder: customer (own, placed and unpaid)
        keepCart: customer
        listUsers: admin
        createUser: admin
        changeRole: admin
        disableUser: admin
        resetPassword: admin
        redeemReset: nobody, customer, kiosk, admin
        viewLog: admin
        viewInsights: admin
        editSettings: admin
        viewHealth: nobody, customer, kiosk, admin
        viewDisplay: nobody, customer, kiosk, admin
        backUp: admin
        restoreBackup: admin
        """

    @Test("Nobody gets a right, or loses one, by a slip in the table")
    func table() {
        let expected = Self.expected.split(separator: "\n").map(String.init)
        for (now, before) in zip(RightsText.lines(Rights.table), expected) { #expect(now == before) }
        #expect(ShopOperation.allCases.count == expected.count)
        #expect(Rights.table.allSatisfy { $0.overrideRole == nil })
    }

    @Test("Whoever asks is answered by the table's one line for them, and refused where it has none")
    func answers() {
        for operation in ShopOperation.allCases {
            for role in [nil] + Role.allCases {
                let rights = Rights.table.filter { $0.operation == operation && $0.role == role }
                #expect(rights.count <= 1, "\(rights)")
                #expect(operation.limit(for: role) == rights.first?.limit)
                #expect(operation.isAllowed(to: role) == !rights.isEmpty)
            }
        }
    }

    @Test("Whoever reads who may do what reads what the shop does")
    func article() throws {
        if ProcessInfo.processInfo.environment["IGNIFLO_WRITE_RIGHTS"] == "1" { try RightsText.write(Rights.table) }
        #expect(
            try RightsText.told() == RightsText.markdown(Rights.table),
            "The article is not the table's. Run `IGNIFLO_WRITE_RIGHTS=1 swift test --filter RightsTableTests`.")
    }

    /// Where a role says something else than who may: whose the order is, what becomes of sessions, who is told.
    private static let elsewhere: Set<String> = [
        "OrderPlacing.swift", "UserEditing.swift", "TokenService.swift", "PrinterService.swift",
    ]

    @Test("No service gives a right to a role by itself, past the table")
    func asked() throws {
        let question = /role [=!]= \.|switch \w+(\.\w+)*\.role/
        var found: Set<String> = []
        for folder in ["Shop/Services", "Shop/Catalogue", "Shop/Rules", "Local"] {
            for (name, source) in try ServiceFunctions.sources(of: folder) where source.contains(question) {
                found.insert(name)
            }
        }
        #expect(found == Self.elsewhere)
    }

    @Test("Where someone's word lets another go beyond a limit, the page says whose")
    func override() {
        #expect(
            RightsText.limit(Right(.cancelOwnOrder, .customer, .ownUnpaidWhilePlaced, overrideRole: .admin))
                == "own, placed and unpaid; more by override of admin")
    }
}
