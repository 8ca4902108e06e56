import Foundation
import Testing

@Suite(.serialized, .stories)
struct ScreenStories {
    @Test("An order travels: placed on one terminal, made on another, and neither has to ask")
    func travels() async throws {
        let machine = try await Machine.withDemo()
        try await TmuxTerminal.open(try machine.person("ada")) { customer in
            try await TmuxTerminal.open(try machine.person("grace")) { admin in
                try await admin.signIn("F1", until: "1 ○ Placed 3")
                try await customer.signIn("F3", until: "My orders 2 open")
                try await customer.put("cappuccino", until: "Your order 1")
                try await customer.put("brownie", until: "Your order 2")
                try await customer.type("o")
                try await customer.waitFor("Note for the shop")
                try await customer.press("Enter")
                try await customer.waitFor("Your number is")
                try await customer.press("Enter")
                let ticket = "C-" + (try await customer.word(after: "Corner Café · Order C-"))

                try await admin.waitFor("1 ○ Placed 4")
                try await admin.type("G")
                try await admin.waitFor("▸\(ticket)")
                try await admin.type(">")
                try await admin.waitUntilSent("\(ticket) is preparing.")
                try await customer.waitFor("Your order is being made.")
                try await admin.type(">")
                try await customer.waitFor("Your order is ready. Please come to the counter.")
                try await admin.waitFor("3 ● Ready 3")
                try await admin.type("p")
                try await admin.waitUntilSent("\(ticket) is paid.")
                try await customer.waitUntilGone("unpaid · €")
                try await admin.type(">")
                try await customer.waitFor("You have it. Thank you, and come again.")
            }
        }
    }

    @Test("The first run sets a shop up, and ends at its empty board")
    func firstRun() async throws {
        let machine = try Machine()
        try await TmuxTerminal.open(try machine.person("owner")) { terminal in
            try await terminal.enter("igniflo; echo ended $?")
            try await terminal.waitFor("There is no shop here yet.")
            let answers = [
                "Bücher & Tee", "EUR", "Europe/Dublin", "Grace Hopper", "grace@example.com", "correct horse",
            ]
            for answer in answers {
                try await terminal.press("C-u")
                try await terminal.type(answer)
                try await terminal.press("Enter")
            }
            try await terminal.waitFor("1 ○ Placed 0")
            #expect(try await terminal.screen().contains("Grace Hopper · admin"))
            #expect(try await !terminal.screen().contains("DEMO"))
            try await terminal.type("q")
            try await terminal.waitFor("ended 0")
        }
    }

    @Test("The first run opens the demo instead, when that is wanted")
    func firstRunDemo() async throws {
        let machine = try Machine()
        try await TmuxTerminal.open(try machine.person("someone")) { terminal in
            try await terminal.enter("igniflo; echo ended $?")
            try await terminal.waitFor("There is no shop here yet.")
            try await terminal.press("C-o")
            try await terminal.waitFor("This is a demo.")
            try await terminal.click("Lin Zhao")
            try await terminal.waitFor("Lin Zhao · customer")
        }
    }

    @Test("A wrong password and an unknown email read the same; then someone registers")
    func signInAndRegister() async throws {
        let machine = try await Machine.withDemo()
        try await TmuxTerminal.open(try machine.person("someone")) { terminal in
            try await terminal.enter("igniflo; echo ended $?")
            try await terminal.waitFor("This is a demo.")
            for email in ["ada@example.com", "nobody@example.com"] {
                // After a failure the password has the focus.
                if email != "ada@example.com" { try await terminal.press("BTab", "C-u") }
                try await terminal.type(email)
                try await terminal.press("Enter")
                try await terminal.type("not the password")
                let mark = try terminal.sent.mark()
                try await terminal.press("Enter")
                try await terminal.waitUntilSent("Email or password is not right. Please try again.", since: mark)
            }
            try await terminal.press("C-r")
            try await terminal.waitFor("An account keeps your orders")
            for answer in ["New Person", "new@example.com", "a good password"] {
                try await terminal.type(answer)
                try await terminal.press("Enter")
            }
            try await terminal.waitFor("New Person · customer")
        }
    }

    @Test("Another program holds the shop while an order is placed: the cart stays, and is placed once")
    func lockedWhilePlacing() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let before = try await ada.run("orders", "list", "--limit", "500", "--json").objects().count
        try await TmuxTerminal.open(ada) { terminal in
            try await terminal.reviewCappuccino()
            let ready = machine.folder.appending(path: "locked").path
            let holder = try RunningProgram(
                "/bin/sh",
                ["-c", "exec 9>>'\(machine.database)-gate'; flock -x 9; echo > '\(ready)'; exec sleep 600"],
                input: "", environment: ["PATH": "/usr/bin:/bin"], folder: machine.folder)
            defer { holder.signal(SIGKILL) }
            try await waitUntil("the lock") { FileManager.default.fileExists(atPath: ready) }
            try await terminal.press("Enter")
            try await terminal.waitFor("Your cart is kept; place it again")
            #expect(try await terminal.screen().contains("Cappuccino"))
            holder.signal(SIGKILL)
            try await waitUntil("the order") {
                let screen = try await terminal.screen()
                if screen.contains("Your number is") || screen.contains("We have your order") { return true }
                try await terminal.press("Enter")
                return false
            }
        }
        #expect(try await ada.run("orders", "list", "--limit", "500", "--json").objects().count == before + 1)
    }

    @Test("A shop that another program holds is waited for with a word, and opens when it can")
    func openingWaits() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        try await TmuxTerminal.open(grace) { terminal in
            // It waits for five seconds; on a slow machine they may be over before the shop is let go.
            try await untilInTime("a shop let go while it is waited for") {
                let held = try HeldShop(machine, isReadable: true)
                let mark = try terminal.sent.mark()
                try await terminal.begin("igniflo; echo ended $?")
                try await terminal.waitUntilSent("Opening \(machine.database)", since: mark)
                held.release()
                return try await terminal.waitUntilSent(["This is a demo.", "ended 69"], since: mark) != "ended 69"
            }
            try await terminal.waitFor("This is a demo.")
            #expect(try await !terminal.screen().contains("Opening "))
            try await terminal.press("C-c", "C-c")
            try await terminal.waitFor("ended 130")
            #expect(try await !terminal.screen().contains("Opening "))
        }
    }

    @Test("Someone looks without an account, registers, and has their cart")
    func lookOnly() async throws {
        let machine = try await Machine.withDemo()
        try await TmuxTerminal.open(try machine.person("someone"), width: 80, height: 24) { terminal in
            try await terminal.enter("igniflo; echo ended $?")
            try await terminal.waitFor("This is a demo.")
            try await terminal.press("C-o")
            try await terminal.waitFor("Menu (look only)")
            try await terminal.put("cappuccino", until: "Your order 1")
            try await terminal.type("o")
            try await terminal.waitFor("An account keeps your orders")
            for answer in ["New Person", "new@example.com", "a good password"] {
                try await terminal.type(answer)
                try await terminal.press("Enter")
            }
            try await terminal.waitFor("New Person · customer")
            try await terminal.waitFor("Your order 1")
        }
    }
}
