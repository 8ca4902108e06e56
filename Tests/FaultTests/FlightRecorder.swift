import Foundation

/// What the shim recorded of a folder and the files in it, and how they would be after a loss of power.
///
/// A disk keeps what was flushed: a file's bytes by a flush of the file, its name by a flush of the folder. Of all else it
/// keeps anything, in any order, and of a write any of its sectors.
struct FlightRecorder {
    /// What the disk holds when the recording begins.
    struct Start {
        let folder: String
        fileprivate var names: [String: UInt64] = [:]
        fileprivate var contents: [UInt64: Data] = [:]

        init(of folder: String) throws {
            self.folder = folder
            let below = try FileManager.default.subpathsOfDirectory(atPath: folder).map { folder + "/" + $0 }
            for path in [folder] + below {
                let facts = try FileManager.default.attributesOfItem(atPath: path)
                guard let inode = facts[.systemFileNumber] as? UInt64 else { continue }
                names[path] = inode
                guard facts[.type] as? FileAttributeType == .typeRegular else { continue }
                // To close a file would drop the locks that this process holds there, which are in the log's index.
                contents[inode] = Self.isOfMemory(path) ? Data() : try Data(contentsOf: URL(fileURLWithPath: path))
            }
        }

        /// The log's index and the gate are memory of processes: of no use to a machine that was just started.
        fileprivate static func isOfMemory(_ path: String) -> Bool { path.hasSuffix("-shm") || path.hasSuffix("-gate") }
    }

    /// What the disk has kept of that which was not flushed: nothing, these namings, or anything.
    enum Unflushed {
        case gone
        case namings(Set<Int>)
        case anything
    }

    /// Bytes that a disk writes as one.
    private static let sector = 512

    private let folder: String
    /// Numbers of files and folders: inodes are given again.
    private var names: [String: Int] = [:]
    private var contents: [Int: Data] = [:]
    private var folders: [String: Int] = [:]
    private let records: [FlightLog.Record]

    init(log path: String, from start: Start) throws {
        folder = start.folder
        var log = FlightLog()
        for (name, inode) in start.names {
            let file = log.file(inode)
            names[name] = file
            contents[file] = start.contents[inode]
            if start.contents[inode] == nil { folders[name] = file }
        }
        try log.read(Data(contentsOf: URL(fileURLWithPath: path)))
        records = log.records
        for record in records where record.isFolder { folders[record.name] = record.file }
    }

    var count: Int { records.count }

    /// The moments after a name was made, changed or removed: there are few, and each may be the one that matters.
    var namings: [Int] { records.indices.filter { records[$0].isNaming && !isDraft(records[$0]) }.map { $0 + 1 } }

    /// The moments after a flush has ended: what follows it may rely on that one, and need another.
    var flushes: [Int] {
        let drafts = Set(records.filter(isDraft).map(\.file))
        let first = namings.first ?? 0
        return records.indices.filter {
            $0 > first && records[$0].kind == .flushEnd && !drafts.contains(records[$0].file)
        }.map { $0 + 1 }
    }

    /// Nobody misses a draft.
    private func isDraft(_ record: FlightLog.Record) -> Bool {
        record.kind == .made && record.name.contains(".igniflo-")
            || record.kind == .unnamed && record.name.contains(".igniflo-")
    }

    /// Each choice of those namings that the disk may have lost at `moment`, as what it has kept; of many, some choices.
    func keptNamings(at moment: Int) -> [Set<Int>] {
        let certain = lastFlushes(before: moment)
        var choices: [Set<Int>] = [[]]
        for (index, record) in records[..<moment].enumerated() where record.isNaming && !isDraft(record) {
            guard index >= certain[holder(of: record)] ?? 0 else { continue }
            if choices.count < 32 { choices += choices.map { $0.union([index]) } }
        }
        return choices
    }

    /// How often the log was begun anew: its first page was written again.
    var logRestarts: Int {
        let made = records.filter { $0.isNaming && $0.name.hasSuffix("-wal") }.map(\.file)
        let logs = Set(made + names.filter { $0.key.hasSuffix("-wal") }.values)
        return records.count { $0.kind == .write && $0.offset == 0 && logs.contains($0.file) }
    }

