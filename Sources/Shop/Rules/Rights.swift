import Foundation

/// Who may do what: the one table from which the services' checks, the article <doc:WhoMayDoWhat> and the tests are made.
public enum Rights {
    /// What is not in it is refused.
    public static let table: [Right] = [
        Right.of(everyone, to: [.signIn, .listProducts, .redeemReset, .viewHealth, .viewDisplay]),
        Right.of([nil, .customer, .admin], to: [.register]),
        Right.of([.customer, .kiosk, .admin], to: [.signOut, .placeOrder]),
        Right.of([.customer, .admin], to: [.changeOwnAccount]),
        Right.of([.kiosk, .admin], to: [.placeForWalkIn]),
        Right.of([.customer], to: [.viewOwnOrders, .keepCart, .viewOwnFavourites]),
        [Right(.cancelOwnOrder, .customer, .ownUnpaidWhilePlaced)],
        [Right(.viewOrder, .customer, .own), Right(.viewOrder, .kiosk, .placedHere), Right(.viewOrder, .admin)],
        [
            // Someone may have begun to prepare what a counter has placed before its slip is out.
            Right(.printReceipt, .customer, .own), Right(.printReceipt, .kiosk, .placedHereOrWithin(seconds: 60)),
            Right(.printReceipt, .admin),
        ],
        Right.of([.admin], to: [.viewAllOrders, .updateOrder]),
        Right.of(
            [.admin],
            to: [
                .listArchivedProducts, .createProduct, .editProduct, .restockProduct, .setProductOff,
                .archiveProduct, .viewStockHistory, .exportProducts, .importProducts,
            ]),
        Right.of([.admin], to: [.listUsers, .createUser, .changeRole, .disableUser, .resetPassword]),
        Right.of([.admin], to: [.viewLog, .viewInsights, .editSettings, .backUp, .restoreBackup]),
    ].flatMap(\.self)

    private static let everyone: [Role?] = [nil] + Role.allCases

    // MARK: asking

    /// How far the right of this role to the operation goes; nil when it has none.
    static func limit(of operation: ShopOperation, for role: Role?) -> Right.Limit? {
        for row in rows where row.operation == operation { return row[role] }
        return nil
    }

    /// The table once more, a row an operation, so that a question costs neither a search through roles nor an allocation.
    private static let rows = ShopOperation.allCases.map(Row.init)

    private struct Row {
        let operation: ShopOperation
        private let nobody, customer, kiosk, admin: Right.Limit?

        init(_ operation: ShopOperation) {
            func limit(_ role: Role?) -> Right.Limit? {
                table.first { $0.operation == operation && $0.role == role }?.limit
            }
            self.operation = operation
            (nobody, customer, kiosk, admin) = (limit(nil), limit(.customer), limit(.kiosk), limit(.admin))
        }

        subscript(role: Role?) -> Right.Limit? {
            switch role {
            case nil: nobody
            case .customer: customer
            case .kiosk: kiosk
            case .admin: admin
            }
        }
    }
}

extension ShopOperation {
    /// - Parameter role: nil for someone who has not signed in.
    public func isAllowed(to role: Role?) -> Bool { limit(for: role) != nil }

    /// How far the right of this role to it goes; nil when it has none.
    public func limit(for role: Role?) -> Right.Limit? { Rights.limit(of: self, for: role) }

    /// Whether this user's right to it reaches as far as this order.
    func reaches(_ order: Order, of user: User, now: Date) -> Bool {
        limit(for: user.role)?.reaches(order, of: user, now: now) ?? false
    }

    /// What placing an order is for someone of this role.
    static func placing(by role: Role) -> ShopOperation {
        placeForWalkIn.isAllowed(to: role) ? .placeForWalkIn : .placeOrder
    }

    /// What a step to this status is for someone of this role.
    static func step(to status: OrderStatus, by role: Role) -> ShopOperation {
        status == .cancelled && cancelOwnOrder.isAllowed(to: role) ? .cancelOwnOrder : .updateOrder
    }
}

extension Right.Limit {
    /// Whether an order is one of those that a right with this limit is about.
    fileprivate func reaches(_ order: Order, of user: User, now: Date) -> Bool {
        switch self {
        case .unlimited: true
        case .own, .ownUnpaidWhilePlaced: order.customerID == user.id
        case .placedHere: order.placedByID == user.id && order.status == .placed
        case .placedHereOrWithin(let seconds):
            order.placedByID == user.id
                && (order.status == .placed || now.timeIntervalSince(order.createdAt) < TimeInterval(seconds))
        }
    }

    /// Why an order that it reaches cannot be moved along as it stands.
    func refusal(of order: Order) -> StepRefusal? {
        switch self {
        case .ownUnpaidWhilePlaced:
            guard order.status == .placed else { return .adminOnly }
            return order.payment == .unpaid || order.total == 0 ? nil : .alreadyPaid
        case .unlimited, .own, .placedHere, .placedHereOrWithin: return nil
        }
    }
}
