/// Finds what someone may have meant.
enum Spelling {
    /// The names nearest to `typed` by edit distance, or that begin with it; nothing that is too far off.
    static func nearest(to typed: String, among names: [String], limit: Int) -> [String] {
        let wanted = Array(TextRule.key(typed).prefix(60))
        guard !wanted.isEmpty else { return [] }
        let scored = names.compactMap { name -> (name: String, distance: Int)? in
            let candidate = Array(TextRule.key(name))
            if candidate.starts(with: wanted) { return (name, 0) }
            let distance = distance(wanted, candidate)
            return distance <= max(2, wanted.count / 3) ? (name, distance) : nil
        }
        return scored.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(limit).map(\.name)
    }

    /// Levenshtein's distance.
    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var row = Array(0...b.count)
        for (i, left) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, right) in b.enumerated() {
                let above = row[j + 1]
                row[j + 1] = left == right ? diagonal : 1 + min(diagonal, above, row[j])
                diagonal = above
            }
        }
        return row[b.count]
    }
}
