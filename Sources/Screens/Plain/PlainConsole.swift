/// What plain mode reads from and writes to; the program that runs it knows where the lines come from.
public struct PlainConsole: Sendable {
    /// Asks a question and reads the line that answers it, unseen when it is a secret; nil at the end of the input.
    ///
    /// - Throws: ``PlainInterrupt`` when the program is asked to end.
    public var read: @Sendable (_ question: String, _ isSecret: Bool) async throws -> String?
    /// Writes one line.
    public var write: @Sendable (String) throws -> Void

    public init(
        read: @escaping @Sendable (_ question: String, _ isSecret: Bool) async throws -> String?,
        write: @escaping @Sendable (String) throws -> Void
    ) {
        self.read = read
        self.write = write
    }
}

/// The program is asked to end while it waits for an answer.
public struct PlainInterrupt: Error {
    /// The exit code: 128 and the signal's number.
    public var code: Int32

    public init(code: Int32) { self.code = code }
}

/// How a conversation ends before its last question is answered.
enum PlainEnding: Error {
    /// There is nothing more to read.
    case inputEnded
    /// The person leaves the program.
    case left
    /// Back to the way in, with a sentence that says why.
    case sessionOver(String?)
}
