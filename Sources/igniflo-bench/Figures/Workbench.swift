import Foundation
import Presentation
import Shop

/// Where figures are taken: the shops that are made once for all of them, and how long to measure.
final class Workbench {
    let isQuick: Bool
    let demo: DemoShop
    private let folder: URL
    private var copies = 0

    /// Orders of the shop that is called large.
    var large: Int { isQuick ? 20_000 : 1_000_000 }
    var rounds: Int { isQuick ? 3 : 5 }

    init(isQuick: Bool) throws {
        self.isQuick = isQuick
        demo = try Seed.demo()
        folder = FileManager.default.temporaryDirectory.appending(path: "igniflo-bench-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func end() { try? FileManager.default.removeItem(at: folder) }

    /// The shop of so many orders, as all figures that only look share it.
    func shop(orders: Int, open: Int = ShopMaker.openOrders) async throws -> String {
        let path = folder.appending(path: "shop-\(orders)-\(open).db").path
        guard !FileManager.default.fileExists(atPath: path) else { return path }
        var maker = ShopMaker(demo: demo, orders: orders, open: open)
        maker.progress = { Progress.show("making a shop: \($0) of \(orders) orders") }
        try await maker.make(at: path)
        try BenchShop.stockUp(path)
        return path
    }

    /// A shop of one's own, for what changes it.
    func copy(orders: Int = 1_000, open: Int = ShopMaker.openOrders) async throws -> String {
        let original = try await shop(orders: orders, open: open)
        copies += 1
        let path = folder.appending(path: "copy-\(copies).db").path
        try FileManager.default.copyItem(atPath: original, toPath: path)
        if FileManager.default.fileExists(atPath: original + "-wal") {
            try FileManager.default.copyItem(atPath: original + "-wal", toPath: path + "-wal")
        }
        return path
    }

    /// The variables of a terminal's process.
    var environment: [String: String] {
        [
            "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "HOME": folder.path, "IGNIFLO_SEED": demo.path,
        ]
    }

    /// Opens the shop in a terminal, at the sign-in.
    func terminal(_ shop: String, columns: Int = 120, rows: Int = 36) throws -> Pseudoterminal {
        try Pseudoterminal(
            Programs.igniflo(), ["--database", shop], environment: environment, columns: columns, rows: rows)
    }

    /// The words that end the sign-in's frame, and a board's.
    static let signInEnd = "leave"
    static let boardSign = "Completed"

    /// Opens the shop in a terminal, and the board in it.
    func board(_ shop: String) throws -> Pseudoterminal {
        let terminal = try terminal(shop)
        try terminal.wait(for: Self.signInEnd)
        Self.signIn(terminal)
        try terminal.wait(for: Self.boardSign)
        terminal.waitForQuiet(milliseconds: 300)
        terminal.forget()
        return terminal
    }

    /// F1 is the demo's first admin.
    static func signIn(_ terminal: Pseudoterminal) { terminal.send("\u{1B}OP") }
}

/// A figure, or a few that belong together.
protocol Measurement {
    init()
    func take(on bench: Workbench) async throws -> [Figure]
}
