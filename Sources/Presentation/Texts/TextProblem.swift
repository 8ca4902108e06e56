package import Shop

extension TextRule {
    /// What is wrong with a line that was typed, in words; nil when the shop takes it.
    package static func problem(with text: String, length: ClosedRange<Int>) -> String? {
        do throws(FieldError) {
            _ = try checked(text, length: length)
            return nil
        } catch {
            return error.text
        }
    }
}
