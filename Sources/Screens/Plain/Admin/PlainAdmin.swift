import Shop

/// The admin's home: the orders by lane, the catalogue, people, health, and their own account.
struct PlainAdmin {
    var talk: PlainTalk
    private(set) var visit: Visit

    private enum Room {
        case lane(OrderStatus)
        case products, people, health, account, signOut, leave
    }

    init(talk: PlainTalk, visit: Visit) {
        self.talk = talk
        self.visit = visit
    }

    mutating func run() async throws {
        guard let user = visit.session?.user else { return }
        try talk.say("Hello \(user.name).")
        while let session = visit.session {
            guard let board = try await talk.attempt({ try await visit.services.orders.board(by: session) }) else {
                // Whoever cannot see the board now may try again, or leave.
                if try await talk.confirm("Try again?", yes: "Try again", no: "Sign out") { continue }
                return
            }
            let ways = PlainWays(back: nil, text: "an order by its ticket, such as C-042")
            switch try await talk.answer("The shop", Self.rooms(board), ways) {
            case .chosen(.lane(let status)):
                try await PlainLane(talk: talk, visit: visit, session: session, status: status).run()
            case .text(let ticket):
                let found = try await talk.attempt { try await visit.services.orders.find(ticket, by: session) }
                if let found { try await PlainOrder(talk: talk, visit: visit, session: session).run(found.id) }
            case .chosen(.products): try await PlainProducts(talk: talk, visit: visit, session: session).run()
            case .chosen(.people): try await PlainPeople(talk: talk, visit: visit, session: session).run()
            case .chosen(.health): try await health()
            case .chosen(.account):
                visit = visit.continued(as: try await PlainAccount(talk: talk, visit: visit, session: session).run())
                talk.visit = visit
            case .chosen(.leave): throw PlainEnding.left
            case .chosen(.signOut), .back: return
            }
        }
    }

    private static func rooms(_ board: Board) -> [PlainChoice<Room>] {
        LaneBoard.allLanes.map { status in
            let count = status == .completed ? board.completedCount : board.open.count { $0.status == status }
            let today = status == .completed ? " today" : ""
            return PlainChoice("\(status.title)\(today), \(count)", .lane(status))
        } + [
            PlainChoice("Products", .products), PlainChoice("People", .people), PlainChoice("Health", .health),
            PlainChoice("Account", .account), PlainChoice("Sign out", .signOut), PlainChoice("Leave", .leave),
        ]
    }

    private func health() async throws {
        let full = try await talk.choose(
            "Health",
            [PlainChoice("A quick look", false), PlainChoice("Read the whole file, which takes a while", true)])
        guard let full else { return }
        let report = await visit.services.health.check(full: full)
        try talk.say(HealthFact.all(report, isFull: full, visit.settings).map { "\($0.label): \($0.text)" })
    }
}

/// The orders of one lane of the board.
struct PlainLane {
    let talk: PlainTalk
    let visit: Visit
    let session: Session
    let status: OrderStatus

    func run() async throws {
        while true {
            guard let board = try await talk.attempt({ try await visit.services.orders.board(by: session) }) else {
                return
            }
            let orders = status == .completed ? board.completed : board.open.filter { $0.status == status }
            guard !orders.isEmpty else { return try talk.say("Nothing here.") }
            let now = visit.services.environment.now()
            let answer = try await talk.pick(
                status.title, from: orders, words: { "\($0.customerLabel), \($0.line(visit.settings, now: now))" })
            guard case .chosen(let order) = answer else { return }
            try await PlainOrder(talk: talk, visit: visit, session: session).run(order.id)
        }
    }
}
