import Foundation
import Glibc
import Presentation
import SQLiteStore
import Shop
import TestSupport
import Testing

extension FaultTests {
    /// What a full disk must come to, however it became full.
    ///
    /// - Parameter listeners: those whose feed tells of it.
    private func expectFull(_ writer: Writer, _ shop: FaultShop, heardBy listeners: [String]) async throws {
        #expect(try await writer.end() == 0)
        #expect(writer.said("refused").count == 1)
        let refusal = try #require(writer.said("refused").first)
        #expect(refusal.contains("No space is left on the disk"))
        #expect(writer.said("reads") == ["5"], "reading goes on")
        for listener in listeners {
            let told = writer.said(listener)
            #expect(told.count == 2 && told.first?.contains("nothing can be saved until there is some") == true)
            #expect(told.last == "writable", "without a write that tried it")
        }
        #expect(writer.lines.last?.hasPrefix("placed ") == true, "with room again, so does ordering")
        let broken = try Invariants.broken(shop.path, placed: writer.placed)
        #expect(broken.isEmpty)
    }

    @Test(
        "At a limit of a file's size the order is refused for want of space, which is told until it works again")
    func fileLimit() async throws {
        let shop = try await FaultShop.make()
        try await expectFull(Writer(["fill", shop.path]), shop, heardBy: ["feed"])
        shop.remove()
    }

    /// Whether this process may make a file system of its own, which no other process sees.
    private static let mayMount: Bool = {
        let call = ["/usr/bin/env", "unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
        return ChildProcess.run(call, seconds: 60)?.code == 0
    }()

    @Test(
        "On a full disk the order is refused for want of space, and every terminal is told until there is some again",
        .enabled(if: mayMount))
    func fullDisk() async throws {
        let shop = try await FaultShop.make()
        // The shop on a small disk of its own, filled but for little; the writer's end brings it back.
        let script = """
            set -e; mkdir "$1/disk"; mount -t tmpfs -o size=4m tmpfs "$1/disk"; cp "$1"/shop.db* "$1/disk"
            dd if=/dev/zero of="$1/disk/ballast" bs=1k count=$(($(df -k --output=avail "$1/disk" | tail -1) - 200)) status=none
            FAULT_BALLAST="$1/disk/ballast" "$2" fill "$1/disk/shop.db"; status=$?
            cp "$1"/disk/shop.db "$1"/disk/shop.db-wal "$1"; exit $status
            """
        let writer = try Writer([], through: ["unshare", "-rm", "sh", "-c", script, "sh", shop.folder])
        try await expectFull(writer, shop, heardBy: ["feed", "reader"])
        shop.remove()
    }

    @Test("A read-only disk shows what can be read, and names the path and the mode it needs", .enabled(if: mayMount))
    func readOnlyDisk() async throws {
        let shop = try await FaultShop.make(orders: 3)
        let script = """
            set -e; mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"; exec "$2" look "$1/shop.db"
            """
        let writer = try Writer([], through: ["unshare", "-rm", "sh", "-c", script, "sh", shop.folder])
        try await expectReadOnly(writer, shop)
        shop.remove()
    }

    private func expectReadOnly(_ writer: Writer, _ shop: FaultShop) async throws {
        #expect(try await writer.end() == 0, "it said \(writer.lines)")
        #expect(writer.said("reads") == ["5"])
        let refusal = try #require(writer.said("refused").first)
        #expect(refusal.contains(shop.folder) && refusal.contains("0600"), "it said \(refusal)")
        #expect(writer.said("problem") == [refusal], "health says so, and nothing else")
        #expect(try Invariants.broken(shop.path).isEmpty)
    }

    @Test(
        "A file or a folder that this user may only read shows what can be read, and names what it needs",
        arguments: [(0o400, 0o700), (0o600, 0o500), (0o400, 0o500)])
    func readOnlyModes(file: Int, folder: Int) async throws {
        let shop = try await FaultShop.make(orders: 3)
        try FileManager.default.removeItem(atPath: shop.path + "-gate")
        for suffix in ["", "-wal", "-shm"] { chmod(shop.path + suffix, mode_t(file)) }
        chmod(shop.folder, mode_t(folder))
        var command: [String] = []
        if geteuid() == 0 {
            // No mode stops root: the terminal is another user's.
            command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
            for suffix in ["", "-wal", "-shm"] { chown(shop.path + suffix, 65_534, 65_534) }
            chown(shop.folder, 65_534, 65_534)
        }
        try await expectReadOnly(Writer(["look", shop.path], through: command), shop)
        chmod(shop.folder, 0o700)
        shop.remove()
    }
}
