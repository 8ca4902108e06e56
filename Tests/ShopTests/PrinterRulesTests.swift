import Foundation
import Presentation
import SystemPackage
import Testing

@testable import Local
@testable import Shop

struct PrinterRulesTests {
    @Test(
        "A printer's command is a program and its words; quotes keep blanks in a word",
        arguments: [
            ("lp", ["lp"]), ("  lp   -d counter ", ["lp", "-d", "counter"]), ("lp\t-n 2", ["lp", "-n", "2"]),
            ("/usr/local/bin/slip --raw", ["/usr/local/bin/slip", "--raw"]),
            ("lp -t 'a b' \"c d\"", ["lp", "-t", "a b", "c d"]), ("lp -t 'a'\"b\"c", ["lp", "-t", "abc"]),
            ("lp -t '' x", ["lp", "-t", "", "x"]), ("lp -t '$HOME; \"x\" > y'", ["lp", "-t", "$HOME; \"x\" > y"]),
            ("lp -t \"it's; fine > here\"", ["lp", "-t", "it's; fine > here"]),
            ("lp -o media=A6", ["lp", "-o", "media=A6"]),
            ("lp a#b c~d", ["lp", "a#b", "c~d"]), ("lp 'Caisse n° 1'", ["lp", "Caisse n° 1"]),
        ])
    func words(line: String, words: [String]) throws {
        let command = try PrinterCommand(line)
        #expect(command.words == words)
        #expect(try PrinterCommand(command.line) == command, "as it is written it is read again")
    }

    @Test(
        "What only a shell obeys is refused, and so is what is no command",
        arguments: [
            ("cat > /tmp/x", FieldError.needsShell(">")), ("lp < /etc/passwd", .needsShell("<")),
            ("lp | mail me", .needsShell("|")), ("lp; rm x", .needsShell(";")), ("lp & rm x", .needsShell("&")),
            ("lp $(rm x)", .needsShell("$")), ("lp `rm x`", .needsShell("`")), ("lp \"$HOME\"", .needsShell("$")),
            ("lp \"`rm x`\"", .needsShell("`")), ("lp \\x", .needsShell("\\")), ("lp \"\\x\"", .needsShell("\\")),
            ("lp *", .needsShell("*")), ("lp a?", .needsShell("?")), ("lp [ab]", .needsShell("[")),
            ("lp {a,b}", .needsShell("{")), ("(lp)", .needsShell("(")), ("~/slip", .needsShell("~")),
            ("lp # x", .needsShell("#")), ("lp\nrm x", .needsShell("a line break")),
            ("X=1 lp", .needsShell("=")), ("lp 'a", .openQuote), ("lp \"a'", .openQuote), ("", .empty), ("  ", .empty),
            ("''", .empty), ("bin/slip", .notAPath), ("./slip", .notAPath), ("../slip", .notAPath),
        ])
    func refused(line: String, problem: FieldError) {
        #expect(throws: problem) { try PrinterCommand(line) }
    }

    @Test("The machine's list names commands and devices, parted by commas outside of quotes")
    func list() throws {
        let rules = try PrinterRules("lp, /usr/local/bin/slip --raw ,/dev/usb/lp0, lp -t 'a, b'")
        #expect(rules.commands.map(\.words) == [["lp"], ["/usr/local/bin/slip", "--raw"], ["lp", "-t", "a, b"]])
        #expect(rules.devices == ["/dev/usb/lp0"])
        #expect(PrinterRules.standard.commands.map(\.words) == [["lp"]] && PrinterRules.standard.devices.isEmpty)
        for list in [
            "", "lp,", ",lp", "lp,,lp", "lp; rm", "lp, 'a", "/dev/../etc/passwd", "/dev/./x", "/dev//x", "/dev/",
        ] {
            #expect(throws: FieldError.self, "\(list)") { try PrinterRules(list) }
        }
    }

    @Test("A command of the shop is started only as it stands in the list, word for word")
    func commands() throws {
        let rules = try PrinterRules("lp, lp -d counter, /usr/local/bin/slip --raw")
        for line in ["lp", "lp -d counter", "  lp  -d 'counter' ", "/usr/local/bin/slip \"--raw\""] {
            #expect(rules.refusal(of: .command(line)) == nil, "\(line)")
        }
        for line in [
            "lp -d other", "lp /etc/passwd", "slip --raw", "/usr/local/bin/slip", "/usr/local/bin/slip --raw x",
            "/bin/sh",
            "sh -c lp", "/usr/bin/lp", "LP", "cat > /tmp/x", "",
        ] { #expect(rules.refusal(of: .command(line)) != nil, "\(line)") }
        #expect(rules.refusal(of: .none) == nil)
        let shell = try #require(rules.refusal(of: .command("cat > /tmp/x")))
        #expect(
            shell.why == "cat > /tmp/x is not started. “>” needs a shell, and none is started. "
                + "Please name a program with its words, such as lp -d counter")
        #expect(!shell.mayBePrinted)
    }

