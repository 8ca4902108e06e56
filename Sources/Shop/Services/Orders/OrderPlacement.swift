public import Foundation

/// An order that somebody wants, and who it is that wants it, as data: so a store may place the orders of several
/// terminals in one transaction, each as if its own terminal had done it.
public struct OrderPlacement: Hashable, Sendable {
    public var draft: OrderDraft
    public var operation: ShopOperation
    /// The session that acts, and its user.
    public var session: String
    public var userID: ID<User>
    public var at: Date

    public init(draft: OrderDraft, operation: ShopOperation, session: String, userID: ID<User>, at: Date) {
        self.draft = draft
        self.operation = operation
        self.session = session
        self.userID = userID
        self.at = at
    }

    init(_ draft: OrderDraft, by session: Session, at now: Date) {
        self.init(
            draft: draft, operation: .placing(by: session.role), session: session.id, userID: session.user.id, at: now)
    }

    /// Places the order, or finds the one that its request has already made.
    ///
    /// - Parameter settings: the shop's, where they are known in this transaction.
    public func place(in transaction: any WriteTransaction, settings: ShopSettings? = nil) throws -> Order {
        let (record, user) = try Authorization.admitted(to: operation, session, of: userID, in: transaction, now: at)
        // The role may have changed since the session began: what counts is the role of now.
        guard draft.walkIn == nil || ShopOperation.placeForWalkIn.isAllowed(to: user.role) else {
            throw ShopError.notAllowed(.placeForWalkIn)
        }
        let actor = Actor(user: user, now: at)
        let order = try OrderPlacing(transaction, actor, settings ?? transaction.shop()).place(draft)
        // Last: what is refused has written nothing.
        try Authorization.touch(record, in: transaction, now: at)
        return order
    }
}
