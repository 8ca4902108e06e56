public import Shop

/// The one place that turns an error into words for a person.
extension ShopError {
    /// One sentence or two, on one line, that says what is so and what to do.
    public var text: String { TextRule.visible(sentence) }

    private var sentence: String {
        switch self {
        case .notSignedIn: "Please sign in first."
        case .sessionEnded: "You have been signed out. Please sign in again."
        case .notAllowed(let operation): operation.refusal
        case .signInFailed: "Email or password is not right. Please try again."
        case .waitBeforeSignIn(let seconds):
            "Too many failures. Please wait \(duration(Double(seconds))), then try again."
        case .resetFailed: "Email or code is not right, or the code is too old. Please ask an admin for a new one."
        case .invalid(let problems): Self.sentence(problems)
        case .noSuchOrder(let name): "There is no order \(Self.quoted(name))."
        case .noSuchUser(let name): "There is no user \(Self.quoted(name))."
        case .noSuchProduct(let name, let near): Self.unknownProduct(name, near)
        case .shortage(let shortages): Self.sentence(shortages)
        case .pricesChanged(let changes): Self.sentence(changes)
        case .quantity(let product, let wanted):
            "\(product): \(wanted) cannot be ordered. \(Cart.quantityLimit)"
        case .notCounted(let product):
            "The pieces of \(product) are not counted. Turn counting on first, with how many there are."
        case .stockTooLow(let product, let taken, let left):
            "\(product): \(taken) cannot be taken away, \(left) left. Nothing was changed."
        case .requestReused: "This order was already placed with other contents. Please start a new one."
        case .step(let ticket, let from, let to, let why):
            "\(ticket) stays \(from.text): \(why.text(from: from, to: to))"
        case .conflict(let conflict):
            "\(conflict.by) was faster: \(conflict.ticket) is \(conflict.to) now. Nothing was changed."
        case .unpaid(let ticket): "\(ticket) is not paid. Complete it all the same?"
        case .importRefused(let problems): Self.sentence(problems)
        case .lastAdmin(let name): "\(name) is the last admin and stays one. Please make another admin first."
        case .alreadySetUp: "This shop is set up already. Please sign in, or name another file."
        case .notSetUp: "There is no shop here yet. Run `igniflo init` or `igniflo` to set one up, or `igniflo demo`."
        case .printer(let fault): fault.text
        case .file(let path, let why): "\(path): \(why)."
        case .filesClosed(let refusal): refusal.text.prefix(1).uppercased() + refusal.text.dropFirst() + "."
        case .store(let fault): fault.text
        }
    }

    private static func sentence(_ problems: [FieldName: FieldError]) -> String {
        FieldName.allCases.compactMap { field in problems[field].map { "\(field.text): \($0.text)" } }
            .joined(separator: " ")
    }

    private static func sentence(_ shortages: [Shortage]) -> String {
        let parts = shortages.map { "\($0.name): \($0.wanted) wanted, \($0.left) left" }
        return "Not enough is left. " + parts.joined(separator: "; ") + ". Nothing was ordered."
    }

    private static func sentence(_ changes: [PriceChange]) -> String {
        "Prices have changed: " + changes.map(\.name).joined(separator: ", ") + ". Nothing was ordered."
    }

    private static func sentence(_ problems: [ProductImport.Problem]) -> String {
        let more = problems.count > 3 ? " And \(problems.count - 3) more." : ""
        return problems.prefix(3).map(\.text).joined(separator: " ") + more + " Nothing was imported."
    }

    private static func unknownProduct(_ name: String, _ near: [String]) -> String {
        let said = "There is no product \(quoted(name))."
        return near.isEmpty ? said : said + " Did you mean \(near.map(quoted).joined(separator: " or "))?"
    }

    private static func quoted(_ text: String) -> String {
        let shown = text.unicodeScalars.prefix(60).map { TextRule.isForbidden($0) ? "\u{FFFD}" : String($0) }
        return "“\(shown.joined())”"
    }
}

extension ShopOperation {
    fileprivate var refusal: String {
        switch self {
        case .register: "A counter terminal cannot register accounts."
        case .changeOwnAccount: "A counter terminal's account is changed by an admin."
        case .placeOrder, .placeForWalkIn: "You cannot place this order."
        case .viewOrder, .printReceipt, .viewOwnOrders, .viewOwnFavourites, .viewAllOrders:
            "You cannot see these orders."
        default: "Only an admin of the shop can do this."
        }
    }
}

extension StepRefusal {
    /// Why an order cannot go from one status to the other.
    public func text(from: OrderStatus, to: OrderStatus) -> String {
        switch self {
        case .noSuchStep where to == .cancelled: "a \(from.text) order cannot be cancelled."
        case .noSuchStep: "a \(from.text) order cannot become \(to.text)."
        case .final: "a cancelled order is final."
        case .adminOnly: "only the shop can do that now."
        case .alreadyPaid: "it is paid. Please ask at the counter."
        case .recallTooLate: "it was completed more than 10 minutes ago."
        case .nothingToUndo: "there is nothing of yours to undo from the last 10 seconds."
        }
    }
}

