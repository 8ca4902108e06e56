import ArgumentParser
import Foundation

struct Manual: ParsableCommand {
    enum Page: String, CaseIterable, ExpressibleByArgument {
        case commands, json
    }

    static let configuration = CommandConfiguration(
        commandName: "manual", abstract: "Print a page of the manual, as roff with the man macros.",
        shouldDisplay: false)

    @Argument(help: "Which page.")
    var page = Page.commands

    func run() throws {
        switch page {
        case .commands: try Console.write(try ManualPage(ofProgram: Data(Igniflo._dumpHelp().utf8)).text)
        case .json: try Console.write(JSONPage().text)
        }
    }
}
