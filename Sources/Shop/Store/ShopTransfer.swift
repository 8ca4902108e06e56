/// Moves a whole shop from one store to another, page by page, and compares two.
///
/// Nobody may write to either meanwhile: pages are read in transactions of their own. What changes all the same is found by
/// comparing.
public struct ShopTransfer: Sendable {
    /// Rows of a page.
    public static let pageSize = 500

    public let source: any Store
    public let target: any Store

    public init(from source: any Store, to target: any Store) {
        self.source = source
        self.target = target
    }

    /// Where two shops differ: the first page of a kind that is not the same.
    public struct Difference: Hashable, Sendable {
        public var kind: ShopPage.Kind
        /// The key before the page; nil for the first.
        public var after: ShopPage.Key?
    }

    /// Copies everything into a shop that has nothing yet. Until all is there the target counts as not set up.
    ///
    /// - Parameter progress: hears of each page that was written.
    /// - Throws: ``ShopError/alreadySetUp`` when the target has anything; ``ShopError/store(_:)``.
    public func copy(progress: @Sendable (ShopPage) -> Void = { _ in }) async throws {
        let isEmpty = try await target.write { transaction in
            try transaction.settings() == nil && !transaction.hasUsers() && transaction.lastEventNumber() == 0
        }
        guard isEmpty else { throw ShopError.alreadySetUp }
        for kind in ShopPage.Kind.allCases {
            try await Self.forEachPage(of: kind, in: source) { page, _ in
                try await target.write { try $0.insert(page) }
                progress(page)
                return true
            }
        }
    }

    /// Compares all rows of both; one difference a kind at most.
    public func differences() async throws -> [Difference] {
        var differences: [Difference] = []
        for kind in ShopPage.Kind.allCases {
            var last: ShopPage.Key?
            try await Self.forEachPage(of: kind, in: source) { page, key in
                last = page.lastKey
                let other = try await Self.page(of: kind, after: key, in: target)
                if other == page { return true }
                differences.append(Difference(kind: kind, after: key))
                return false
            }
            guard kind != .shop, !differences.contains(where: { $0.kind == kind }) else { continue }
            // Rows that come after all of the source's.
            let rest = try await Self.page(of: kind, after: last, in: target)
            if rest.count > 0 { differences.append(Difference(kind: kind, after: last)) }
        }
        return differences
    }

    /// - Parameter work: gets each page and the key before it, and says whether to go on.
    private static func forEachPage(
        of kind: ShopPage.Kind, in store: any Store, _ work: (ShopPage, ShopPage.Key?) async throws -> Bool
    ) async throws {
        var key: ShopPage.Key?
        while true {
            try Task.checkCancellation()
            let page = try await page(of: kind, after: key, in: store)
            guard page.count > 0, try await work(page, key) else { return }
            guard page.count == pageSize, let last = page.lastKey else { return }
            key = last
        }
    }

    private static func page(
        of kind: ShopPage.Kind, after key: ShopPage.Key?, in store: any Store
    ) async throws -> ShopPage {
        try await store.read { try $0.page(of: kind, after: key, limit: pageSize) }
    }
}
