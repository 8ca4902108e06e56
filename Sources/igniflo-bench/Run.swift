import ArgumentParser
import Foundation
import Terminal

struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take the figures (the default).",
        discussion: """
            Each figure is taken beside its floor, in the same run on the same machine: what counts is the ratio. It \
            needs the release build of igniflo beside this program.
            """)

    private static var measurements: [(name: String, kind: any Measurement.Type)] {
        [
            ("place", Placing.self), ("contend", Contending.self), ("seen", Seeing.self), ("idle", Idling.self),
            ("crowd", Crowding.self), ("start", Starting.self), ("keys", Typing.self), ("bytes", Sending.self),
            ("memory", Remembering.self), ("frame", Framing.self), ("grow", Growing.self),
        ]
    }

    @Option(name: .customLong("only"), help: "One of the figures: \(measurements.map(\.name).joined(separator: ", ")).")
    var only: [String] = []

    @Argument(help: "The same as --only.")
    var names: [String] = []

    @Flag(help: "A first impression: shorter runs, and 20,000 orders where it would be a million.")
    var quick = false

    @Flag(help: "Print JSON, one object a line.")
    var json = false

    func validate() throws {
        let known = Self.measurements.map(\.name)
        if let wrong = (only + names).first(where: { !known.contains($0) }) {
            throw ValidationError("There is no figure \(wrong); there are \(known.joined(separator: ", ")).")
        }
    }

    func run() async throws {
        let bench = try Workbench(isQuick: quick)
        defer { bench.end() }
        let wanted = Set(only + names)
        var figures: [Figure] = []
        for (name, kind) in Self.measurements where wanted.isEmpty || wanted.contains(name) {
            Progress.show("taking \(name)")
            let taken = try await kind.init().take(on: bench)
            Progress.show("")
            if json { try taken.forEach(Self.printJSON) }
            figures += taken
        }
        if !json { Self.printTable(figures) }
    }

    private static func printJSON(_ figure: Figure) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(figure), as: UTF8.self))
    }

    private static func printTable(_ figures: [Figure]) {
        let header = ["figure", "value", "unit", "floor", "ratio", "to reach", "", "floor is"]
        let rows = figures.map { figure in
            [
                figure.name, Figure.text(figure.value), figure.unit, figure.floor.map(Figure.text) ?? "",
                figure.ratio.map(Figure.text) ?? "", figure.targetText,
                figure.isMet.map { $0 ? "met" : "NOT MET" } ?? "", figure.floorName,
            ]
        }
        let all = [header] + rows
        let widths = header.indices.map { column in all.map { TextWidth.of($0[column]) }.max() ?? 0 }
        for row in all {
            let cells = zip(row, widths).map { TextWidth.padded($0, to: $1) }
            print(cells.joined(separator: "  "))
        }
    }
}
