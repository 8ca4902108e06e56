import Foundation
import Testing

/// What the pages say of the sources is so.
struct DocumentNames {
    /// Names of other programs.
    private static let foreign: Set<String> = [
        "AcceptEnv", "sshd_config", "systemctl", "kbd", "libtinfo6", "libncursesw6", "libsqlite3-0",
        "dpkg-dev", "Task.cancel()", "AsyncStream",
    ]

    @Test("Every type, function, file, folder and variable that a page names is there", arguments: Document.all)
    func names(_ document: Document) {
        #expect(!document.text.isEmpty)
        for span in document.spans where !Self.foreign.contains(span) {
            let isThere = SourceNames.read.has(span)
            #expect(isThere, "\(document.path) names `\(span)`")
        }
    }

    @Test("A name that is gone is found out")
    func gone() {
        for name in ["OrderDesk", "Store/placeAll(_:)", "Sources/Shop/Desks", "GateFile.swift", "$IGNIFLO_GATE"] {
            let isThere = SourceNames.read.has(name)
            #expect(!isThere, "\(name)")
        }
        for name in ["OrderPlacing", "Store/place(_:)", "Sources/Shop/Rules", "Store.swift", "$IGNIFLO_DATABASE"] {
            let isThere = SourceNames.read.has(name)
            #expect(isThere, "\(name)")
        }
    }

    @Test("A comment cites pages that are there")
    func citations() throws {
        let pages = Set(Document.all.map(\.name))
        for path in SourceNames.read.paths where path.hasSuffix(".swift") && !path.contains("/Documents/") {
            let text = try String(contentsOf: BuiltProgram.checkout.appending(path: path), encoding: .utf8)
            let cited = text.matches(of: /\/\/[^\n]*?(\w+)\.md\b/).map(\.1) + text.matches(of: /<doc:(\w+)>/).map(\.1)
            for page in cited { #expect(pages.contains(String(page)), "\(path) cites \(page)") }
        }
    }

    @Test("The files of an order's way are there, each once, and each leads to the next")
    func orderWay() throws {
        let article = try #require(Document.forContributors.first { $0.name == "TheWayAnOrderTravels" })
        let ways = article.text.components(separatedBy: "\n### ").map(OrderWay.stops).filter { !$0.isEmpty }
        let stops = ways.flatMap { $0 }
        #expect(ways.count == 2 && (12...25).contains(stops.count), "\(stops.count) files")
        #expect(Set(stops.map(\.path)).count == stops.count)
        for stop in stops {
            #expect(try stop.declares(stop.type), "\(stop.path) has no \(stop.type)")
        }
        for way in ways {
            for (stop, next) in zip(way, way.dropFirst()) {
                let missing = try stop.leads(to: next)
                #expect(missing == nil, "from \(stop.path) to \(next.path): \(missing ?? "")")
            }
        }
    }

    @Test("The types that an example of a contributors' page uses are there", arguments: Document.forContributors)
    func examples(_ document: Document) {
        for block in document.blocks where block.language == "swift" {
            // Neither what a person reads nor what the example itself declares.
            let code = block.text.replacing(/"[^"\n]*"/, with: "").replacing(/\/\/[^\n]*/, with: "")
            let own = Set(code.matches(of: /(?:struct|enum|case) (\w+)/).map { String($0.1) })
            for name in Set(code.matches(of: /\b[A-Z][a-z]\w+/).map { String($0.0) }) {
                let isKnown = own.contains(name) || ["String", "Result"].contains(name) || SourceNames.read.has(name)
                #expect(isKnown, "\(document.path) uses \(name)")
            }
        }
    }
}
