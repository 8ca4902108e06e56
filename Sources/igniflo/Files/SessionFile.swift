import Foundation
import Glibc
import Presentation
import Shop

/// The session of this user in one shop: its token, in a file that nobody else may read.
struct SessionFile: Sendable {
    /// A token is far shorter.
    private static let limit = 8_192

    /// Where the shop is, by whatever name it was called.
    private let shop: String
    /// Begins the file's name.
    private let kind: String

    init(of location: StoreLocation, kind: String = "") {
        self.kind = kind
        shop =
            switch location {
            case .file(let path): Self.canonical(path)
            case .server: location.description
            }
    }

    /// - Returns: nil when nobody is signed in.
    func token() -> String? {
        guard let path = try? path() else { return nil }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: Self.limit)
        let count = read(descriptor, &bytes, bytes.count)
        guard count > 0 else { return nil }
        return String(decoding: bytes[..<count], as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// - Throws: ``CommandFailure`` when the state folder cannot be written.
    func save(_ token: String) throws {
        let path = try path()
        let folder = (path as NSString).deletingLastPathComponent
        do { try DurableFile.makeFolder(folder) } catch { throw Self.unwritable(folder, error.why) }
        // A kiosk that was given a session keeps it through a loss of power: nobody may be there to sign it in again.
        do {
            try DurableFile.replace(path, with: Array((token + "\n").utf8), mode: 0o600)
        } catch {
            throw Self.unwritable(error.path, error.why)
        }
    }

    func remove() {
        if let path = try? path() { unlink(path) }
    }

    private func path() throws -> String {
        let name = (shop as NSString).lastPathComponent
        return try "\(Paths.system.stateFolder())/sessions/\(kind)\(name.prefix(40))-\(Self.fingerprint(of: shop))"
    }

    private static func unwritable(_ path: String, _ why: String) -> CommandFailure {
        .unreachable("The session cannot be kept: \(path) cannot be written (\(why)). Please make room for it.")
    }

    /// One shop has one session, by whatever path it is named.
    private static func canonical(_ path: String) -> String {
        if let real = resolved(path) { return real }
        let folder = (path as NSString).deletingLastPathComponent
        return (resolved(folder) ?? folder) + "/" + (path as NSString).lastPathComponent
    }

    private static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    /// FNV-1a, 64 bits: tells paths apart, and keeps no secret.
    private static func fingerprint(of text: String) -> String {
        let hash = text.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return String(hash, radix: 16)
    }
}
