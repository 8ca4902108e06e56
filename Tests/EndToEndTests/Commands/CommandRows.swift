extension CommandRow {
    static let all: [CommandRow] = itself + accounts + products + orders + people + shop

    private static let adminOnly = "Only an admin of the shop can do this."
    private static let signedOut = "Please sign in first: `igniflo login EMAIL`."

    private static let itself: [CommandRow] = [
        CommandRow(
            command: "", done: .stranger("--plain"), json: nil, misused: ["--theme", "blue"]),
        CommandRow(
            command: "demo", done: .stranger("demo", "--accounts"), object: "account",
            refused: .stranger("demo", "--accounts", "--database", "SHOP"), says: "holds the shop “Mine”, not a demo.",
            misused: ["demo", "--json"]),
        CommandRow(
            command: "init",
            done: .stranger(
                "init", "--name", "Mine", "--currency", "EUR", "--admin-email", "me@example.com", "--database", "NEW",
                input: "correct horse battery\n"), object: "shop",
            refused: .stranger(
                "init", "--name", "Mine", "--currency", "EUR", "--admin-email", "me@example.com",
                input: "correct horse battery\n"
            ), says: "This shop is set up already.", misused: ["init", "--name", "Mine"]),
        CommandRow(
            command: "kiosk", done: .stranger("kiosk"), json: nil, misused: ["kiosk", "--idle", "0"],
            needsTerminal: true),
        CommandRow(
            command: "display", done: .stranger("display"), json: nil, misused: ["display", "--theme", "blue"],
            needsTerminal: true),
        CommandRow(
            command: "schema", done: .stranger("schema", "order"), json: nil, misused: ["schema", "poem"],
            unreachable: nil),
        CommandRow(
            command: "manual", done: .stranger("manual"), json: nil, misused: ["manual", "poem"], unreachable: nil),
    ]

    private static let accounts: [CommandRow] = [
        CommandRow(
            command: "register",
            done: .stranger("register", "--name", "Mo", "--email", "mo@example.com", input: "correct horse battery\n"),
            object: "user",
            refused: .stranger(
                "register", "--name", "Mo", "--email", "ADA@example.com", input: "correct horse battery\n"
            ), says: "Email: This is taken", misused: ["register", "--name", "Mo"]),
        CommandRow(
            command: "login", done: .stranger("login", "lin@example.com", input: "igniflo-lin\n"), object: "user",
            refused: .stranger("login", "lin@example.com", input: "igniflo-ada\n"),
            says: "Email or password is not right.", misused: ["login"]),
        CommandRow(
            command: "logout", done: .ada("logout"), object: "user",
            refused: .stranger("logout"), says: signedOut, misused: ["logout", "ada"]),
        CommandRow(
            command: "whoami", done: .ada("whoami"), object: "user",
            refused: .stranger("whoami"), says: signedOut, misused: ["whoami", "--really"]),
        CommandRow(
            command: "account rename", done: .ada("account", "rename", "Ada King"), object: "user",
            refused: .ada("account", "rename", ""), says: "Name: Please fill this in.",
            misused: ["account", "rename"]),
        CommandRow(
            command: "account email",
            done: .ada("account", "email", "ada@example.org", input: "igniflo-ada\n"), object: "user",
            refused: .ada("account", "email", "grace@example.com", input: "igniflo-ada\n"),
            says: "Email: This is taken", misused: ["account", "email"]),
        CommandRow(
            command: "account password",
            done: .ada("account", "password", input: "igniflo-ada\ncorrect horse battery\n"), object: "user",
            refused: .ada("account", "password", input: "igniflo-lin\ncorrect horse battery\n"), says: "password",
            misused: ["account", "password", "correct horse battery"]),
        CommandRow(
            command: "account end-sessions", done: .ada("account", "end-sessions"), object: "ended",
            refused: .stranger("account", "end-sessions"), says: signedOut,
            misused: ["account", "end-sessions", "all"]),
        CommandRow(
            command: "reset-password",
            done: .stranger("reset-password", "lin@example.com", input: "CODE\ncorrect horse battery\n"),
            object: "reset",
            refused: .stranger(
                "reset-password", "lin@example.com", input: "AAAA-BBBB\ncorrect horse battery\n"
            ), says: "Email or code is not right", misused: ["reset-password"]),
    ]

    private static let products: [CommandRow] = [
        CommandRow(
            command: "products list", done: .stranger("products", "list"), object: "product",
            refused: .ada("products", "list", "--archived"), says: adminOnly, misused: ["products", "list", "all"]),
        CommandRow(
            command: "products create",
            done: .grace("products", "create", "--name", "Rusk", "--price", "1.20", "--stock", "9"), object: "product",
            refused: .grace("products", "create", "--name", "flat WHITE", "--price", "1", "--stock", "1"),
            says: "name: This is taken",
            misused: ["products", "create", "--name", "Rusk", "--price", "free", "--stock", "9"]),
        CommandRow(
            command: "products edit", done: .grace("products", "edit", "Flat white", "--price", "3.80"),
            object: "product",
            refused: .ada("products", "edit", "Flat white", "--price", "0.10"), says: adminOnly,
            misused: ["products", "edit", "Flat white"]),
        CommandRow(
            command: "products restock", done: .grace("products", "restock", "Flat white", "--by", "5"),
            object: "product",
            refused: .grace("products", "restock", "Flat white", "--by", "-99999", "--reason", "gone"),
            says: "cannot be taken away", misused: ["products", "restock", "Flat white", "--by", "many"]),
        CommandRow(
            command: "products off", done: .grace("products", "off", "Brownie"), object: "product",
            refused: .ada("products", "off", "Brownie"), says: adminOnly, misused: ["products", "off"]),
        CommandRow(
            command: "products on", done: .grace("products", "on", "Brownie"), object: "product",
            refused: .ada("products", "on", "Brownie"), says: adminOnly, misused: ["products", "on"]),
        CommandRow(
            command: "products archive", done: .grace("products", "archive", "Brownie"), object: "product",
            refused: .grace("products", "archive", "Browny"),
            says: "There is no product “Browny”. Did you mean “Brownie”?", misused: ["products", "archive"]),
        CommandRow(
            command: "products history", done: .grace("products", "history", "Flat white"), object: "movement",
            refused: .ada("products", "history", "Flat white"), says: adminOnly,
            misused: ["products", "history", "Flat white", "--limit", "0"]),
        CommandRow(
            command: "products import", done: .grace("products", "import", "CSV"), object: "import",
            refused: .ada("products", "import", "CSV"), says: adminOnly, misused: ["products", "import"]),
        CommandRow(
            command: "products export", done: .grace("products", "export"), json: ["NEW", "--json"], object: "file",
            refused: .ada("products", "export"), says: adminOnly, misused: ["products", "export", "--json"]),
    ]

    private static let orders: [CommandRow] = [
        CommandRow(
            command: "orders place", done: .ada("orders", "place", "--item", "Flat white=2"), object: "order",
            refused: .ada("orders", "place", "--item", "Flat white=1000"),
            says: "Quantity: At most 999 of each, please.", misused: ["orders", "place", "--item", "Flat white"]),
        CommandRow(
            command: "orders list", done: .ada("orders", "list"), object: "order",
            refused: .ada("orders", "list", "--sort", "total"),
            says: "One's own orders come newest first, open ones before the others.",
            misused: ["orders", "list", "--status", "eaten"]),
        CommandRow(
            command: "orders show", done: .ada("orders", "show", "ORDER"), object: "order",
            refused: .ada("orders", "show", "999999"), says: "There is no order “999999”.",
            misused: ["orders", "show"]),
        CommandRow(
            command: "orders status", done: .grace("orders", "status", "ORDER", "preparing"), object: "order",
            refused: .ada("orders", "status", "ORDER", "ready"), says: adminOnly,
            misused: ["orders", "status", "1", "eaten"]),
        CommandRow(
            command: "orders pay", done: .grace("orders", "pay", "ORDER"), object: "order",
            refused: .ada("orders", "pay", "ORDER"), says: adminOnly, misused: ["orders", "pay"]),
        CommandRow(
            command: "orders cancel", done: .ada("orders", "cancel", "ORDER"), object: "order",
            refused: .grace("orders", "cancel", "ORDER"), says: "Reason: Please fill this in.",
            misused: ["orders", "cancel"]),
        CommandRow(
            command: "orders undo",
            done: .grace("orders", "undo", "ORDER", after: ["orders", "status", "ORDER", "preparing"]),
            object: "order",
            refused: .ada("orders", "undo", "ORDER"), says: adminOnly,
            misused: ["orders", "undo"]),
        CommandRow(
            command: "orders watch", done: .grace("orders", "watch", "--since", "0"), object: "event",
            refused: .stranger("orders", "watch"), says: signedOut, misused: ["orders", "watch", "--since", "-1"],
            isEndless: true),
        CommandRow(
            command: "orders export", done: .grace("orders", "export"), json: ["NEW", "--json"], object: "file",
            refused: .ada("orders", "export"), says: "You cannot see these orders.",
            misused: ["orders", "export", "--from", "2026-11-02", "--to", "2026-11-01"]),
        CommandRow(
            command: "receipt", done: .ada("receipt", "ORDER"), json: nil,
            refused: .ada("receipt", "999999"), says: "There is no order “999999”.",
            misused: ["receipt", "1", "--width", "33"]),
    ]

    private static let people: [CommandRow] = [
        CommandRow(
            command: "users list", done: .grace("users", "list"), object: "user",
            refused: .ada("users", "list"), says: adminOnly, misused: ["users", "list", "--limit", "0"]),
        CommandRow(
            command: "users create",
            done: .grace(
                "users", "create", "--name", "Mo", "--email", "mo@example.com", "--role", "admin",
                input: "correct horse battery\n"), object: "user",
            refused: .grace(
                "users", "create", "--name", "Mo", "--email", "lin@example.com", "--role", "admin",
                input: "correct horse battery\n"
            ), says: "Email: This is taken",
            misused: ["users", "create", "--name", "Mo", "--email", "mo@example.com", "--role", "king"]),
        CommandRow(
            command: "users role", done: .grace("users", "role", "lin@example.com", "admin"), object: "user",
            refused: .ada("users", "role", "ada@example.com", "admin"), says: adminOnly,
            misused: ["users", "role", "lin@example.com", "king"]),
        CommandRow(
            command: "users disable", done: .grace("users", "disable", "lin@example.com"), object: "user",
            refused: .grace("users", "disable", "nobody@example.com"), says: "There is no user “nobody@example.com”.",
            misused: ["users", "disable"]),
        CommandRow(
            command: "users enable", done: .grace("users", "enable", "pat@example.com"), object: "user",
            refused: .ada("users", "enable", "pat@example.com"), says: adminOnly, misused: ["users", "enable"]),
        CommandRow(
            command: "users reset-password", done: .grace("users", "reset-password", "lin@example.com"),
            object: "code", refused: .ada("users", "reset-password", "grace@example.com"), says: adminOnly,
            misused: ["users", "reset-password"]),
    ]

    private static let shop: [CommandRow] = [
        CommandRow(
            command: "events", done: .grace("events"), object: "event",
            refused: .ada("events"), says: adminOnly, misused: ["events", "--since", "-1"]),
        CommandRow(
            command: "insights", done: .grace("insights", "--days", "30"), object: "insights",
            refused: .ada("insights"), says: adminOnly, misused: ["insights", "--days", "0"]),
        CommandRow(
            command: "health", done: .stranger("health"), object: "health", misused: ["health", "--half"]),
        CommandRow(
            command: "backup", done: .grace("backup", "NEW"), object: "backup",
            refused: .ada("backup", "NEW"), says: adminOnly, misused: ["backup", ""]),
        CommandRow(
            command: "restore", done: .grace("restore", "BACKUP"), object: "restore",
            refused: .ada("restore", "BACKUP"), says: adminOnly, misused: ["restore"],
            // A file that is no shop any more would be its owner's to replace.
            unreachable: "/dev/null/shop.db", unreachableText: "/dev/null cannot be opened"),
        CommandRow(
            command: "settings", done: .grace("settings", "receiptWidth", "32"), object: "setting",
            refused: .ada("settings", "receiptWidth", "32"), says: adminOnly,
            misused: ["settings", "colour", "red"]),
    ]
}