    @Test(
        "A device is what the kernel says that it is: a printer, or a device of the list; never a terminal, a disk, a file",
        arguments: [
            // Type, major, minor; whether it prints by itself, and when the machine's owner has named it.
            (FileType.characterSpecial, 6, 0, true, true), (.characterSpecial, 180, 0, true, true),
            (.characterSpecial, 180, 15, true, true), (.characterSpecial, 180, 96, false, true),
            (.characterSpecial, 1, 3, false, true), (.characterSpecial, 10, 223, false, true),
            (.characterSpecial, 21, 0, false, true), (.characterSpecial, 4, 64, false, false),
            (.characterSpecial, 5, 0, false, false), (.characterSpecial, 5, 2, false, false),
            (.characterSpecial, 136, 7, false, false), (.characterSpecial, 188, 0, false, false),
            (.blockSpecial, 8, 0, false, false), (.blockSpecial, 6, 0, false, false), (.regular, 0, 0, false, false),
            (.symbolicLink, 0, 0, false, false), (.fifo, 0, 0, false, false), (.socket, 0, 0, false, false),
            (.directory, 0, 0, false, false),
        ] as [(FileType, UInt, UInt, Bool, Bool)])
    func kinds(type: FileType, major: UInt, minor: UInt, prints: Bool, printsWhenListed: Bool) {
        let kind = PrinterDevice.Kind(type, major << 8 | minor)
        #expect((kind.refusal(isListed: false) == nil) == prints)
        #expect((kind.refusal(isListed: true) == nil) == printsWhenListed)
    }

