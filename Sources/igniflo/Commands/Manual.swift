import ArgumentParser
import Foundation

struct Manual: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the manual page, as roff with the man macros.", shouldDisplay: false)

    func run() throws {
        try Console.write(try ManualPage(ofProgram: Data(Igniflo._dumpHelp().utf8)).text)
    }
}
