/// What an order must be before the shop looks at its shelves.
enum DraftRules {
    private static let requestLength = 8...64

    /// The draft with its texts trimmed.
    ///
    /// - Throws: ``ShopError/invalid(_:)`` or ``ShopError/quantity(product:wanted:)``.
    static func checked(_ draft: OrderDraft) throws -> OrderDraft {
        var fields = FieldCheck()
        var accepted = draft
        fields.check(.lines) { () throws(FieldError) in
            _ = try TextRule.checked(draft.request, length: requestLength)
            guard !draft.lines.isEmpty else { throw .empty }
            let most = Order.lineCount.upperBound
            guard draft.lines.count <= most else { throw .tooLarge("\(most) lines") }
        }
        fields.check(.quantity) { () throws(FieldError) in
            let range = OrderItem.quantityRange
            for line in draft.lines {
                guard line.quantity >= range.lowerBound else { throw .tooSmall("\(range.lowerBound) of each") }
                guard line.quantity <= range.upperBound else { throw .tooLarge("\(range.upperBound) of each") }
            }
        }
        if let note = fields.check(
            .note, { () throws(FieldError) in try TextRule.checked(draft.note, length: Order.noteLength) })
        {
            accepted.note = note
        }
        if let walkIn = draft.walkIn {
            accepted.walkIn = fields.check(.walkIn) { () throws(FieldError) in
                try TextRule.checked(walkIn, length: 0...AccountRules.nameLength.upperBound)
            }
        }
        for (index, line) in draft.lines.enumerated() {
            guard
                let note = fields.check(
                    .note, { () throws(FieldError) in try TextRule.checked(line.note, length: OrderItem.noteLength) })
            else { break }
            accepted.lines[index].note = note
        }
        try fields.finish()
        return accepted
    }
}
