import Foundation
import Glibc
import Testing

/// A machine on which somebody types what a page shows. Folders of the machine stand for those of the system, and what makes
/// users of the operating system does nothing.
struct ReadersDesk {
    private static let password = "correct horse battery"
    private static let folders = [
        "/srv/shop": "srv/shop", "/usr/local": "usr/local", "/home/shop": "home/shop", "/media/usb": "media",
        "/tmp/grace": "grace",
    ]
    private static let stubs = [
        "useradd": "exit 0", "usermod": "exit 0", "groupadd": "exit 0", "chgrp": "exit 0",
        "runuser": #"shift 3; echo 'correct horse battery' | "$@""#,
        "install": #"[ "$2" = -o ] && { shift 5; set -- -d "$@"; }; exec /usr/bin/install "$@""#,
    ]

    private let machine: Machine
    private let reader: Person
    private var environment: [String: String]

    /// - Parameter document: what is to be typed; some pages begin with a shop, at which its admin may be signed in.
    init(for document: Document) async throws {
        machine = try Machine()
        reader = try machine.person("reader")
        environment = reader.environment
        for name in ["IGNIFLO_DATABASE", "XDG_DATA_HOME", "XDG_STATE_HOME"] { environment[name] = nil }
        environment["PATH"] = machine.folder.path + "/stubs:" + (environment["PATH"] ?? "")
        for folder in ["stubs", "usr/local/bin", "usr/local/sbin", "media"] {
            try FileManager.default.createDirectory(
                at: machine.folder.appending(path: folder), withIntermediateDirectories: true)
        }
        for (name, line) in Self.stubs {
            let file = machine.folder.appending(path: "stubs/\(name)")
            try Data("#!/bin/sh\n\(line)\n".utf8).write(to: file)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        }
        if ["TheCounter", "BackupAndMoving", "ScriptsCSVAndJSON"].contains(document.name) { try await openShop() }
    }

    private mutating func openShop() async throws {
        let shop = machine.folder.appending(path: "srv/shop/shop.db")
        try FileManager.default.createDirectory(
            at: shop.deletingLastPathComponent(), withIntermediateDirectories: true)
        environment["IGNIFLO_DATABASE"] = shop.path
        try Data((Self.password + "\n").utf8).write(to: reader.home.appending(path: "shop-password"))
        let made = try await run(
            """
            igniflo init --name Mine --currency EUR --admin-email you@example.com < ~/shop-password
            igniflo login you@example.com < ~/shop-password
            """)
        guard made.code == 0 else { throw made.unexpected }
    }

    /// Runs lines of the shell; one that fails ends them. A watch goes on in the background.
    func run(_ lines: String) async throws -> Outcome {
        var lines = lines
        for (system, own) in Self.folders {
            lines = lines.replacing(system, with: machine.folder.appending(path: own).path)
        }
        lines = lines.replacing(
            "\nigniflo orders watch\n",
            with: """

                igniflo orders watch --since 0 > ~/watched 2> ~/watched-errors & echo $! > ~/watch
                until [ -s ~/watched ]; do sleep 0.1; done

                """)
        return try await RunningProgram(
            "/bin/sh", ["-e", "-c", lines], input: "", environment: environment, folder: machine.folder
        ).outcome()
    }

    /// What was watched in the background went as far as the last step that the page takes.
    func checkWatch() async throws {
        let watched = reader.home.appending(path: "watched")
        guard FileManager.default.fileExists(atPath: watched.path) else { return }
        try await waitUntil("the last step of the order in the watch") {
            let lines = try String(contentsOf: watched, encoding: .utf8).split(separator: "\n")
            return lines.last?.lowercased().contains("completed") == true
        }
    }

    /// The scripts that the page had made, from the machine's folder.
    func madeScripts() throws -> [String] {
        try ["usr/local/bin", "usr/local/sbin"].flatMap { folder in
            try FileManager.default.contentsOfDirectory(atPath: machine.folder.appending(path: folder).path)
                .map { "\(folder)/\($0)" }
        }
    }

    func clear() {
        let file = reader.home.appending(path: "watch")
        guard let text = try? String(contentsOf: file, encoding: .utf8),
            let id = Int32(text.trimmingCharacters(in: .newlines))
        else { return }
        kill(id, SIGTERM)
    }
}
