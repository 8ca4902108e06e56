import Presentation
import Shop
import Testing

@testable import Screens

struct PlainNewsTests {
    @Test("Plain lines say that nothing can be saved for want of space, to whoever is there, and that it works again")
    func fullDisk() {
        let news = PlainNews()
        news.put(.unwritable(.noSpace(place: "/shop.db")))
        #expect(
            news.take(for: nil).lines == [
                "No space is left on the disk of /shop.db: nothing can be saved until there is some."
            ])
        news.put(.writable)
        #expect(news.take(for: nil).lines == ["There is space on the disk again."])
        #expect(news.take(for: nil).lines.isEmpty, "each is told once")
    }
}
