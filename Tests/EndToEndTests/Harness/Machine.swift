import Foundation
import TestSupport

/// A machine with one shop: a folder of its own that goes away with it.
final class Machine: Sendable {
    let folder: URL
    let database: String

    /// A machine on which nothing was done yet.
    init() throws {
        folder = URL(filePath: "/tmp").appending(path: "igniflo-e2e-" + UUID().uuidString.prefix(8))
        database = folder.appending(path: "shop.db").path
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { remove() }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// A machine with the demo shop.
    static func withDemo() async throws -> Machine {
        let machine = try Machine()
        let template = try await DemoTemplate.made.value
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: template.database + suffix) {
            try FileManager.default.copyItem(atPath: template.database + suffix, toPath: machine.database + suffix)
        }
        return machine
    }

    /// Someone with a home and a session of their own.
    func person(_ name: String) throws -> Person {
        let home = folder.appending(path: "home-" + name)
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        return Person(machine: self, name: name, home: home)
    }

    /// A person of the demo, signed in.
    func signedIn(_ name: String) async throws -> Person {
        let person = try person(name)
        let login = try await person.run("login", "\(name)@example.com", input: "igniflo-\(name)\n")
        guard login.code == 0 else { throw login.unexpected }
        return person
    }

    /// Every byte of the shop's file.
    func bytes() throws -> Data { try Data(contentsOf: URL(filePath: database)) }
}

/// The demo's file, made once and copied for each test. Its shop is where it is about noon.
private enum DemoTemplate {
    static let made = Task {
        let machine = try fresh.get()
        let result = try await machine.person("maker").run(
            "demo", "--accounts", changes: ["IGNIFLO_SEED": try seed(in: machine.folder).path])
        guard result.code == 0 else { throw result.unexpected }
        atexit { if let machine = try? DemoTemplate.fresh.get() { machine.remove() } }
        return machine
    }

    private static let fresh = Result { try Machine() }

    private static func seed(in folder: URL) throws -> URL {
        let seed = folder.appending(path: "seed")
        try FileManager.default.copyItem(at: BuiltProgram.checkout.appending(path: "seed"), to: seed)
        let file = seed.appending(path: "shop.csv")
        let shop = try String(contentsOf: file, encoding: .utf8)
        try Data(shop.replacing(/timeZone,[^\n]*/, with: "timeZone,\(Midday.zone)").utf8).write(to: file)
        return seed
    }
}
