import Foundation
import Shop

/// The table of rights as it is printed.
enum RightsText {
    private static let roles: [Role?] = [nil, .customer, .kiosk, .admin]

    /// A line an operation: who may do it, and how far.
    static func lines(_ table: [Right]) -> [String] {
        ShopOperation.allCases.map { operation in
            let rights = roles.flatMap { role in
                table.filter { $0.operation == operation && $0.role == role }.map { right in
                    name(role) + (right.limit == .unlimited ? "" : " (\(limit(right)))")
                }
            }
            return "\(operation.rawValue): " + rights.joined(separator: ", ")
        }
    }

    /// As an article shows it.
    static func markdown(_ table: [Right]) -> [String] {
        let head = ["operation"] + roles.map(name)
        let rows = ShopOperation.allCases.map { operation in
            ["`\(operation.rawValue)`"]
                + roles.map { role in
                    table.first { $0.operation == operation && $0.role == role }.map(limit) ?? "no"
                }
        }
        return ([head, head.map { _ in "---" }] + rows).map { "| \($0.joined(separator: " | ")) |" }
    }

    private static func name(_ role: Role?) -> String { role?.rawValue ?? "nobody" }

    static func limit(_ right: Right) -> String {
        let limit =
            switch right.limit {
            case .unlimited: "yes"
            case .own: "own"
            case .ownUnpaidWhilePlaced: "own, placed and unpaid"
            case .placedHere: "placed here, until it is taken up"
            case .placedHereOrWithin(let seconds): "placed here, until it is taken up, and for \(seconds) s"
            }
        return limit + (right.overrideRole.map { "; more by override of \(name($0))" } ?? "")
    }

    // MARK: the article

    static let article = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Sources/Shop/Shop.docc/WhoMayDoWhat.md").standardized

    /// The lines of the article's table.
    static func told() throws -> [String] {
        try String(contentsOf: article, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("|") }
            .map(String.init)
    }

    /// Puts the table into the article, in the place of the one that it has.
    static func write(_ table: [Right]) throws {
        let lines = try String(contentsOf: article, encoding: .utf8).components(separatedBy: "\n")
        let begin = lines.firstIndex { $0.hasPrefix("|") } ?? lines.endIndex
        let written = lines[..<begin] + markdown(table) + lines[begin...].filter { !$0.hasPrefix("|") }
        try Data(written.joined(separator: "\n").utf8).write(to: article)
    }
}
