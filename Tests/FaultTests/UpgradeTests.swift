import Foundation
import GRDB
import Glibc
import Presentation
import Shop
import Testing

@testable import SQLiteStore

extension FaultTests {
    /// A shop of the first schema.
    private func oldShop() throws -> FaultShop {
        let shop = try FaultShop()
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        try shop.write(Data(contentsOf: tests.appending(path: "StoreTests/Kept/schema-1.sqlite")))
        chmod(shop.path, 0o600)
        return shop
    }

    /// What a terminal that could not bring the shop up must leave, and say.
    private func expectUntouched(_ shop: FaultShop, _ before: Data, _ writer: Writer, _ reason: String) async throws {
        #expect(try await writer.end() == 69)
        let words = try #require(writer.said("ended").first)
        #expect(words.contains("has version 1, and was left so") && words.contains(reason), "it said \(words)")
        #expect(try shop.bytes() == before)
        let names = try FileManager.default.contentsOfDirectory(atPath: shop.folder)
        #expect(names.filter { $0.contains(".schema-") }.isEmpty)
    }

    @Test(
        "Where there is no room for a copy the older shop stays as it is, and says so; with room it is brought up",
        .enabled(if: Schema.version > 1))
    func upgradeWithoutRoom() async throws {
        let shop = try oldShop()
        let before = try shop.bytes()
        // Room for what stands beside an open file, and not for a copy of it: 102,400 bytes.
        let limited = ["sh", "-c", "ulimit -f 200; exec \"$@\"", "sh"]
        try await expectUntouched(shop, before, Writer(["open", shop.path], through: limited), "No space is left")
        #expect(try await Writer(["open", shop.path]).end() == 0)
        #expect(try Invariants.broken(shop.path).isEmpty)
        shop.remove()
    }

    @Test(
        "In a folder that this user may only read the older shop stays as it is, and says what it needs",
        .enabled(if: Schema.version > 1), arguments: [0o600, 0o400])
    func upgradeReadOnly(file: Int) async throws {
        let shop = try oldShop()
        // As a terminal of the older program has left them.
        for suffix in ["-wal", "-shm", "-gate"] { try shop.write(Data(), suffix) }
        let before = try shop.bytes()
        var command: [String] = []
        for suffix in ["", "-wal", "-shm", "-gate"] { chmod(shop.path + suffix, mode_t(file)) }
        if geteuid() == 0 {
            // No mode stops root: the terminal is another user's.
            command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
            for suffix in ["", "-wal", "-shm", "-gate"] { chown(shop.path + suffix, 65_534, 65_534) }
            chown(shop.folder, 65_534, 65_534)
        }
        chmod(shop.folder, 0o500)
        try await expectUntouched(shop, before, Writer(["open", shop.path], through: command), "0700 (2770)")
        chmod(shop.folder, 0o700)
        shop.remove()
    }
}
