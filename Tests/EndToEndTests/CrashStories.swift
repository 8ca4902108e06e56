import Foundation
import Glibc
import Testing

/// The program falls while an order is being placed.
@Suite(.serialized, .stories)
struct CrashStories {
    @Test("Killed anywhere in placing, it says the next time that the order was placed, or has the cart; never two")
    func killedWhilePlacing() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        func orders() async throws -> Int {
            try await ada.run("orders", "list", "--limit", "500", "--json").objects().count
        }
        var known = try await orders()
        // While another program holds the shop nothing can have been written.
        for isHeld in [true, false, true, false, false, false] {
            let sawTicket = try await TmuxTerminal.open(ada) { terminal in
                try await terminal.signIn("F3", until: "My orders")
                try await fillCart(terminal)
                try await terminal.type("o")
                try await terminal.waitFor("Place order ]")
                let program = try #require(pid_t(try await terminal.program()))
                let holder = isHeld ? try HeldShop(machine, isReadable: true) : nil
                try await terminal.press("Enter")
                kill(program, SIGKILL)
                try await terminal.waitFor("ended 137")
                holder?.release()
                return try await terminal.screen().contains("Your number is")
            }
            let now = try await orders()
            #expect(isHeld ? now == known : now == known || now == known + 1)
            try await TmuxTerminal.open(ada) { terminal in
                try await terminal.enter("clear; igniflo; echo ended $?")
                try await terminal.waitFor("This is a demo.")
                try await terminal.press("F3")
                if now == known {
                    try await terminal.waitFor("Your order 1")
                } else if sawTicket {
                    try await terminal.waitFor("Nothing yet.")
                } else {
                    try await terminal.waitUntilSent("was placed.")
                }
            }
            known = now
        }
        #expect(try await ada.run("health", "--full").code == 0)
    }

    /// One thing in the cart, unless it is there from the last time.
    private func fillCart(_ terminal: TmuxTerminal) async throws {
        try await waitUntil("the cart") {
            let screen = try await terminal.screen()
            return screen.contains("Nothing yet.") || screen.contains("Your order 1")
        }
        guard try await terminal.screen().contains("Nothing yet.") else { return }
        try await terminal.put("cappuccino", until: "Your order 1")
    }
}
