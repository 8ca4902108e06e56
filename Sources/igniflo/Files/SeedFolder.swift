import Foundation
import Glibc
import Presentation
import Shop

/// The folder with the demo's files.
enum SeedFolder {
    /// `IGNIFLO_SEED`, else the installed one beside the program, else the checkout's.
    ///
    /// - Throws: ``DemoShop/Problem``, or ``CommandFailure`` when there is none.
    static func demo() throws -> DemoShop {
        if let named = Paths.system.value("IGNIFLO_SEED") { return try DemoShop(folder: URL(filePath: named)) }
        for folder in candidates() {
            if let demo = try? DemoShop(folder: folder) { return demo }
        }
        throw CommandFailure.unreachable(
            "The demo's files are not found. Please set IGNIFLO_SEED to the folder that holds shop.csv.")
    }

    private static func candidates() -> [URL] {
        guard let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else {
            return []
        }
        var folder = URL(filePath: program).deletingLastPathComponent()
        var found = [folder.deletingLastPathComponent().appending(path: "share/igniflo/seed")]
        while folder.path != "/" {
            found.append(folder.appending(path: "seed"))
            folder = folder.deletingLastPathComponent()
        }
        return found
    }
}
