import Presentation
import Shop

/// The admin's home: the orders by lane and all of them, the catalogue, people, the office, and their own account.
struct PlainAdmin {
    var talk: PlainTalk
    private(set) var user: UserContext

    private enum Room {
        case lane(OrderStatus)
        case table, walkIn, products, people, office, account, signOut, leave
    }

    init(talk: PlainTalk, user: UserContext) {
        self.talk = talk
        self.user = user
    }

    mutating func run() async throws {
        guard let person = user.session?.user else { return }
        try talk.say("Hello \(person.name).")
        while let session = user.session {
            guard let board = try await talk.attempt({ try await user.services.orders.board(by: session) }) else {
                // Whoever cannot see the board now may try again, or leave.
                if try await talk.confirm("Try again?", yes: "Try again", no: "Sign out") { continue }
                return
            }
            let ways = PlainWays(back: nil, text: "an order by its ticket, such as C-042")
            switch try await talk.answer("The shop", Self.rooms(board), ways) {
            case .chosen(.lane(let status)):
                try await PlainLane(talk: talk, user: user, session: session, status: status).run()
            case .text(let ticket):
                let found = try await talk.attempt { try await user.services.orders.find(ticket, by: session) }
                if let found { try await PlainOrder(talk: talk, user: user, session: session).run(found.id) }
            case .chosen(.table): try await PlainTable(talk: talk, user: user, session: session).run()
            case .chosen(.walkIn): try await PlainWalkIn(talk: talk, user: user).run()
            case .chosen(.products): try await PlainProducts(talk: talk, user: user, session: session).run()
            case .chosen(.people): try await PlainPeople(talk: talk, user: user, session: session).run()
            case .chosen(.office): go(on: try await PlainOffice(talk: talk, session: session).run(user))
            case .chosen(.account):
                let account = PlainAccount(talk: talk, user: user, session: session)
                go(on: user.continued(as: try await account.run()))
            case .chosen(.leave): throw PlainEnding.left
            case .chosen(.signOut), .back: return
            }
        }
    }

    private static func rooms(_ board: BoardSnapshot) -> [PlainChoice<Room>] {
        BoardLanes.allLanes.map { status in
            let count = status == .completed ? board.completedCount : board.open.count { $0.status == status }
            let today = status == .completed ? " today" : ""
            return PlainChoice("\(status.title)\(today), \(count)", .lane(status))
        } + [
            PlainChoice("All orders", .table), PlainChoice("A new order at the counter", .walkIn),
            PlainChoice("Products", .products), PlainChoice("People", .people),
            PlainChoice("The office: insights, log, settings, health", .office), PlainChoice("Account", .account),
            PlainChoice("Sign out", .signOut), PlainChoice("Leave", .leave),
        ]
    }

    private mutating func go(on user: UserContext) {
        self.user = user
        talk.user = user
    }
}

/// The orders of one lane of the board.
struct PlainLane {
    let talk: PlainTalk
    let user: UserContext
    let session: Session
    let status: OrderStatus

    func run() async throws {
        while true {
            guard let board = try await talk.attempt({ try await user.services.orders.board(by: session) }) else {
                return
            }
            let orders = status == .completed ? board.completed : board.open.filter { $0.status == status }
            guard !orders.isEmpty else { return try talk.say(NothingText.here) }
            let now = user.services.environment.now()
            let answer = try await talk.pick(
                status.title, from: orders, text: { "\($0.customerLabel), \($0.line(user.settings, now: now))" })
            guard case .chosen(let order) = answer else { return }
            try await PlainOrder(talk: talk, user: user, session: session).run(order.id)
        }
    }
}
