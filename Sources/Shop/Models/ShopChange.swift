/// What an event says was changed, with what it was before and after.
public enum ShopChange: Hashable, Sendable {
    case shopOpened
    /// A setting, named by the event's subject, as it is typed.
    case setting(from: String, to: String)
    /// To the file of this name.
    case shopBackedUp(to: String)
    /// From the file of this name.
    case shopRestored(from: String)
    case shopUpgraded(from: String, to: String)
    case userRegistered(Role)
    case userName(from: String, to: String)
    case userEmail(from: String, to: String)
    case userPassword
    case userRole(from: Role, to: Role)
    case userDisabled
    case userEnabled
    case userResetStarted
    /// So many sessions.
    case sessionsEnded(Int)
    /// At this price, in minor units.
    case productCreated(price: Int64)
    /// Fields with their values, as they read.
    case productFields(from: String, to: String)
    /// In pieces; nil where they are not counted.
    case productStock(from: Int?, to: Int?)
    case productOff(Product.Off)
    case productOn
    case productArchived
    case productRestored
    case orderPlaced
    case status(from: OrderStatus, to: OrderStatus)
    case payment(from: PaymentState, to: PaymentState)
    /// A counter's receipt that nobody there can print again.
    case receiptNotPrinted
    /// Something of this kind, told without its values, or with values that this program cannot read.
    case unread(ShopEvent.Kind, from: String, to: String)
}

extension ShopChange {
    /// As it is stored and published: its kind, and before and after as text.
    public typealias Columns = (kind: ShopEvent.Kind, from: String, to: String)

    public var kind: ShopEvent.Kind { columns.kind }

    public var columns: Columns {
        switch self {
        case .shopOpened: (.shopOpened, "", "")
        case .setting(let from, let to): (.settingsChanged, from, to)
        case .shopBackedUp(let name): (.shopBackedUp, "", name)
        case .shopRestored(let name): (.shopRestored, name, "")
        case .shopUpgraded(let from, let to): (.shopUpgraded, from, to)
        case .userRegistered(let role): (.userRegistered, "", role.rawValue)
        case .userName(let from, let to): (.userRenamed, from, to)
        case .userEmail(let from, let to): (.userEmail, from, to)
        case .userPassword: (.userPassword, "", "")
        case .userRole(let from, let to): (.userRole, from.rawValue, to.rawValue)
        case .userDisabled: (.userDisabled, "", "")
        case .userEnabled: (.userEnabled, "", "")
        case .userResetStarted: (.userResetStarted, "", "")
        case .sessionsEnded(let count): (.sessionsEnded, "", String(count))
        case .productCreated(let price): (.productCreated, "", String(price))
        case .productFields(let from, let to): (.productChanged, from, to)
        case .productStock(let from, let to):
            (.productRestocked, from.map(String.init) ?? "", to.map(String.init) ?? "")
        case .productOff(.through(let day)): (.productOff, "", day.description)
        case .productOff(.untilFurtherNotice): (.productOff, "", "")
        case .productOn: (.productOn, "", "")
        case .productArchived: (.productArchived, "", "")
        case .productRestored: (.productRestored, "", "")
        case .orderPlaced: (.orderPlaced, "", OrderStatus.placed.rawValue)
        case .status(let from, let to): (.orderStatus, from.rawValue, to.rawValue)
        case .payment(let from, let to): (.orderPayment, from.rawValue, to.rawValue)
        case .receiptNotPrinted: (.receiptNotPrinted, "", "")
        case .unread(let kind, let from, let to): (kind, from, to)
        }
    }

    /// Reads what ``columns`` gives.
    public init(_ columns: Columns) {
        self = Self.read(columns) ?? .unread(columns.kind, from: columns.from, to: columns.to)
    }

    /// - Returns: nil where a value is not one of its kind.
    private static func read(_ columns: Columns) -> ShopChange? {
        let (kind, from, to) = columns
        return switch kind {
        case .settingsChanged: .setting(from: from, to: to)
        case .shopBackedUp where from.isEmpty: .shopBackedUp(to: to)
        case .shopRestored where to.isEmpty: .shopRestored(from: from)
        case .shopUpgraded: .shopUpgraded(from: from, to: to)
        case .userRenamed: .userName(from: from, to: to)
        case .userEmail: .userEmail(from: from, to: to)
        case .userRegistered where from.isEmpty: Role(rawValue: to).map { .userRegistered($0) }
        case .userRole: both(Role.self, from, to).map { .userRole(from: $0, to: $1) }
        case .sessionsEnded where from.isEmpty: Int(to).map { .sessionsEnded($0) }
        case .productCreated where from.isEmpty: Int64(to).map { .productCreated(price: $0) }
        case .productChanged: .productFields(from: from, to: to)
        case .productRestocked: stock(from, to)
        case .productOff where from.isEmpty && to.isEmpty: .productOff(.untilFurtherNotice)
        case .productOff where from.isEmpty: BusinessDay(to).map { .productOff(.through($0)) }
        case .orderPlaced where from.isEmpty && to == OrderStatus.placed.rawValue: .orderPlaced
        case .orderStatus: both(OrderStatus.self, from, to).map { .status(from: $0, to: $1) }
        case .orderPayment: both(PaymentState.self, from, to).map { .payment(from: $0, to: $1) }
        default: from.isEmpty && to.isEmpty ? plain(kind) : nil
        }
    }

    private static func both<Value: RawRepresentable<String>>(
        _: Value.Type, _ from: String, _ to: String
    ) -> (Value, Value)? {
        guard let before = Value(rawValue: from), let after = Value(rawValue: to) else { return nil }
        return (before, after)
    }

    private static func stock(_ from: String, _ to: String) -> ShopChange? {
        let (before, after) = (Int(from), Int(to))
        guard before != nil || from.isEmpty, after != nil || to.isEmpty, from + to != "" else { return nil }
        return .productStock(from: before, to: after)
    }

    /// Kinds whose event has no values.
    private static func plain(_ kind: ShopEvent.Kind) -> ShopChange? {
        switch kind {
        case .shopOpened: .shopOpened
        case .userPassword: .userPassword
        case .userDisabled: .userDisabled
        case .userEnabled: .userEnabled
        case .userResetStarted: .userResetStarted
        case .productArchived: .productArchived
        case .productRestored: .productRestored
        case .productOn: .productOn
        case .receiptNotPrinted: .receiptNotPrinted
        default: nil
        }
    }

    /// The status that an order came to with it.
    public var reached: OrderStatus? {
        switch self {
        case .orderPlaced: .placed
        case .status(_, let status): status
        default: nil
        }
    }

    /// The same change back.
    ///
    /// - Returns: nil for what has no way back.
    var reversed: ShopChange? {
        switch self {
        case .status(let from, let to): .status(from: to, to: from)
        case .payment(let from, let to): .payment(from: to, to: from)
        default: nil
        }
    }
}
