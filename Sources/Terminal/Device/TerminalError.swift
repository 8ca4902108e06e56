/// Why there is no terminal to draw on, with what to do.
public enum TerminalError: Error, Hashable, Sendable {
    case notATerminal
    case typeUnset
    case typeUnknown(String)
    case typeDumb

    /// One plain line.
    public var words: String {
        switch self {
        case .notATerminal:
            "The screens need a terminal on standard input and output; try `igniflo --plain`, or see `igniflo --help`."
        case .typeUnset: "TERM is not set. Please set it to your terminal's type, for example TERM=xterm-256color."
        case .typeUnknown(let name):
            "The terminal type “\(name)” is not known here. Please try TERM=xterm-256color or TERM=vt100."
        case .typeDumb: "This terminal (TERM=dumb) cannot show screens; try `igniflo --plain`, or see `igniflo --help`."
        }
    }
}
