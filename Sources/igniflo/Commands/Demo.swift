import ArgumentParser
import Presentation
import Shop

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Open the demo shop; make it when it is not there.",
        discussion: """
            The demo is a shop of its own, in igniflo/demo.db in the data folder (or --database): fifty products, a \
            dozen people, thirty days of orders. To use it from the command line:

              igniflo demo --accounts
              export IGNIFLO_DATABASE=~/.local/share/igniflo/demo.db
              igniflo login ada@example.com
            """)

    @Flag(help: "Make the demo anew: everything that was done in it goes.")
    var reset = false

    @Flag(help: "Print the accounts that can sign in, and open nothing.")
    var accounts = false

    @OptionGroup var place: DatabaseOption
    @OptionGroup var screens: ScreenOptions
    @OptionGroup var print: PrintOption

    func validate() throws {
        if print.json, !accounts { throw ValidationError("--json goes with --accounts") }
    }

    func run() async throws {
        let mode = accounts ? nil : try screens.mode()
        let demo = try SeedFolder.demo()
        let known = try demo.accounts().filter { !$0.isDisabled }
        let log = accounts ? print.log.forCommand : print.log.forScreens
        let file = DemoFile(
            location: StoreLocation(try Paths.system.demoDatabase(place.database)), demo: demo, log: log)
        let code = try await file.open(reset: reset).use { context in
            if let mode {
                let session = ScreenSession(location: context.location, mode: mode, lanes: screens.lanes, log: log)
                return try await session.run(context)
            }
            try show(known, Output(isJSON: print.json, shop: context.shop()))
            return 0
        }
        if code != 0 { throw ExitCode(code) }
    }

    private func show(_ accounts: [DemoShop.Account], _ output: Output) throws {
        if output.isJSON {
            return try output.json(
                accounts.map { AccountJSON(email: $0.email, password: $0.password, role: $0.role) })
        }
        let columns = [
            Table.Column(title: "Name", isFlexible: true), Table.Column(title: "Email"),
            Table.Column(title: "Password"), Table.Column(title: "Role"),
        ]
        try output.table(
            Table(
                columns: columns,
                rows: accounts.map {
                    [
                        Table.Cell($0.name), Table.Cell($0.email), Table.Cell($0.password),
                        Table.Cell($0.role.text, $0.role == .admin ? .amber : .dim),
                    ]
                }))
    }
}
