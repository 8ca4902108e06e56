import Foundation
import Presentation
import Shop
import Terminal
import Testing

@testable import Screens

struct SignInFrames {
    private static let noDoors = FirstRunActions(
        openNew: { _ in throw ShopError.notSetUp }, openDemo: { throw ShopError.notSetUp })

    @Test("Set-up", arguments: Size.all)
    func setUp(size: Size) async throws {
        try await ScreenShop.use { shop in
            let terminal = try await ShopTerminal(shop, size: size, doors: Self.noDoors)
            // What this machine would propose is no part of the picture.
            try await terminal.press(.tab, .control("u"))
            try await terminal.type("EURO")
            try await terminal.press(.tab, .control("u"))
            try await terminal.type("Europe/Dublin")
            try await terminal.press(.backTab, .backTab)
            try terminal.expectFrame("set-up")
        }
    }

    @Test("Set-up, with what is missing", arguments: Size.all)
    func setUpErrors(size: Size) async throws {
        try await ScreenShop.use { shop in
            let checking = FirstRunActions(
                openNew: { request in
                    try SetUpService.validate(request)
                    throw ShopError.notSetUp
                }, openDemo: { throw ShopError.notSetUp })
            let terminal = try await ShopTerminal(shop, size: size, doors: checking)
            try await terminal.press(.tab, .control("u"))
            try await terminal.type("XYZ")
            try await terminal.press(.tab, .control("u"))
            try await terminal.type("Atlantis")
            try await terminal.press(.tab)
            try await terminal.type("Grace")
            try await terminal.press(.tab)
            try await terminal.type("grace at home")
            try await terminal.press(.tab)
            try await terminal.type("short")
            try await terminal.press(.enter)
            try terminal.expectFrame("set-up-errors")
        }
    }

    @Test("Sign-in of the demo", arguments: Size.all)
    func signIn(size: Size) async throws {
        try await ScreenShop.use { shop in
            let terminal = try await ShopTerminal(shop, size: size)
            try terminal.expectFrame("sign-in-demo")
        }
    }

    @Test("Sign-in, and a forgotten password", arguments: Size.all)
    func forgotten(size: Size) async throws {
        try await ScreenShop.use(change: ScreenShop.noDemo) { shop in
            let terminal = try await ShopTerminal(shop, size: size)
            try terminal.expectFrame("sign-in")
            try await terminal.press(.control("n"))
            try terminal.expectFrame("reset")
        }
    }

    @Test("Sign-in after a wrong password", arguments: Size.all)
    func wrongPassword(size: Size) async throws {
        try await ScreenShop.use(change: ScreenShop.noDemo) { shop in
            let terminal = try await ShopTerminal(shop, size: size)
            try await terminal.type("ada@example.com")
            try await terminal.press(.enter)
            try await terminal.type("not her password")
            try await terminal.press(.enter)
            try terminal.expectFrame("sign-in-error")
        }
    }

    @Test("Register, with a name that is missing and a password that is too short", arguments: Size.all)
    func register(size: Size) async throws {
        try await ScreenShop.use { shop in
            let terminal = try await ShopTerminal(shop, size: size)
            try await terminal.press(.control("r"), .tab)
            try await terminal.type("new at example")
            try await terminal.press(.tab)
            try await terminal.type("short")
            try await terminal.press(.enter)
            try terminal.expectFrame("register-errors")
        }
    }

    @Test(
        "A terminal that is too small asks for more",
        arguments: [Size(width: 39, height: 12), Size(width: 9, height: 3)])
    func tooSmall(size: Size) async throws {
        try await ScreenShop.use { shop in
            let terminal = try await ShopTerminal(shop, size: size)
            try terminal.expectFrame("too-small")
        }
    }
}
