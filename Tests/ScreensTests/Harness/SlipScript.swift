import Foundation

/// A printer of the machine's owner: a script with a name of its own, and the paper on which it prints.
final class SlipScript: Sendable {
    private let folder: URL
    let path: String
    let paper: URL

    /// - Parameter lines: of the shell; `%` stands for the paper, which is there.
    init(_ lines: String) throws {
        folder = DemoFile.freshFolder()
        path = folder.appending(path: "slip").path
        paper = folder.appending(path: "paper")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        try Data().write(to: paper)
        let script = "#!/bin/sh\n\(lines.replacing("%", with: paper.path))\n"
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(script.utf8), attributes: [.posixPermissions: 0o755])
        else { throw CocoaError(.fileWriteUnknown) }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}
