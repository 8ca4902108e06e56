import Foundation

/// The shim's log, as it lies in its file.
struct FlightLog {
    enum Kind: UInt32 {
        case write = 1
        case truncate, flushBegin, flushEnd, said
        /// A file or a folder was made, a file got another name, lost one, or changed its name.
        case made, named, unnamed, renamed
    }

    struct Record {
        var kind: Kind
        var file: Int
        var offset: Int
        var token: UInt32
        var bytes: Data

        var range: Range<Int> { offset..<offset + bytes.count }
        var isFolder: Bool { kind == .made && offset != 0 }
        var isNaming: Bool { kind.rawValue >= Kind.made.rawValue }
        /// The name that a naming is about.
        var name: String { names.last ?? "" }
        /// What a file was called before it was renamed.
        var oldName: String { names.first ?? "" }

        private var names: [String] { String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init) }
    }

    private static let headBytes = 32

    private(set) var records: [Record] = []
    private var files: [UInt64: Int] = [:]
    private var made = 0

    /// The number of what has this inode now.
    mutating func file(_ inode: UInt64) -> Int {
        if let known = files[inode] { return known }
        made += 1
        files[inode] = made
        return made
    }

    mutating func read(_ data: Data) throws {
        var position = data.startIndex
        func number<Value: FixedWidthInteger>(_ offset: Int, as _: Value.Type) -> Value {
            data[position + offset..<position + offset + MemoryLayout<Value>.size].reversed().reduce(0) {
                $0 << 8 | Value($1)
            }
        }
        while position < data.endIndex {
            let kind = Kind(rawValue: number(0, as: UInt32.self))
            let start = position + Self.headBytes
            let hasBytes = ![.truncate, .flushBegin, .flushEnd].contains(kind)
            let end = start + (hasBytes ? Int(number(24, as: UInt32.self)) : 0)
            guard let kind, end <= data.endIndex else { throw CocoaError(.fileReadCorruptFile) }
            let inode = number(8, as: UInt64.self)
            if kind == .made { files[inode] = nil }
            records.append(
                Record(
                    kind: kind, file: file(inode), offset: Int(number(16, as: UInt64.self)),
                    token: number(4, as: UInt32.self), bytes: data[start..<end]))
            position = end
        }
    }
}
