import Foundation

/// What a path may be that someone typed.
enum TypedPath {
    /// `typed` as the operating system takes it: `~` is the home folder.
    ///
    /// - Throws: ``ShopError/file(path:why:)``.
    static func checked(_ typed: String) throws(ShopError) -> String {
        let path = TextRule.trimmed(typed)
        guard !path.isEmpty else { throw .file(path: "“”", why: "a file has a name") }
        // A NUL would end it early, and what cannot be seen names another file than it seems to.
        guard !path.unicodeScalars.contains(where: TextRule.isForbidden) else {
            throw .file(path: path, why: "a path has visible characters only")
        }
        return (path as NSString).expandingTildeInPath
    }
}
