import ArgumentParser
import Presentation

struct PrintSchema: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of an object that --json prints.",
        discussion: """
            Without an object it lists them. igniflo-json(5) has them all. Examples:

              igniflo schema
              igniflo schema order > order.schema.json
            """)

    @Argument(help: "The object's name.", completion: .list(JSONObjects.all.map { $0.name }))
    var object: String?

    func run() throws {
        guard let object else {
            let columns = [Table.Column(title: "Object"), Table.Column(title: "What it is", isFlexible: true)]
            let rows = JSONObjects.all.map { [Table.Cell($0.name, .strong), Table.Cell($0.about)] }
            return try Console.write(Table(columns: columns, rows: rows))
        }
        guard let known = JSONObjects.all.first(where: { $0.name == object }) else {
            let names = JSONObjects.all.map { $0.name }.joined(separator: ", ")
            throw CommandFailure.misused("There is no object “\(object)”; there are \(names).")
        }
        try Console.write(JSONSchema(of: known).text + "\n")
    }
}
