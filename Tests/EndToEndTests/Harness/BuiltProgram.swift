import Foundation

/// The program under test: built beside the tests themselves.
enum BuiltProgram {
    static let path: String = {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        var folder = URL(filePath: tests).deletingLastPathComponent()
        while folder.path != "/" {
            let program = folder.appending(path: "igniflo")
            if isProgram(program) { return program.path }
            folder = folder.deletingLastPathComponent()
        }
        return checkout.appending(path: ".build/debug/igniflo").path
    }()

    static let folder = (path as NSString).deletingLastPathComponent

    /// The folder that holds the sources.
    static let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func isProgram(_ file: URL) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder) && !isFolder.boolValue
            && FileManager.default.isExecutableFile(atPath: file.path)
    }
}
