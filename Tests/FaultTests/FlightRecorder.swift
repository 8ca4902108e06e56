import Foundation

/// What the shim recorded of a shop's two files, and how they would be after a loss of power.
struct FlightRecorder {
    private enum Kind: UInt32 {
        case write = 1
        case truncate, flushBegin, flushEnd, said
    }

    private struct Record {
        var kind: Kind
        var file: Int
        var offset: Int
        var token: UInt32
        var bytes: Data
    }

    /// What the disk held when the recording began.
    private let start: [Data]
    private let records: [Record]

    /// - Parameter shop: the shop as it was when the recording began.
    init(log path: String, from shop: FaultShop) throws {
        start = [try shop.bytes(), try shop.bytes("-wal")]
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        var records: [Record] = []
        var position = data.startIndex
        func number<Value: FixedWidthInteger>(_ offset: Int, as _: Value.Type) -> Int {
            Int(
                data[position + offset..<position + offset + MemoryLayout<Value>.size].reversed().reduce(UInt64(0)) {
                    $0 << 8 | UInt64($1)
                })
        }
        while position < data.endIndex {
            let kind = number(0, as: UInt32.self)
            let length = number(16, as: UInt32.self)
            let hasBytes = kind == Kind.write.rawValue || kind == Kind.said.rawValue
            let end = position + 24 + (hasBytes ? length : 0)
            guard let known = Kind(rawValue: UInt32(kind)), end <= data.endIndex else {
                throw CocoaError(.fileReadCorruptFile)
            }
            records.append(
                Record(
                    kind: known, file: number(4, as: UInt32.self) - 1, offset: number(8, as: UInt64.self),
                    token: UInt32(number(20, as: UInt32.self)), bytes: data[position + 24..<end]))
            position = end
        }
        self.records = records
    }

    var count: Int { records.count }

    /// How often the log was begun anew: its first page was written again.
    var logRestarts: Int { records.filter { $0.kind == .write && $0.file == 1 && $0.offset == 0 }.count }

    /// Order numbers by request that were said to be placed before the power went, at the record `moment`.
    func placed(before moment: Int) -> [String: Int64] {
        var placed: [String: Int64] = [:]
        for record in records[..<moment] where record.kind == .said {
            let words = String(decoding: record.bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
            if words.count == 3, words[0] == "placed" { placed[String(words[1])] = Int64(words[2]) }
        }
        return placed
    }

    /// Rebuilds the files as the disk has them when the power goes at the record `moment`.
    ///
    /// - Parameter survives: whether a write that was never flushed reached the disk all the same.
    func rebuild(at moment: Int, in shop: FaultShop, survives: () -> Bool) throws {
        for (file, suffix) in ["", "-wal"].enumerated() {
            let flushed = lastFlush(of: file, before: moment)
            var image = start[file]
            for (index, record) in records[..<moment].enumerated() where record.file == file {
                guard index < flushed || survives() else { continue }
                Self.apply(record, to: &image)
            }
            try shop.write(image, suffix)
        }
    }

    /// The record from which on nothing is certain to be on the disk: the beginning of the last flush that ended.
    private func lastFlush(of file: Int, before moment: Int) -> Int {
        var begun: [UInt32: Int] = [:]
        var certain = 0
        for (index, record) in records[..<moment].enumerated() where record.file == file {
            if record.kind == .flushBegin { begun[record.token] = index }
            if record.kind == .flushEnd, let begin = begun[record.token] { certain = max(certain, begin) }
        }
        return certain
    }

    private static func apply(_ record: Record, to image: inout Data) {
        switch record.kind {
        case .write:
            let end = record.offset + record.bytes.count
            if image.count < end { image.append(Data(count: end - image.count)) }
            image.replaceSubrange(record.offset..<end, with: record.bytes)
        case .truncate:
            if image.count > record.offset {
                image.removeSubrange(record.offset...)
            } else {
                image.append(Data(count: record.offset - image.count))
            }
        case .flushBegin, .flushEnd, .said: break
        }
    }
}
