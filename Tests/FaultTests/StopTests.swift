import Foundation
import Glibc
import Presentation
import SQLiteStore
import Shop
import TestSupport
import Testing

extension FaultTests {
    /// Holds the writer's lock by a descriptor beside the store's own.
    private func holdLock(_ shop: FaultShop) -> Int32? {
        let descriptor = open(shop.path + "-gate", O_RDWR | O_CLOEXEC)
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return descriptor }
        close(descriptor)
        return nil
    }

    /// Stops the writer at an instant at which it holds the lock.
    private func stopWithLock(_ writer: Writer, _ shop: FaultShop) async throws {
        try await writer.until("a writer stopped with the lock") {
            writer.signal(SIGSTOP)
            // The signal takes effect a moment after it is sent, and the writer may release the lock in between.
            try await writer.until("a writer that stands still") { writer.isStopped }
            guard let free = holdLock(shop) else { return true }
            close(free)
            writer.signal(SIGCONT)
            return false
        }
    }

    @Test(
        "While a stopped process holds the writer's lock others read, wait no longer than they say, and keep their carts",
        arguments: [SIGCONT, SIGKILL])
    func stopped(ending: Int32) async throws {
        let shop = try await FaultShop.make()
        let (store, services) = try await shop.open(writeLimit: .milliseconds(400))
        let ada = try await services.accounts.signIn(email: "ada@example.com", password: FaultShop.password).session
        let tea = try await services.products.find("Tea")
        let cart = Cart(request: UUID().uuidString, lines: [OrderDraft.Line(productID: tea.id, quantity: 2)])
        try await services.carts.save(cart, by: ada)
        let writer = try Writer(["place", shop.path, "1", "0"])
        try await writer.wait("placed", 3)
        try await stopWithLock(writer, shop)

        for _ in 0..<3 {
            await #expect(throws: ShopError.store(.busy)) { try await services.orders.place(cart.draft, by: ada) }
        }
        await #expect(throws: ShopError.store(.busy)) { try await shop.open(writeLimit: .milliseconds(100)) }
        #expect(try await services.products.list(by: ada).count == 5)
        #expect(try await services.carts.load(by: ada) == CartService.Kept(cart: cart))

        writer.signal(ending)
        try await Patience.until("an order placed once the lock is free") {
            (try? await services.orders.place(cart.draft, by: ada)) != nil
        }
        let kept = try await services.carts.load(by: ada)
        #expect(kept.placed?.request == cart.request && kept.cart.lines.isEmpty)
        writer.signal(SIGKILL)
        try await writer.end()
        await store.close()
        #expect(try Invariants.broken(shop.path, placed: writer.placed).isEmpty)
        shop.remove()
    }

    @Test("Nothing writes to the shop while another holds the lock: no order, no opening, no restoring, no closing")
    func lockOnEveryPath() async throws {
        let shop = try await FaultShop.make(orders: 3)
        let (store, services) = try await shop.open(writeLimit: .milliseconds(100))
        let admin = try await services.accounts.signIn(email: "grace@example.com", password: FaultShop.password).session
        try await store.backup(to: shop.folder + "/copy.db")
        let held = try #require(holdLock(shop))
        let before = [try shop.bytes(), try shop.bytes("-wal")]
        await #expect(throws: ShopError.store(.busy)) {
            try await services.products.create(ProductDraft(name: "New", price: 1, stock: 1), by: admin)
        }
        await #expect(throws: ShopError.store(.busy)) { try await shop.open(writeLimit: .milliseconds(100)) }
        await #expect(throws: ShopError.store(.busy)) {
            try await SQLiteStore.restore(shop.folder + "/copy.db", to: shop.path, writeLimit: .milliseconds(100))
        }
        await store.close()
        #expect([try shop.bytes(), try shop.bytes("-wal")] == before)

        let fresh = try FaultShop()
        _ = FileManager.default.createFile(atPath: fresh.path + "-gate", contents: nil)
        let otherHeld = try #require(holdLock(fresh))
        await #expect(throws: ShopError.store(.busy)) { try await fresh.open(writeLimit: .milliseconds(100)) }
        #expect(!FileManager.default.fileExists(atPath: fresh.path))
        close(held)
        close(otherHeld)
        await (try shop.open()).store.close()
        shop.remove()
        fresh.remove()
    }

    @Test("A lock file that is deleted is made again by whoever writes next")
    func lockFileDeleted() async throws {
        let shop = try await FaultShop.make()
        let (store, services) = try await shop.open()
        let admin = try await services.accounts.signIn(email: "grace@example.com", password: FaultShop.password).session
        try FileManager.default.removeItem(atPath: shop.path + "-gate")
        _ = try await services.products.create(ProductDraft(name: "New", price: 1, stock: 1), by: admin)
        let held = try #require(holdLock(shop))
        let (other, _) = try await {
            close(held)
            return try await shop.open(writeLimit: .milliseconds(100))
        }()
        for store in [store, other] { await store.close() }
        shop.remove()
    }

    @Test("Who stands still while it reads is told of by health, and holds up nothing any more once it is ended")
    func stoppedReader() async throws {
        let shop = try await FaultShop.make()
        let (store, services) = try await shop.open()
        let reader = try Writer(["read", shop.path])
        try await reader.wait("reading")
        #expect(await store.health(full: false).problems.isEmpty)
        reader.signal(SIGSTOP)
        try await reader.until("a reader that stands still") { reader.isStopped }
        let ada = try await services.accounts.signIn(email: "ada@example.com", password: FaultShop.password).session
        let tea = try await services.products.find("Tea")
        let line = OrderDraft.Line(productID: tea.id, quantity: 1)
        _ = try await services.orders.place(OrderDraft(request: UUID().uuidString, lines: [line]), by: ada)

        let health = await store.health(full: false)
        #expect(health.oldReaders.map(\.processID) == [reader.pid])
        #expect(health.oldReaders.first?.isStopped == true)
        #expect(health.oldReaders.first?.behindBytes ?? 0 > 0)
        #expect(health.oldReaders.first?.command.contains("FaultWriter read") == true)
        let words = try #require(health.problems.first)
        #expect(words.hasPrefix("Process \(reader.pid) (") && words.contains("is stopped while it reads the shop"))
        #expect(words.hasSuffix("kill -KILL \(reader.pid)."))

        reader.signal(SIGKILL)
        try await reader.end()
        #expect(await store.health(full: false).problems.isEmpty)
        await store.close()
        shop.remove()
    }
}
