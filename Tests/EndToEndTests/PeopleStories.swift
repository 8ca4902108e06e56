import Foundation
import Testing

@Suite(.serialized, .stories)
struct PeopleStories {
    @Test("An admin finds people, makes an account, changes what it may do, keeps it out and lets it in again")
    func people() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let found = try await grace.run("users", "list", "--search", "lovelace", "--json").object()
        #expect(Set(found.keys) == ["id", "name", "email", "role", "disabled"])
        #expect(found["email"] as? String == "ada@example.com")
        #expect(try await grace.run("users", "list").output.contains("disabled"))

        let made = try await grace.run(
            "users", "create", "--name", "Mary Shelley", "--email", "mary@example.com", "--role", "admin", "--json",
            input: "frankenstein\n")
        #expect(try made.object()["role"] as? String == "admin")
        let mary = try machine.person("mary")
        #expect(try await mary.run("login", "mary@example.com", input: "frankenstein\n").code == 0)
        #expect(try await mary.run("users", "list").code == 0)

        #expect(try await grace.run("users", "role", "mary@example.com", "customer").code == 0)
        try await mary.isRefused("users", "list", says: "Only an admin of the shop can do this.")
        let disabled = try await grace.run("users", "disable", "mary@example.com", "--json")
        #expect(try disabled.object()["disabled"] as? Bool == true)
        #expect(try await mary.run("whoami").code == 1)
        #expect(try await grace.run("users", "enable", "mary@example.com").code == 0)
        #expect(try await mary.run("login", "mary@example.com", input: "frankenstein\n").code == 0)
    }

    @Test("The last admin stays one; unknown people, taken emails and bad words are named")
    func refusals() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        #expect(try await grace.run("users", "role", "alan@example.com", "customer").code == 0)
        try await grace.isRefused(
            "users", "role", "grace@example.com", "customer",
            says: "Grace Hopper is the last admin and stays one. Please make another admin first.")
        try await grace.isRefused(
            "users", "disable", "nobody@example.com", says: "There is no user “nobody@example.com”.")
        try await grace.isRefused(
            "users", "create", "--name", "A", "--email", "ADA@example.com", "--role", "customer",
            input: "correct horse\n", says: "Email: This is taken. Please choose another.")
        #expect(try await grace.run("users", "role", "ada@example.com", "king").code == 64)
        #expect(
            try await grace.run("users", "create", "--name", "A", "--email", "a@b.c", "--role", "admin").code == 64)
        let ada = try await machine.signedIn("ada")
        try await ada.isRefused(
            "users", "reset-password", "grace@example.com", says: "Only an admin of the shop can do this.")
    }

    @Test("A code from an admin sets a new password, once, and is in no log; the old sessions are over")
    func reset() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let ada = try await machine.signedIn("ada")
        let made = try await grace.run("users", "reset-password", "ada@example.com", "--json", "--verbose")
        let code = try #require(made.object()["code"] as? String)
        #expect(try Set(made.object().keys) == ["user", "email", "code", "expiresAt"])
        #expect(try await ada.run("whoami").code == 0, "the old password holds until the code is used")

        let wrong = "Email or code is not right, or the code is too old. Please ask an admin for a new one."
        try await ada.isRefused(
            "reset-password", "ada@example.com", input: "AAAAA-AAAAA\nnew-secret-one\n", says: wrong)
        let used = try await ada.run(
            "reset-password", "ada@example.com", "--json", "--verbose",
            input: "\(code.lowercased())\nnew-secret-one\n")
        #expect(try used.object() as? [String: String] == ["email": "ada@example.com"])
        #expect(try await ada.run("whoami").code == 1)
        try await ada.isRefused(
            "reset-password", "ada@example.com", input: "\(code)\nnew-secret-two\n", says: wrong)
        let login = try await ada.run("login", "ada@example.com", "--verbose", input: "new-secret-one\n")
        #expect(login.code == 0)

        let token = try String(contentsOf: #require(ada.sessionFile), encoding: .utf8)
        let logs = try [grace.log(), ada.log(), made.errors, used.errors, login.errors].joined()
        #expect(logs.contains("what=redeemReset") && logs.contains("what=signIn"))
        for secret in [code, code.lowercased(), "new-secret", "AAAAA", "igniflo-ada", token] {
            #expect(!logs.contains(secret))
        }
    }

    @Test("One changes name, email and password of one's own account, and ends the sessions elsewhere")
    func account() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let elsewhere = try machine.person("elsewhere")
        func signInElsewhere() async throws {
            #expect(try await elsewhere.run("login", "ada@example.com", input: "igniflo-ada\n").code == 0)
        }
        #expect(try await ada.run("account", "rename", "Ada King").output.hasPrefix("Ada King <"))
        #expect(try await ada.run("whoami").output.hasPrefix("Ada King"))
        try await signInElsewhere()
        let ended = try await ada.run("account", "end-sessions", "--json").object()
        #expect(ended["ended"] as? Int == 1)
        #expect(try await elsewhere.run("whoami").code == 1)

        try await signInElsewhere()
        let wrong = "The present password: This is not the password. Please try again."
        try await ada.isRefused("account", "password", input: "wrong\nanother-secret\n", says: wrong)
        #expect(try await ada.run("account", "password", input: "igniflo-ada\nanother-secret\n").code == 0)
        #expect(try await elsewhere.run("whoami").code == 1)
        #expect(try await ada.run("whoami").code == 0)

        try await ada.isRefused("account", "email", "king@example.com", input: "igniflo-ada\n", says: wrong)
        let email = try await ada.run("account", "email", "king@example.com", "--json", input: "another-secret\n")
        #expect(try email.object()["email"] as? String == "king@example.com")
        #expect(try await elsewhere.run("login", "king@example.com", input: "another-secret\n").code == 0)
        #expect(try await ada.run("account", "password").code == 64)
    }
}