    /// What was said before the power went, at the record `moment`: what follows `word` in each line that begins with it.
    func said(_ word: String, before moment: Int) -> [String] {
        let said = records[..<moment].filter { $0.kind == .said }.map { String(decoding: $0.bytes, as: UTF8.self) }
        let lines = said.flatMap { $0.split(separator: "\n") }.filter { $0 == word || $0.hasPrefix(word + " ") }
        return lines.map { String($0.dropFirst(word.count + 1)) }
    }

    /// Order numbers by request that were said to be placed before the power went.
    func placed(before moment: Int) -> [String: Int64] {
        said("placed", before: moment).reduce(into: [:]) { placed, line in
            let words = line.split(separator: " ")
            if words.count == 2 { placed[String(words[0])] = Int64(words[1]) }
        }
    }

    /// Rebuilds the folder as the disk has it when the power goes at the record `moment`.
    func rebuild(at moment: Int, in target: String, unflushed: Unflushed) throws {
        let certain = lastFlushes(before: moment)
        func survives() -> Bool { if case .anything = unflushed { Bool.random() } else { false } }
        func survives(_ naming: Int) -> Bool {
            if case .namings(let kept) = unflushed { kept.contains(naming) } else { survives() }
        }
        var (names, images) = (names, contents)
        for (index, record) in records[..<moment].enumerated() {
            let isCertain = index < certain[holder(of: record)] ?? 0
            switch record.kind {
            case .write:
                let parts = isCertain ? [record.range] : survives() ? torn(record.range, survives) : []
                for part in parts { Self.write(record, part, to: &images[record.file, default: Data()]) }
            case .truncate where isCertain || survives():
                Self.truncate(&images[record.file, default: Data()], to: record.offset)
            case .made, .named, .unnamed, .renamed:
                guard isCertain || survives(index) else { continue }
                if record.kind == .renamed { names[record.oldName] = nil }
                names[record.name] = record.kind == .unnamed ? nil : record.file
            case .truncate, .flushBegin, .flushEnd, .said: continue
            }
        }
        try write(names, images, to: target)
    }

    /// The file whose flush, or the folder whose flush, makes it certain.
    private func holder(of record: FlightLog.Record) -> Int {
        guard record.isNaming else { return record.file }
        return folders[(record.name as NSString).deletingLastPathComponent] ?? -1
    }

    /// Of each file and folder, the record from which on nothing is certain: the beginning of the last flush that ended.
    private func lastFlushes(before moment: Int) -> [Int: Int] {
        var begun: [UInt32: Int] = [:]
        var certain: [Int: Int] = [:]
        for (index, record) in records[..<moment].enumerated() {
            if record.kind == .flushBegin { begun[record.token] = index }
            guard record.kind == .flushEnd, let begin = begun[record.token] else { continue }
            certain[record.file] = max(certain[record.file] ?? 0, begin)
        }
        return certain
    }

    /// What the disk has of a write that it was at: all, or some of the sectors.
    private func torn(_ range: Range<Int>, _ survives: () -> Bool) -> [Range<Int>] {
        guard survives() else { return [range] }
        let sectors = range.lowerBound / Self.sector...(range.upperBound - 1) / Self.sector
        return sectors.filter { _ in survives() }.map {
            max(range.lowerBound, $0 * Self.sector)..<min(range.upperBound, ($0 + 1) * Self.sector)
        }
    }

    private static func write(_ record: FlightLog.Record, _ part: Range<Int>, to image: inout Data) {
        truncate(&image, to: max(image.count, part.upperBound))
        let first = record.bytes.startIndex - record.offset
        image.replaceSubrange(part, with: record.bytes[first + part.lowerBound..<first + part.upperBound])
    }

    private static func truncate(_ image: inout Data, to count: Int) {
        if image.count > count {
            image.removeSubrange(count...)
        } else {
            image.append(Data(count: count - image.count))
        }
    }

    private func write(_ names: [String: Int], _ images: [Int: Data], to target: String) throws {
        for path in names.keys.sorted() where path != folder && !Start.isOfMemory(path) {
            // What stands in a folder that was lost is lost with it.
            guard names[(path as NSString).deletingLastPathComponent] != nil, let file = names[path] else { continue }
            let place = target + path.dropFirst(folder.count)
            if folders[path] == file {
                try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
            } else if FileManager.default.fileExists(atPath: (place as NSString).deletingLastPathComponent) {
                try (images[file] ?? Data()).write(to: URL(fileURLWithPath: place))
            }
        }
    }
}
