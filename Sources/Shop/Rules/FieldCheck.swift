/// Checks typed values one by one and keeps every problem, so that a form can show them all at once.
struct FieldCheck {
    private(set) var problems: [FieldName: FieldError] = [:]

    /// - Returns: what `body` accepted, or nil when the problem was noted.
    @discardableResult
    mutating func check<Value>(_ field: FieldName, _ body: () throws(FieldError) -> Value) -> Value? {
        do {
            return try body()
        } catch {
            problems[field] = error
            return nil
        }
    }

    func finish() throws(ShopError) {
        guard problems.isEmpty else { throw .invalid(problems) }
    }
}
