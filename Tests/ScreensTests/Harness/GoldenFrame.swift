import Foundation
import Terminal
import Testing

/// A frame as a text file: the lines of the screen, and under them what their styles mean, run by run.
///
/// `IGNIFLO_WRITE_FRAMES=1` writes them anew, and fails, so that nobody leaves it on.
enum GoldenFrame {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Frames")
    private static let isWriting = ProcessInfo.processInfo.environment["IGNIFLO_WRITE_FRAMES"] == "1"

    static func text(_ surface: Surface) -> String {
        let lines = surface.lines()
        let styles = (0..<surface.size.height).compactMap { row in
            let runs = surface.styles(row: row).filter { $0.style != .normal }.map(words)
            return runs.isEmpty ? nil : "\(row + 1): " + runs.joined(separator: ", ")
        }
        return (lines + ["", "styles"] + styles).joined(separator: "\n") + "\n"
    }

    /// `3-10 accent/selection`: columns from 1, the role, and the ground when it is not the terminal's own.
    private static func words(_ run: (columns: Range<Int>, style: Style)) -> String {
        let columns =
            run.columns.count == 1
            ? "\(run.columns.upperBound)" : "\(run.columns.lowerBound + 1)-\(run.columns.upperBound)"
        let ground = run.style.ground == .terminal ? "" : "/\(run.style.ground)"
        return "\(columns) \(run.style.role)\(ground)"
    }

    static func check(
        _ surface: Surface, _ name: String, hiding hidden: String, sourceLocation: SourceLocation
    ) throws {
        let file = folder.appending(path: "\(name)-\(surface.size.width)x\(surface.size.height).txt")
        let now =
            hidden.isEmpty
            ? text(surface) : text(surface).replacing(hidden, with: String(repeating: "x", count: hidden.count))
        if isWriting {
            try Data(now.utf8).write(to: file)
            Issue.record("The frame \(name) was written. Look at it, then run without IGNIFLO_WRITE_FRAMES.")
            return
        }
        let kept = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        #expect(now == kept, "The frame \(name) is another one", sourceLocation: sourceLocation)
    }
}

extension ShopTerminal {
    /// The frame that is shown now is the one that was looked at and accepted.
    ///
    /// - Parameter hiding: what is another each time.
    func expectFrame(
        _ name: String, hiding hidden: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try GoldenFrame.check(frame(), name, hiding: hidden, sourceLocation: sourceLocation)
    }
}
