import Foundation
import Glibc
import TestSupport

/// This program once more, as a process that does one thing when it is told.
final class WorkerProcess {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var buffer: [UInt8] = []

    init(_ kind: Worker.Kind, _ arguments: [String] = []) throws {
        process.executableURL = try Programs.own()
        process.arguments = [Worker.word, kind.rawValue] + arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    deinit { end() }

    var identifier: Int32 { process.processIdentifier }

    func tell(_ line: String = "") {
        let bytes = Array((line + "\n").utf8)
        _ = write(input.fileHandleForWriting.fileDescriptor, bytes, bytes.count)
    }

    /// Milliseconds of silence after which it is given up; no measurement takes a minute.
    private static let patience: Int32 = 300_000

    /// The next line that it says.
    ///
    /// - Throws: ``BenchProblem`` when it has ended, or says nothing for too long.
    func line() throws -> String {
        var part = [UInt8](repeating: 0, count: 4_096)
        while true {
            if let end = buffer.firstIndex(of: 10) {
                defer { buffer.removeSubrange(...end) }
                return String(decoding: buffer[..<end], as: UTF8.self)
            }
            var end = pollfd(fd: output.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&end, 1, Self.patience) != 0 else {
                throw BenchProblem(
                    words: "A process of the measurement is stuck.\n\(ProcessReport.ofNow(identifier))")
            }
            let count = read(end.fd, &part, part.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw BenchProblem(words: "A process of the measurement ended too soon.") }
            buffer += part[0..<count]
        }
    }

    func numbers() throws -> [Int64] { try line().split(separator: " ").compactMap { Int64($0) } }

    func end() {
        guard process.isRunning else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
