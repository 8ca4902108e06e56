import Shop

/// Values in bytes, for another process of this program on this machine.
struct BinaryEncoder {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ number: Int64) { withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) } }

    mutating func add(_ text: String) {
        add(Int64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    mutating func add<Subject>(_ id: ID<Subject>) { add(id.rawValue) }

    mutating func add<Subject>(_ id: ID<Subject>?) { add(id?.rawValue) }

    mutating func add(_ number: Int64?) {
        bytes.append(number == nil ? 0 : 1)
        if let number { add(number) }
    }

    mutating func add(_ text: String?) {
        bytes.append(text == nil ? 0 : 1)
        if let text { add(text) }
    }
}

/// Reads what a ``BinaryEncoder`` has written.
struct BinaryDecoder {
    /// The bytes end too early, or say what no value says.
    struct Mismatch: Error {}

    private let all: [UInt8]
    private var next = 0

    init(_ bytes: [UInt8]) { all = bytes }

    mutating func number() throws -> Int64 {
        let part = try take(8)
        return all.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: part.lowerBound, as: Int64.self) }
    }

    mutating func id<Subject>() throws -> ID<Subject> { ID(try number()) }

    mutating func count() throws -> Int {
        guard let count = Int(exactly: try number()), count >= 0 else { throw Mismatch() }
        return count
    }

    mutating func text() throws -> String { String(decoding: all[try take(try count())], as: UTF8.self) }

    mutating func word<Word: RawRepresentable>() throws -> Word where Word.RawValue == String {
        guard let word = Word(rawValue: try text()) else { throw Mismatch() }
        return word
    }

    mutating func optional<Value>(_ read: (inout BinaryDecoder) throws -> Value) throws -> Value? {
        all[try take(1).lowerBound] == 0 ? nil : try read(&self)
    }

    mutating func list<Value>(_ read: (inout BinaryDecoder) throws -> Value) throws -> [Value] {
        let count = try count()
        // Each takes some bytes.
        guard count <= all.count - next else { throw Mismatch() }
        return try (0..<count).map { _ in try read(&self) }
    }

    private mutating func take(_ count: Int) throws -> Range<Int> {
        guard count <= all.count - next else { throw Mismatch() }
        defer { next += count }
        return next..<next + count
    }
}