    @Test("What is opened as a printer is a device, by whatever name it was to be reached")
    func open() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "printer-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (file, link) = (folder.appending(path: "file").path, folder.appending(path: "link").path)
        try Data("mine".utf8).write(to: URL(filePath: file))
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/dev/null")
        for path in [
            file, link, folder.path, "/dev/tty", "/dev/ptmx", "/dev/stdout", "/dev/fd/1", "/dev/../dev/null", "null",
        ] {
            #expect(throws: PrinterError.self, "\(path)") { try PrinterDevice.open(path, isListed: true) }
        }
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
        #expect(throws: PrinterError.self) { try PrinterDevice.open("/dev/null", isListed: false) }
        let null = try PrinterDevice.open("/dev/null", isListed: true)
        #expect(fcntl(null, F_GETFL) & O_NONBLOCK == 0 && fcntl(null, F_GETFD) & FD_CLOEXEC != 0)
        close(null)
    }

    @Test("A device gets the receipt's bytes as they are, and nothing else of this program")
    func bytes() async throws {
        var ends: [Int32] = [-1, -1]
        #expect(pipe(&ends) == 0)
        let receipt = try PaperSource([0x1B, 0x40, 0x00, 0xFF, 0x0A])
        defer { receipt.close() }
        #expect(!receipt.isTouched)
        let ending = await PrinterProcess.copying(to: ends[1])
            .run(reading: receipt.descriptor, limit: .seconds(60), grace: .seconds(1))
        close(ends[1])
        guard case .exited(0) = ending else {
            Issue.record("\(ending)")
            return
        }
        var bytes = [UInt8](repeating: 0, count: 100)
        let count = read(ends[0], &bytes, bytes.count)
        close(ends[0])
        #expect(Array(bytes.prefix(max(0, count))) == [0x1B, 0x40, 0x00, 0xFF, 0x0A] && receipt.isTouched)
    }

    @Test(
        "A printer's program is told nothing of its surroundings that names a file, and has no terminal and no file of ours"
    )
    func surroundings() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "printer-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (script, told) = (folder.appending(path: "slip").path, folder.appending(path: "told").path)
        try Data("held open".utf8).write(to: folder.appending(path: "held"))
        // As a library may have it: not closed by itself in a program that is started.
        let held = Foundation.open(folder.appending(path: "held").path, O_RDONLY)
        defer { close(held) }
        let lines = "#!/bin/sh\nexec > '\(told)'\nenv\necho at $(pwd)\nls -l /proc/$$/fd\n(: < /dev/tty) 2>&1\n"
        #expect(
            FileManager.default.createFile(
                atPath: script, contents: Data(lines.utf8), attributes: [.posixPermissions: 0o755]))
        setenv("LPDEST", "elsewhere", 1)
        setenv("IGNIFLO_OF_NOBODY", "somewhere", 1)
        defer { unsetenv("LPDEST"); unsetenv("IGNIFLO_OF_NOBODY") }
        let receipt = try PaperSource(Array("x".utf8))
        defer { receipt.close() }
        let ending = await PrinterProcess(program: script, words: [])
            .run(reading: receipt.descriptor, limit: .seconds(60), grace: .seconds(1))
        let text = try String(contentsOfFile: told, encoding: .utf8)
        #expect(text.contains("PATH=/usr/local/bin:/usr/bin:/bin\n") && text.contains("at /\n"), "\(ending)")
        for word in ["LPDEST", "IGNIFLO", "TMPDIR", "XDG_", "/held"] { #expect(!text.contains(word), "\(text)") }
        #expect(text.contains("/dev/tty: No such device") || text.contains("cannot open /dev/tty"), "\(text)")
    }

    // MARK: the shop's settings

    @Test("An admin chooses among the printers that the machine's owner allows, and nothing else")
    func chosen() async throws {
        let shop = try await TestShop.open(printers: "lp -d counter, /dev/null")
        let settings = shop.services.settings
        #expect(
            try await settings.edit([.printerCommand: "lp  -d 'counter'"], by: shop.admin).printer
                == .command("lp  -d 'counter'"))
        #expect(try await settings.edit([.printerDevice: "/dev/null"], by: shop.admin).printer == .device("/dev/null"))
        #expect(SettingKey.printerCommand.choices(among: shop.services.environment.printers) == ["", "lp -d counter"])
        for (key, value, problem) in [
            (SettingKey.printerCommand, "lp", FieldError.notAPrinter(["lp -d counter"])),
            (.printerCommand, "cat > /tmp/x", .needsShell(">")), (.printerDevice, "/tmp/x", .notADevice),
            (.printerDevice, "/dev/../tmp/x", .notADevice),
            (
                .printerDevice, "/dev/zero",
                .notAPrinterDevice("is not among the printers that this machine's owner has named")
            ),
            (.printerDevice, "/dev/igniflo-no-such", .notAPrinterDevice("is not there")),
        ] {
            await #expect(throws: ShopError.invalid([key.field: problem]), "\(value)") {
                try await settings.edit([key: value], by: shop.admin)
            }
        }
        #expect(try await settings.edit([.printerDevice: ""], by: shop.admin).printer == .none)
        #expect(
            try await settings.edit([.printerDevice: "/dev/usb/lp9"], by: shop.admin).printer
                == .device("/dev/usb/lp9"),
            "a printer may be switched off while it is named")
    }

    @Test("At a terminal that is not its user's own nobody names, changes or takes away the shop's printer")
    func shared() async throws {
        let shop = try await TestShop.open(files: .shared(exports: "/srv/exports"), printers: "lp, /dev/null")
        for (key, value) in [(SettingKey.printerCommand, "lp"), (.printerDevice, "/dev/null")] {
            #expect(key.refusal(at: shop.services.environment.files) != nil)
            await #expect(throws: ShopError.invalid([key.field: .notHere])) {
                try await shop.services.settings.edit([key: value], by: shop.admin)
            }
        }
        try await shop.store.write { transaction in
            var settings = try transaction.shop()
            settings.printer = .command("lp")
            try transaction.save(settings)
        }
        await #expect(throws: ShopError.invalid([.printerCommand: .notHere])) {
            try await shop.services.settings.edit([.printerCommand: ""], by: shop.admin)
        }
        #expect(try await shop.services.settings.edit([.receiptWidth: "48"], by: shop.admin).printer == .command("lp"))
    }

    @Test(
        "A line for a shell that a shop has from before stays its setting, and is never run: printing says what to do")
    func old() async throws {
        let paper = FileManager.default.temporaryDirectory.appending(path: "paper-\(UUID().uuidString.prefix(8))").path
        let line = "cat > \(paper)"
        let shop = try await TestShop.open(printers: "lp")
        try await shop.store.write { transaction in
            var settings = try transaction.shop()
            settings.printer = .command(line)
            try transaction.save(settings)
        }
        let tea = try await shop.product("Tea")
        let order = try await shop.services.orders.place(shop.draft((tea, 1)), by: shop.customer)
        let kept = try await shop.services.settings.values(by: shop.admin)
        _ = try await shop.services.settings.edit(
            Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) }).merging([.receiptWidth: "32"]) { $1 },
            by: shop.admin)
        #expect(try await shop.services.setUp.settings()?.printer == .command(line))
        do {
            _ = try await shop.services.printer.print(order.id, by: shop.customer)
            Issue.record("it is printed")
        } catch ShopError.printer(let fault) {
            #expect(fault.why.contains("needs a shell") && fault.why.contains("lp -d counter") && !fault.mayBePrinted)
        }
        #expect(!FileManager.default.fileExists(atPath: paper))
    }
}
