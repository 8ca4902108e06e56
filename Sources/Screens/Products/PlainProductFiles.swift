import Foundation
import Local
import Presentation
import Shop

/// The catalogue as a CSV file: out, and in after a look at what it would do.
struct PlainProductFiles {
    let talk: PlainTalk
    let user: UserContext
    let session: Session

    private enum Way { case apply, lines }

    private var service: ProductService { user.services.products }

    func export() async throws {
        let name = ExportName.products(user.today)
        guard let file = try await talk.target("The CSV file", "products.csv", user.files, as: name),
            let path = try await talk.attempt({
                try TextFile.write(try await service.exportCSV(by: session), to: file)
            })
        else { return }
        try talk.say(WrittenText.products(path))
    }

    /// What was read is what is imported, whatever becomes of the file in between.
    func importFile() async throws {
        guard let file = try await talk.source("The CSV file", "products.csv", user.files),
            let data = try await talk.attempt({ try TextFile.read(file) }),
            let plan = try await talk.attempt({ try await service.planImport(data, by: session) })
        else { return }
        try talk.say(plan.ignoredColumns.map(ProductImport.ignoredText))
        guard plan.problems.isEmpty else { return try await tell(plan.problems) }
        try talk.say(plan.planText)
        guard plan.createCount + plan.changeCount > 0 else { return try talk.say(ProductImport.changesNothing) }
        while true {
            let way = try await talk.choose(
                "Nothing is imported yet.",
                [PlainChoice("Import all of it", Way.apply), PlainChoice("Tell it line by line", .lines)])
            switch way {
            case .lines: try await talk.browse("Line by line", plan.lines, text: { $0.text(arrow: "to") })
            case .apply: return try await apply(data)
            case nil: return
            }
        }
    }

    private func apply(_ data: Data) async throws {
        guard let done = try await talk.attempt({ try await service.importCSV(data, by: session) }) else { return }
        try talk.say(done.doneText)
    }

    private func tell(_ problems: [ProductImport.Problem]) async throws {
        try await talk.browse(ProductImport.refusedText(problems), problems, text: \.text)
    }
}
