import ArgumentParser
import Glibc
import Presentation
import Shop

/// The figures of the program, each beside its floor, and shops of any size to take them on.
@main
struct IgnifloBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "igniflo-bench", abstract: "Measures Igniflo, and makes shops of any size.",
        subcommands: [Run.self, Make.self],
        defaultSubcommand: Run.self)

    static func main() async {
        do {
            // A process of a measurement; nothing that parses words is to stand before what is measured.
            let words = CommandLine.arguments.dropFirst()
            if words.first == Worker.word { return try await Worker.run(Array(words.dropFirst())) }
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            end(error)
        }
    }

    private static func end(_ error: any Error) -> Never {
        let words: String? =
            switch error {
            case let error as ShopError: error.text
            case let problem as DemoShop.Problem: problem.text
            case let problem as MakingProblem: problem.words
            case let problem as BenchProblem: problem.words
            case let error as EngineError: error.description
            default: nil
            }
        guard let words else { exit(withError: error) }
        Progress.say(words)
        Glibc.exit(1)
    }
}

/// What is told on standard error while something takes its time.
enum Progress {
    static let isShown = isatty(STDERR_FILENO) == 1

    static func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }

    /// Writes over the line before, on a terminal; says nothing elsewhere.
    static func show(_ line: String) {
        guard isShown else { return }
        let bytes = Array("\r\u{1B}[K\(line)".utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }
}
