import ArgumentParser
import Glibc
import Presentation
import Screens
import Shop
import Terminal

/// What a command itself has to say against going on, in one line that says what to do.
struct CommandFailure: Error {
    var text: String
    var code: ExitCode

    /// A rule says no.
    static func refused(_ text: String) -> CommandFailure { CommandFailure(text: text, code: .failure) }
    static func misused(_ text: String) -> CommandFailure { CommandFailure(text: text, code: .validationFailure) }
    static func unreachable(_ text: String) -> CommandFailure { CommandFailure(text: text, code: .unreachable) }
}

extension ExitCode {
    /// The shop cannot be reached (EX_UNAVAILABLE of sysexits.h).
    static let unreachable = ExitCode(69)
}

/// How a command ends that did not simply finish: a line for a person, and the exit code.
struct ExitReport {
    var line: String?
    var code: ExitCode
    /// Help that was asked for goes to standard output.
    private var help: String?

    init(_ error: any Error) {
        switch error {
        case let error as ShopError: self.init(line: Self.text(error), code: Self.code(error))
        case let error as TerminalError: self.init(line: Self.text(error), code: .unreachable)
        case let problem as DemoShop.Problem: self.init(line: problem.text, code: .unreachable)
        case let failure as CommandFailure: self.init(line: failure.text, code: failure.code)
        case let code as ExitCode: self.init(line: nil, code: code)
        case let interrupt as PlainInterrupt: self.init(line: nil, code: ExitCode(interrupt.code))
        case is OutputClosed: self.init(line: nil, code: .success)
        default: self.init(parsing: error)
        }
    }

    private init(line: String?, code: ExitCode) {
        self.line = line
        self.code = code
    }

    private init(parsing error: any Error) {
        let code = Igniflo.exitCode(for: error)
        switch code {
        case .success:
            self.init(line: nil, code: code)
            help = Igniflo.fullMessage(for: error)
        case .validationFailure:
            let whole = Igniflo.fullMessage(for: error)
            let text = Igniflo.message(for: error).split(separator: "\n").joined(separator: " ")
            self.init(line: "\(text.hasSuffix(".") ? text : text + ".") \(Self.hint(in: whole))", code: code)
        default:
            self.init(line: Igniflo.message(for: error), code: .unreachable)
        }
    }

    /// The parser ends its message with the very help to look at.
    private static func hint(in message: String) -> String {
        let line = message.split(separator: "\n").last { $0.contains("See '") }
        let command = line?.split(separator: "'").dropFirst().first.map(String.init) ?? "igniflo --help"
        return "See `\(command)`."
    }

    private static func code(_ error: ShopError) -> ExitCode {
        switch error {
        case .store, .notSetUp: .unreachable
        default: .failure
        }
    }

    private static func text(_ error: TerminalError) -> String {
        switch error {
        case .notATerminal:
            "The screens need a terminal on standard input and output; try `igniflo --plain`, or see `igniflo --help`."
        case .typeUnset: "TERM is not set. Please set it to your terminal's type, for example TERM=xterm-256color."
        case .typeUnknown(let name):
            "The terminal type “\(name)” is not known here. Please try TERM=xterm-256color or TERM=vt100."
        case .typeDumb: "This terminal (TERM=dumb) cannot show screens; try `igniflo --plain`, or see `igniflo --help`."
        }
    }

    /// On the command line, a question is answered by an option.
    private static func text(_ error: ShopError) -> String {
        switch error {
        case .unpaid(let ticket):
            "\(ticket) is not paid. Mark it paid with `igniflo orders pay`, or add --unpaid to complete it all the same."
        case .notSignedIn: "Please sign in first: `igniflo login EMAIL`."
        case .sessionEnded: "You have been signed out. Please sign in again: `igniflo login EMAIL`."
        case .filesClosed: "\(error.text) \(MachineAccess.way)"
        default: error.text
        }
    }

    func end() -> Never {
        if let help { try? Console.write(help + "\n") }
        if let line { Console.complain(line) }
        exit(code.rawValue)
    }
}
