import Presentation
import Shop
import Terminal

/// People as people read them.
extension Output {
    func person(_ user: User, _ before: String = "") throws {
        if isJSON { return try json(UserJSON(user)) }
        try line((before.isEmpty ? "" : before + " ") + "\(user.name) <\(user.email)>, \(user.role.text)")
    }

    func people(_ users: [User]) throws {
        if isJSON { return try json(users.map(UserJSON.init)) }
        guard !users.isEmpty else { return try line(NothingText.nobodyFound) }
        let columns = [
            Table.Column(title: "Id", alignment: .trailing), Table.Column(title: "Name", isFlexible: true),
            Table.Column(title: "Email", isFlexible: true), Table.Column(title: "Role"), Table.Column(title: "Sign-in"),
            Table.Column(title: "Since"),
        ]
        try table(
            Table(
                columns: columns,
                rows: users.map { user in
                    [
                        Table.Cell(String(user.id), .dim), Table.Cell(user.name, .strong), Table.Cell(user.email),
                        Table.Cell(user.role.text, user.role == .admin ? .amber : nil),
                        user.isDisabled ? Table.Cell("disabled", .red) : Table.Cell("enabled", .dim),
                        Table.Cell(BusinessDay(user.createdAt, in: shop.timeZone).description, .dim),
                    ]
                }))
    }
}
