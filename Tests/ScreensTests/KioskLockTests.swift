import Foundation
import Presentation
import Shop
import Terminal
import Testing

@testable import Screens

/// Nobody gets away from the kiosk, and nothing of anybody stays.
struct KioskLockTests {
    @Test("Without a touch it asks, counts down, and forgets everything")
    func idle() async throws {
        try await atKiosk { shop, terminal in
            try await terminal.press(.enter, .tab)
            try await terminal.type("30Ada L.")
            #expect(terminal.shows("Ada L."))
            try await terminal.wait(60)
            #expect(terminal.shows("Are you still there?") && terminal.shows("emptied in 10 s."))
            try await terminal.press(.enter)
            #expect(!terminal.shows("Are you still there?") && terminal.shows("Ada L."))
            #expect(try await shop.kioskOrders().isEmpty)
            try await terminal.wait(61)
            try await terminal.wait(4)
            #expect(terminal.shows("emptied in 5 s."))
            try await terminal.wait(5)
            #expect(terminal.isFresh && !terminal.shows("Ada L."))
            try await terminal.press(.enter)
            #expect(terminal.kiosk?.menu.category == 0 && terminal.kiosk?.order.cart.lines.isEmpty == true)
        }
    }

    @Test("No key leads away but F12 and Ctrl-X, and those ask for an admin's password", .timeLimit(.minutes(15)))
    func leaving() async throws {
        try await atKiosk { shop, terminal in
            for letter in "abcdefghijklmnopqrstuvwyz\\]" { terminal.tap(.key(.control(letter))) }
            for number in 1...11 { terminal.tap(.key(Key(.function(number)))) }
            for key in "?/qmu:" { terminal.tap(.key(Key(key))) }
            try await terminal.settle()
            #expect(terminal.exitCode == nil && !terminal.didSuspend && terminal.place == "Kiosk")
            for (email, password, words) in [
                ("ada@example.com", "igniflo-ada", "Only an admin can close the kiosk."),
                ("grace@example.com", "wrong", "Email or password is not right."),
            ] {
                try await terminal.press(.control("x"))
                try await terminal.type(email)
                try await terminal.press(.enter)
                try await terminal.type(password)
                try await terminal.press(.enter)
                if terminal.exitCode == nil, !terminal.shows(words) { try await terminal.press(.enter) }
                #expect(terminal.shows(words) && terminal.exitCode == nil)
                try await terminal.press(.escape)
            }
            try await terminal.press(.control("x"))
            try await terminal.wait(20)
            terminal.tell(.live)
            try await terminal.wait(11)
            #expect(terminal.place == "Kiosk", "a dialog that nobody uses closes, whatever happens in the shop")
            try await terminal.press(.control("x"))
            try await terminal.type("grace@example.com")
            try await terminal.press(.enter)
            try await terminal.type("igniflo-grace")
            try await terminal.press(.enter)
            #expect(terminal.exitCode == 0)
        }
    }

    @Test("A kiosk whose account is disabled ends, to be signed in anew")
    func disabled() async throws {
        try await atKiosk { shop, terminal in
            try await terminal.choose(tiles: "1")
            let grace = try await shop.session("grace")
            let user = try #require(terminal.kiosk?.user.session?.user.id)
            _ = try await shop.services.users.setDisabled(true, user, by: grace)
            try await terminal.press(.enter)
            #expect(terminal.exitCode == Int32(KioskExit.signedOut))
        }
    }
}
