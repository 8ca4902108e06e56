import Foundation
import Shop
import Testing

@testable import SQLiteStore

struct PackingTests {
    private static let shop = FileFacts.Identity(device: 7, inode: .max)

    private static let placements = [
        OrderPlacement(
            draft: OrderDraft(
                request: "8c1f", lines: [OrderDraft.Line(product: 3, quantity: 2, note: "ümlaut\n", seenPrice: 350)],
                note: "", walkIn: "Sam"),
            operation: .placeForWalkIn, session: "s", user: 1, at: Sample.now),
        OrderPlacement(
            draft: OrderDraft(
                request: "",
                lines: [
                    OrderDraft.Line(product: ID(Int64.max), quantity: .min), OrderDraft.Line(product: 1, quantity: 1),
                ],
                note: "note"),
            operation: .placeOrder, session: "", user: ID(Int64.min), at: Sample.now),
    ]

    @Test("An order that another process is to place is the order that was wanted", arguments: placements)
    func wanted(placement: OrderPlacement) throws {
        #expect(
            try OrderPlacement(placement.packed(for: Self.shop), for: Self.shop, at: Sample.now.addingTimeInterval(60))
                == placement)
    }

    @Test("An order that another process has placed is told whole")
    func placed() throws {
        var order = Sample.order("8c1f", by: 4, of: 9)
        #expect(try Order(packed: order.packed) == order)
        order.customer = nil
        order.items = []
        #expect(try Order(packed: order.packed) == order)
    }

    @Test("An order for another file is not placed in this one")
    func otherShop() throws {
        let other = FileFacts.Identity(device: 7, inode: 1)
        #expect(throws: Unpacker.Mismatch.self) {
            try OrderPlacement(Self.placements[0].packed(for: other), for: Self.shop, at: Sample.now)
        }
    }

    @Test("What no terminal would ask another for is not done for it")
    func otherOperation() throws {
        var placement = Self.placements[0]
        placement.operation = .editSettings
        #expect(throws: Unpacker.Mismatch.self) {
            try OrderPlacement(placement.packed(for: Self.shop), for: Self.shop, at: Sample.now)
        }
        for days in [-2.0, 2] {
            let now = Sample.now.addingTimeInterval(days * 86_400)
            #expect(throws: Unpacker.Mismatch.self) {
                try OrderPlacement(Self.placements[0].packed(for: Self.shop), for: Self.shop, at: now)
            }
        }
    }

    @Test("What is cut short, or says what it cannot hold, is no order")
    func damaged() throws {
        let placement = Self.placements[0].packed(for: Self.shop)
        let order = Sample.order("8c1f", by: 4, of: 9).packed
        for count in 0..<placement.count {
            #expect(throws: Unpacker.Mismatch.self) {
                try OrderPlacement(Array(placement.prefix(count)), for: Self.shop, at: Sample.now)
            }
        }
        for count in 0..<order.count {
            #expect(throws: Unpacker.Mismatch.self) { try Order(packed: Array(order.prefix(count))) }
        }
        for number: Int64 in [-1, .max, .min] {
            var packer = Packer()
            packer.add(number)
            var unpacker = Unpacker(packer.bytes)
            #expect(throws: Unpacker.Mismatch.self) { try unpacker.text() }
            unpacker = Unpacker(packer.bytes)
            #expect(throws: Unpacker.Mismatch.self) { try unpacker.list { try $0.number() } }
        }
    }
}
