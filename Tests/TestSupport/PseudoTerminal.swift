import CTestSupport
import Glibc

/// The two ends of a terminal that is no device. No program that is started meanwhile inherits either.
public struct PseudoTerminal: Sendable {
    public let path: String
    /// Where what is sent to the terminal is read, without waiting, and where is typed.
    public let ours: Int32
    /// The program's end.
    public let theirs: Int32

    public init(columns: Int32 = 120, rows: Int32 = 36) throws {
        var name = [CChar](repeating: 0, count: 64)
        var program: Int32 = -1
        ours = ctest_open_terminal(columns, rows, &program, &name, name.count)
        guard ours >= 0 else { throw NeverHappened(what: "a terminal: \(String(cString: strerror(errno)))") }
        theirs = program
        path = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    public func close() { for end in [ours, theirs] { Glibc.close(end) } }
}
