import Foundation

/// The public functions of the services, as the sources have them.
enum ServiceFunctions {
    /// `OrderService.place`
    static func all() throws -> Set<String> {
        var found: Set<String> = []
        for module in ["Shop", "Local"] {
            for (_, source) in try sources(of: module) { found.formUnion(try functions(in: source)) }
        }
        return found
    }

    /// The Swift files in a folder of the sources, and in those inside it, by name.
    static func sources(of folder: String) throws -> [(name: String, text: String)] {
        let top = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
        let files = FileManager.default.enumerator(at: top.appending(path: folder), includingPropertiesForKeys: nil)
        var found: [(name: String, text: String)] = []
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            found.append((file.lastPathComponent, try String(contentsOf: file, encoding: .utf8)))
        }
        return found
    }

    /// Types begin at the margin, and their functions four columns further in.
    private static func functions(in source: String) throws -> Set<String> {
        var service: String?
        var found: Set<String> = []
        for line in source.split(separator: "\n") {
            if let type = line.firstMatch(of: /^(?:public )?(?:struct|extension|enum|final class) (\w+)/) {
                service = type.1.hasSuffix("Service") ? String(type.1) : nil
            } else if let function = line.firstMatch(of: /^ {4}public func (\w+)/), let service {
                found.insert("\(service).\(function.1)")
            }
        }
        return found
    }
}
