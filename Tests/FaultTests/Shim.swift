import Foundation
import TestSupport
import Testing

/// The library that stands between a writer and the system's file calls; built when it is first needed.
enum Shim {
    private static let library: Result<String, any Error> = Result {
        let library = NSTemporaryDirectory() + "igniflo-shim-\(ProcessInfo.processInfo.processIdentifier).so"
        let source = (#filePath as NSString).deletingLastPathComponent + "/Shim/shim.c"
        let call = ["/usr/bin/env", "cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"]
        try #require(ChildProcess.run(call, seconds: 300)?.code == 0, "the shim does not compile")
        return library
    }

    /// The environment that records what a writer does in the shop's folder.
    static func recording(
        _ shop: FaultShop, to log: String, _ settings: [String: String] = [:]
    ) throws -> [String: String] {
        try environment(shop.path, ["FAULT_FOLDER": shop.folder, "FAULT_LOG": log].merging(settings) { $1 })
    }

    /// The environment that puts it under a writer of the shop at `path`.
    static func environment(_ path: String, _ settings: [String: String]) throws -> [String: String] {
        ["LD_PRELOAD": try library.get(), "FAULT_DATABASE": path].merging(settings) { $1 }
    }
}