extension PrinterError {
    public var text: String {
        mayBePrinted
            ? "\(why). Please look at the printer before you print it again; the order is safe."
            : "Not printed: \(why). The order is safe."
    }
}

extension StoreError {
    public var text: String {
        switch self {
        case .busy: "The shop is busy; nothing was saved. Please try again."
        case .noSpace(let path): "No space is left on the disk of \(path); nothing was saved. Please free some."
        case .readOnly(let path):
            "\(path) cannot be written; nothing was saved. The file needs mode 0600 (0660 with a group), its folder 0700 (2770)."
        case .unconfirmed(let path, let why):
            "A write to \(path) was not confirmed (\(why)). It may be saved or not. Please try again: an order is placed once."
        case .unreachable(let place, let detail): "\(place) cannot be opened: \(detail). Please check the path."
        case .cannotOpen(let path, let why): "\(path) cannot be opened: \(why.text). Please check the path."
        case .noEngine(let place):
            "This program has no engine for a database server such as \(place). Please name a shop's file."
        case .noFile:
            "This shop is not in a file of this machine. Please back it up and restore it where its server is."
        case .missing(let path): "\(path) is not there. Check the path, or set a shop up with `igniflo init`."
        case .exists(let path): "\(path) is there already; nothing was written. Please choose another name."
        case .notADatabase(let path): "\(path) is not a shop's database; it was left as it is. Check the path."
        case .foreign(let path): "\(path) is a database of another program; it was left as it is. Check the path."
        case .damaged(let path, let backup):
            backup.map {
                "\(path) is damaged; nothing was written. Keep the file and restore a backup: `igniflo restore \($0)`."
            } ?? "\(path) is damaged; nothing was written. Keep the file and restore a backup."
        case .newerSchema(let path, let found, let known):
            "\(path) has version \(found); this program knows up to \(known). Please install a newer igniflo."
        case .notUpgraded(let path, let found, let known, let why):
            "\(path) has version \(found), and was left so: it could not be copied and brought to version \(known). \(why.text)"
        case .upgrading:
            "The shop is being upgraded by another terminal; nothing was saved. Please wait, then try again."
        case .upgradedMeanwhile(let path, let found, let known):
            "\(path) was upgraded to version \(found) while it was open here; nothing was saved. Please start the newer igniflo: this one knows up to \(known)."
        case .otherSteps(let path, let version, let copy):
            copy.map {
                "\(path) was made by an igniflo whose version \(version) was not final; it was left as it is. Please use that program, or restore the copy from before: `igniflo restore \($0)`."
            }
                ?? "\(path) was made by an igniflo whose version \(version) was not final; it was left as it is. Please use that program, or restore a backup from before."
        case .alteredSchema(let objects):
            "What another program changed is in the way: \(objects.prefix(5).joined(separator: ", ")). Please undo that, or restore a backup."
        case .noRoom(let path, let needed, let free):
            "The upgrade needs \(Self.size(needed, isUp: true)) on the disk of \(path); \(Self.size(free)) are free. Please free some."
        case .replaced(let path):
            "\(path) was moved, deleted or replaced while open; nothing was saved. Please start igniflo again."
        case .networkFileSystem(let path, let kind):
            "\(path) is on a network file system (\(kind)), where orders could be lost. Please use a local disk."
        case .setting(let name, let found):
            "The database engine does not hold the setting \(name)\(found.isEmpty ? "" : " (it reads \(found))"), so the shop stays closed. Please install the engine anew."
        case .constraint(let detail):
            "The shop's data refused the change (\(detail)); nothing was saved. Please look at `igniflo health --full`."
        case .other(let detail):
            "The shop's data cannot be used: \(detail). If it stays so, please restore a backup: `igniflo restore FILE`."
        }
    }
}

extension OpeningRefusal {
    /// As it stands in a sentence.
    fileprivate var text: String {
        switch self {
        case .notAFile: "it is not a file"
        case .theShopItself: "it is the shop itself"
        case .pathTooLong(let most): "its whole path is longer than \(most) bytes"
        case .remains: "it is gone, but its log is not; a backup can take its place"
        case .folderNotMade(let detail): "the folder cannot be made (\(detail))"
        }
    }
}

extension UpgradeRefusal {
    public var text: String {
        switch self {
        case .notNow: "Please open it with `igniflo` first."
        case .failed(let fault): fault.text
        }
    }
}

extension StoreError {
    /// What is needed is rounded up, what is there is rounded down.
    private static func size(_ bytes: Int64, isUp: Bool = false) -> String {
        let unit: (bytes: Int64, name: String) = bytes < 10 << 20 ? (1 << 10, "KB") : (1 << 20, "MB")
        return "\((bytes + (isUp ? unit.bytes - 1 : 0)) / unit.bytes) \(unit.name)"
    }

    /// What it means for the shop for as long as it lasts: a sentence that no refused write has to come before.
    public var standing: String {
        switch self {
        case .noSpace(let path): "No space is left on the disk of \(path): nothing can be saved until there is some."
        default: text
        }
    }
}
