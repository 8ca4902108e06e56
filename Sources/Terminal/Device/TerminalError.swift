/// Why there is no terminal to draw on.
public enum TerminalError: Error, Hashable, Sendable {
    /// Standard input or output is none.
    case notATerminal
    /// TERM is not set.
    case typeUnset
    case typeUnknown(String)
    /// TERM=dumb: it cannot move its cursor.
    case typeDumb
}
