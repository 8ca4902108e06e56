import Foundation
import Screens
import Shop
import Testing

struct TextFileTests {
    @Test("An export that is broken off leaves no half of a file")
    func brokenOff() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "export-\(UUID().uuidString).csv").path
        let (pieces, more) = AsyncStream.makeStream(of: String.self)
        let writing = Task { try await TextFile.write(pieces, to: FileAccess.own.target(path)) }
        more.yield("ticket,total\n")
        while FileManager.default.contents(atPath: path)?.isEmpty ?? true { await Task.yield() }
        writing.cancel()
        more.yield("C-001,3.60\n")
        more.finish()
        await #expect(throws: CancellationError.self) { try await writing.value }
        #expect(!FileManager.default.fileExists(atPath: path))
    }
}
