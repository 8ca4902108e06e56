/// Reads comma-separated values as RFC 4180 has them: quotes, doubled quotes, line breaks inside quotes, LF or CRLF,
/// with or without a byte-order mark.
public struct CSVReader {
    /// One record and the line of the file on which it begins, from 1.
    public struct Record: Hashable, Sendable {
        public var line: Int
        public var fields: [String]
    }

    public enum Problem: Error, Hashable, Sendable {
        /// A quote that was opened on this line never ends.
        case openQuote(line: Int)
        /// Something follows a closing quote on this line.
        case textAfterQuote(line: Int)

        public var text: String {
            switch self {
            case .openQuote(let line): "line \(line): a quote is opened and never closed"
            case .textAfterQuote(let line): "line \(line): there is text after a closing quote"
            }
        }
    }

    /// - Throws: ``Problem``.
    public static func records(of text: String, separator: UInt8 = UInt8(ascii: ",")) throws(Problem) -> [Record] {
        var reader = CSVReader(bytes: Array(text.utf8), separator: separator)
        return try reader.read()
    }

    /// The separator of a file by its header line: whichever of comma and semicolon stands there more often outside
    /// quotes.
    public static func separator(of text: String) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in text.utf8 {
            if byte == quote { isQuoted.toggle() }
            guard !isQuoted else { continue }
            if byte == newline { break }
            if byte == comma || byte == semicolon { counts[byte, default: 0] += 1 }
        }
        return counts[semicolon, default: 0] > counts[comma, default: 0] ? semicolon : comma
    }

    private let bytes: [UInt8]
    private let separator: UInt8
    private var index = 0
    private var line = 1

    private init(bytes: [UInt8], separator: UInt8) {
        self.bytes = bytes
        self.separator = separator
    }

    private static let quote = UInt8(ascii: "\"")
    private static let comma = UInt8(ascii: ",")
    private static let semicolon = UInt8(ascii: ";")
    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private mutating func read() throws(Problem) -> [Record] {
        if bytes.starts(with: Self.mark) { index = Self.mark.count }
        var records: [Record] = []
        while index < bytes.count {
            let start = line
            var fields = [try field()]
            while index < bytes.count, bytes[index] == separator {
                index += 1
                fields.append(try field())
            }
            endLine()
            if fields != [""] { records.append(Record(line: start, fields: fields)) }
        }
        return records
    }

    private mutating func field() throws(Problem) -> String {
        guard index < bytes.count, bytes[index] == Self.quote else {
            let start = index
            while index < bytes.count, bytes[index] != separator, !isLineEnd { index += 1 }
            return String(decoding: bytes[start..<index], as: UTF8.self)
        }
        return try quotedField()
    }

    private mutating func quotedField() throws(Problem) -> String {
        let start = line
        var content: [UInt8] = []
        index += 1
        while true {
            guard index < bytes.count else { throw .openQuote(line: start) }
            let byte = bytes[index]
            index += 1
            if byte == Self.newline { line += 1 }
            guard byte == Self.quote else {
                content.append(byte)
                continue
            }
            guard index < bytes.count, bytes[index] == Self.quote else { break }
            content.append(byte)
            index += 1
        }
        guard index == bytes.count || bytes[index] == separator || isLineEnd else { throw .textAfterQuote(line: line) }
        return String(decoding: content, as: UTF8.self)
    }

    private var isLineEnd: Bool {
        bytes[index] == Self.newline
            || (bytes[index] == Self.carriageReturn && index + 1 < bytes.count && bytes[index + 1] == Self.newline)
    }

    private mutating func endLine() {
        guard index < bytes.count else { return }
        index += bytes[index] == Self.carriageReturn ? 2 : 1
        line += 1
    }
}
