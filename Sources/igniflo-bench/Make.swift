import ArgumentParser
import Foundation
import Presentation
import Shop

struct Make: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a shop with a believable past.",
        discussion: "The shop is marked DEMO and has the demo's accounts; the same seed on the same day gives the same."
    )

    @Option(help: "How many orders it has had.")
    var orders = 1_000

    @Option(help: "Which of the many such shops.")
    var seed: UInt64 = 1

    @Argument(help: "The shop's file; there must be none yet.")
    var file: String

    func validate() throws {
        guard orders >= 0 else { throw ValidationError("--orders takes a number from 0.") }
    }

    func run() async throws {
        var maker = ShopMaker(demo: try Seed.demo(), orders: orders)
        maker.seed = seed
        maker.progress = { Progress.show("\($0) of \(orders) orders") }
        try await maker.make(at: file)
        Progress.show("")
    }
}

/// The demo's files: `IGNIFLO_SEED`, else the folder `seed` beside or above the program.
enum Seed {
    static func demo() throws -> DemoShop {
        if let named = ProcessInfo.processInfo.environment["IGNIFLO_SEED"] {
            return try DemoShop(folder: URL(filePath: named))
        }
        var folder = try Programs.own().deletingLastPathComponent()
        while folder.path != "/" {
            if let demo = try? DemoShop(folder: folder.appending(path: "seed")) { return demo }
            folder = folder.deletingLastPathComponent()
        }
        throw DemoShop.Problem.missing(folder: "seed")
    }
}

/// The programs that are measured.
enum Programs {
    static func own() throws -> URL {
        URL(filePath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    }

    /// The `igniflo` that was built beside this program.
    static func igniflo() throws -> String {
        let path = try own().deletingLastPathComponent().appending(path: "igniflo").path
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw BenchProblem(words: "\(path) is missing. Please build it: swift build -c release --product igniflo")
        }
        return path
    }
}

/// Why a figure cannot be taken.
struct BenchProblem: Error {
    var words: String
}
