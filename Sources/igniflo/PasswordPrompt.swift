import Foundation
import Glibc
import Presentation
import Shop

/// Asks for a password: unseen on a terminal, else one line of standard input. It is never an argument, which every
/// other user of the machine could read.
enum PasswordPrompt {
    /// More than any password may have, in bytes.
    private static let limit = 8_192

    /// - Throws: ``CommandFailure`` when standard input ends before a line.
    static func ask(_ question: String = "Password") throws -> String {
        guard isatty(STDIN_FILENO) == 1 else { return try required(line()) }
        return try unseen {
            // The echo is off by now: whoever answers as soon as they are asked would be seen, and then lost.
            Console.ask("\(question): ")
            return try required(line())
        }
    }

    /// Asks twice on a terminal, for what was typed cannot be seen.
    static func askNew(_ question: String = "Password") throws -> String {
        let password = try ask(question)
        guard isatty(STDIN_FILENO) == 1 else { return password }
        guard try ask("The same again") == password else {
            throw CommandFailure.misused(User.passwordsDiffer)
        }
        return password
    }

    private static func required(_ line: String?) throws -> String {
        guard let line else {
            throw CommandFailure.misused("A password is needed: one line of standard input, or typed on a terminal.")
        }
        return line
    }

    /// Reads byte by byte, so that what follows the line is left for whoever reads next.
    private static func line() -> String? {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while bytes.count < limit {
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self) }
            if byte == UInt8(ascii: "\n") { break }
            bytes.append(byte)
        }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Switches the echo off while `work` reads, and on again on every way out, Ctrl-C included.
    private static func unseen<Value>(_ work: () throws -> Value) rethrows -> Value {
        let signals = SignalWatch { number in
            Echo.giveBack()
            _exit(128 + number)
        }
        defer { signals.stop() }
        return try Echo.off(work)
    }
}
