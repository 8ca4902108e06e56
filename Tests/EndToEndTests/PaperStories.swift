import Foundation
import Testing

@Suite(.serialized, .stories)
struct PaperStories {
    @Test("A receipt is printed as text in its width, and as bytes that begin and end as a printer wants")
    func receipts() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let ada = try await machine.signedIn("ada")
        let order = try await ada.run("orders", "place", "--item", "Flat white=2", "--json").object()
        let id = try String(#require(order["id"] as? Int))
        for width in [32, 42, 48] {
            let receipt = try await ada.run("receipt", id, "--width", String(width))
            #expect(receipt.code == 0 && receipt.output.contains("Flat white"))
            #expect(receipt.lines.allSatisfy { $0.count <= width })
        }
        #expect(try await ada.run("receipt", id).output == ada.run("receipt", id, "--width", "42").output)

        let bytes = try await ada.shell("igniflo receipt \(id) --escpos | od -An -tx1 -v | tr -d ' \\n'")
        #expect(bytes.output.hasPrefix("1b401c2e1b7413") && bytes.output.hasSuffix("1d564200"))

        let paper = machine.folder.appending(path: "paper.txt").path
        try await grace.isRefused(
            "receipt", id, "--printer",
            says: "The shop has no printer. `igniflo settings printerCommand lp` names one.")
        let slip = try grace.allowPrinter("cat > '\(paper)'")
        #expect(try await grace.run("settings", "printerCommand", slip).code == 0)
        #expect(try await grace.run("receipt", id, "--printer").code == 0)
        #expect(try String(contentsOfFile: paper, encoding: .utf8).contains("Flat white"))

        let lin = try await machine.signedIn("lin")
        try await lin.isRefused("receipt", id, says: "There is no order “\(id)”.")
        for options in [["--width", "40"], ["--json"], ["--printer", "--escpos"]] {
            #expect(try await ada.start(["receipt", id] + options).outcome().code == 64)
        }
    }
}
