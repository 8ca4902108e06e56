import Local
import Presentation
import Shop

/// An order's receipt: told as it is printed, written into a file, sent to the shop's printer.
struct PlainReceipt {
    let talk: PlainTalk
    let user: UserContext
    let order: Order

    private enum Way { case save, print }

    func run() async throws {
        let lines = ReceiptScreen.lines(of: order, user.settings)
        try talk.say(lines)
        while true {
            switch try await talk.choose("Receipt \(order.ticket)", ways) {
            case .save: try await save(lines)
            case .print: try await print()
            case nil: return
            }
        }
    }

    private var ways: [PlainChoice<Way>] {
        [PlainChoice("Write it into a text file", Way.save)]
            + (user.settings.printer == .none ? [] : [PlainChoice("Print it", .print)])
    }

    private func save(_ lines: [String]) async throws {
        let example = "\(order.businessDay)-\(order.ticket).txt"
        guard let file = try await talk.target("The text file", example, user.files, as: .receipt(order)),
            let path = try await talk.attempt({ try TextFile.write(lines.joined(separator: "\n"), to: file) })
        else { return }
        try talk.say(WrittenText.receipt(path))
    }

    private func print() async throws {
        guard let session = user.session,
            let isPrinted = try await talk.attempt({ try await user.services.printer.print(order.id, by: session) })
        else { return }
        try talk.say(WrittenText.printed(isPrinted))
    }
}
