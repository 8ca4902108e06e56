import Crypto
import GRDB

/// What tells the steps of a version from other steps: SHA-256 of all that they say, in hexadecimal digits.
///
/// While a version is not released its steps change, and programs of different days give it different tables. So a file
/// carries the digest of each version it was brought to, and a program with other steps leaves the file alone.
package struct SchemaDigest: Hashable, Sendable {
    package let hex: String

    package init(of migration: Migration) {
        var hash = SHA256()
        for step in migration.steps {
            for part in step.parts {
                // The length first, so that no text runs into the next.
                let bytes = Array(part.utf8)
                hash.update(data: Array("\(bytes.count) ".utf8))
                hash.update(data: bytes)
            }
        }
        hex = hash.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}

extension Migration.Step {
    fileprivate var parts: [String] {
        switch self {
        case .sql(let text): ["sql", text]
        case .loosen(let loosening): ["loosen", loosening.table, loosening.old, loosening.new]
        // How many rows a batch has changes nothing in the file.
        case .backfill(let backfill):
            ["backfill", backfill.table, backfill.key, backfill.sql, String(backfill.functions.count)]
                + backfill.functions.map(\.name)
        }
    }
}
