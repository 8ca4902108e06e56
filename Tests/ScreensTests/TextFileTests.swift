import Foundation
import Local
import Presentation
import Screens
import Shop
import Testing

struct TextFileTests {
    private let own = FileAccess.own

    private func inFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = DemoFile.freshFolder()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    @Test("An export that is broken off leaves no half of a file")
    func brokenOff() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "export-\(UUID().uuidString).csv").path
        let (pieces, more) = AsyncStream.makeStream(of: String.self)
        let writing = Task { try await TextFile.write(pieces, to: own.target(path)) }
        more.yield("ticket,total\n")
        while FileManager.default.contents(atPath: path)?.isEmpty ?? true { await Task.yield() }
        writing.cancel()
        more.yield("C-001,3.60\n")
        more.finish()
        await #expect(throws: CancellationError.self) { try await writing.value }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("A new file is made over nothing, and a symbolic link is something")
    func overNothing() async throws {
        try await inFolder { folder in
            let (file, link, elsewhere) = ("file", "link", "elsewhere")
            func path(_ name: String) -> String { folder.appending(path: name).path }
            try Data("mine".utf8).write(to: folder.appending(path: file))
            try FileManager.default.createSymbolicLink(atPath: path(link), withDestinationPath: path(elsewhere))
            for name in [file, link] {
                let error = ShopError.file(
                    path: path(name), why: "it is there already; please choose another name")
                #expect(throws: error) { try TextFile.write("theirs", to: own.target(path(name))) }
            }
            #expect(try String(contentsOfFile: path(file), encoding: .utf8) == "mine")
            #expect(!FileManager.default.fileExists(atPath: path(elsewhere)))
            #expect(try TextFile.write("new", to: own.target("  \(path("new")) ")) == path("new"))
            #expect(try String(contentsOfFile: path("new"), encoding: .utf8) == "new")
        }
    }

    @Test(
        "A path that cannot be seen as it is, is none",
        arguments: ["", "  ", "a\u{0}b", "a\nb", "a\u{1B}[2J", "a\u{202E}b", "a\u{200B}b", "a\u{7F}"])
    func paths(path: String) {
        #expect(throws: ShopError.self) { try TextFile.write("x", to: own.target(path)) }
        #expect(throws: ShopError.self) { try TextFile.read(own.source(path)) }
    }

    @Test("A file and a pipe are read; what is neither is refused, and nothing is waited for", .timeLimit(.minutes(15)))
    func reading() async throws {
        try await inFolder { folder in
            let (file, pipe) = (folder.appending(path: "file").path, folder.appending(path: "pipe").path)
            try Data("name,price\n".utf8).write(to: URL(filePath: file))
            #expect(try TextFile.read(own.source(file)) == Data("name,price\n".utf8))
            #expect(mkfifo(pipe, 0o600) == 0)
            #expect(try TextFile.read(own.source(pipe)).isEmpty, "nobody writes into it")
            let much = Data(repeating: 0x61, count: 300_000)
            let writing = Task.detached { try much.write(to: URL(filePath: pipe)) }
            var got = Data()
            while got.isEmpty {
                got = try TextFile.read(own.source(pipe))
                await Task.yield()
            }
            #expect(got == much)
            try await writing.value
            for path in [folder.path, "/dev/zero", "/dev/null", "/dev/tty", folder.appending(path: "none").path] {
                #expect(throws: ShopError.self, "\(path)") { try TextFile.read(own.source(path)) }
            }
        }
    }

    @Test(
        "At a terminal that is not its user's own no path that someone types is read or written, in a folder for exports neither"
    )
    func shared() async throws {
        try await inFolder { folder in
            let file = folder.appending(path: "file").path
            try Data("name,price\n".utf8).write(to: URL(filePath: file))
            for files in [FileAccess.shared(exports: nil), .shared(exports: folder.path)] {
                #expect(throws: ShopError.filesClosed(.reading)) { try TextFile.read(files.source(file)) }
                #expect(throws: ShopError.filesClosed(.naming)) {
                    try TextFile.write("x", to: files.target(folder.appending(path: "new").path))
                }
                await #expect(throws: ShopError.filesClosed(.naming)) {
                    try await TextFile.write(
                        AsyncStream { $0.finish() }, to: files.target(folder.appending(path: "new").path))
                }
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["file"])
        }
    }
}
