import Terminal
import Testing

@testable import Screens

struct CardFlowTests {
    @Test("Cards go on in the next column where one is full; the blank row under the last need not fit")
    func columns() {
        let flow = CardFlow(heights: [4, 5, 3, 6, 4], in: Size(width: 78, height: 11))
        let places = flow.places(from: 0)
        #expect(places.map(\.column) == [0, 0, 0, 1, 1])
        #expect(places.map(\.y) == [0, 4, 9, 0, 6])
        #expect(flow.places(from: 2).map(\.card) == [2, 3, 4])
    }

    @Test("A narrow lane has one column, and a card that is too high is shown in part")
    func narrow() {
        let flow = CardFlow(heights: [9, 3], in: Size(width: 38, height: 6))
        #expect(flow.places(from: 0).map(\.card) == [0])
        #expect(flow.places(from: 1).map(\.card) == [1])
    }

    @Test("The wanted card comes into sight by moving as little as possible, and no room is left unused")
    func offset() {
        let flow = CardFlow(heights: Array(repeating: 4, count: 9), in: Size(width: 30, height: 11))
        #expect(flow.offset(showing: 0, from: 0) == 0)
        #expect(flow.offset(showing: 2, from: 0) == 0)
        #expect(flow.offset(showing: 3, from: 0) == 1)
        #expect(flow.offset(showing: 5, from: 4) == 4)
        #expect(flow.offset(showing: 8, from: 8) == 6)
        #expect(CardFlow(heights: [], in: Size(width: 30, height: 11)).offset(showing: 0, from: 3) == 0)
    }
}
