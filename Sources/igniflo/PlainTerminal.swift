import Dispatch
import Glibc
import Presentation
import Screens
import Shop

/// Plain mode on standard input and output: a terminal of whatever kind, or a pipe.
enum PlainTerminal {
    /// - Parameter notice: what is told first.
    /// - Returns: the exit code.
    static func run(_ shop: OpenShop?, doors: FirstRunActions, notice: String?) async throws -> Int32 {
        if let notice { try Console.write(Console.safe(notice) + "\n") }
        let input = LineInput()
        let signals = SignalWatch(notingFirst: {})
        defer { signals.stop() }
        let isTerminal = isatty(STDIN_FILENO) == 1
        // Reading waits for as long as a person thinks: on a thread that nothing else needs.
        let reader = DispatchQueue(label: "igniflo.plain")
        let console = PlainConsole { question, isSecret in
            // What comes from a pipe shows no line end of its own.
            let prompt = Console.safe(question) + (isTerminal ? " " : "\n")
            return try await withCheckedThrowingContinuation { continuation in
                reader.async { continuation.resume(with: Result { try answer(prompt, input, isTerminal, isSecret) }) }
            }
        } write: {
            try Console.write(Console.safe($0) + "\n")
        }
        return try await PlainApplication.run(shop, doors: doors, console: console)
    }

    private static func answer(
        _ prompt: String, _ input: LineInput, _ isTerminal: Bool, _ isSecret: Bool
    ) throws -> String? {
        if isTerminal, isSecret {
            // Whoever answers as soon as they are asked must find the echo off: it is seen otherwise, and then lost.
            return try Echo.off {
                try Console.write(prompt)
                return try input.line()
            }
        }
        try Console.write(prompt)
        do {
            if let line = try input.line() { return line }
            if isTerminal { try Console.write("\n") }
            return nil
        } catch let interrupt as PlainInterrupt {
            if isTerminal { try Console.write("\n") }
            throw interrupt
        }
    }
}
