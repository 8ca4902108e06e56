import Foundation
import Presentation
import Shop
import Testing

@testable import SQLiteStore

struct OrderCodecTests {
    private static let shop = FileMetadata.Identity(device: 7, inode: .max)

    private static let placements = [
        OrderPlacement(
            draft: OrderDraft(
                request: "8c1f", lines: [OrderDraft.Line(productID: 3, quantity: 2, note: "ümlaut\n", seenPrice: 350)],
                note: "", walkIn: "Sam"),
            operation: .placeForWalkIn, session: "s", userID: 1, at: Sample.now),
        OrderPlacement(
            draft: OrderDraft(
                request: "",
                lines: [
                    OrderDraft.Line(productID: ID(Int64.max), quantity: .min),
                    OrderDraft.Line(productID: 1, quantity: 1),
                ],
                note: "note"),
            operation: .placeOrder, session: "", userID: ID(Int64.min), at: Sample.now),
    ]

    @Test("An order that another process is to place is the order that was wanted", arguments: placements)
    func wanted(placement: OrderPlacement) throws {
        #expect(
            try OrderCodec.placement(
                from: OrderCodec.encode(placement, for: Self.shop), for: Self.shop,
                at: Sample.now.addingTimeInterval(60))
                == placement)
    }

    @Test("An order that another process has placed is told whole")
    func placed() throws {
        var order = Sample.order("8c1f", by: 4, of: 9)
        #expect(try OrderCodec.order(from: OrderCodec.encode(order)) == order)
        order.customerID = nil
        order.items = []
        #expect(try OrderCodec.order(from: OrderCodec.encode(order)) == order)
    }

    @Test("An order for another file is not placed in this one")
    func otherShop() throws {
        let other = FileMetadata.Identity(device: 7, inode: 1)
        #expect(throws: BinaryDecoder.Mismatch.self) {
            try OrderCodec.placement(
                from: OrderCodec.encode(Self.placements[0], for: other), for: Self.shop, at: Sample.now)
        }
    }

    @Test("What no terminal would submit is not done for it")
    func otherOperation() throws {
        var placement = Self.placements[0]
        placement.operation = .editSettings
        #expect(throws: BinaryDecoder.Mismatch.self) {
            try OrderCodec.placement(
                from: OrderCodec.encode(placement, for: Self.shop), for: Self.shop, at: Sample.now)
        }
        for days in [-2.0, 2] {
            let now = Sample.now.addingTimeInterval(days * 86_400)
            #expect(throws: BinaryDecoder.Mismatch.self) {
                try OrderCodec.placement(
                    from: OrderCodec.encode(Self.placements[0], for: Self.shop), for: Self.shop, at: now)
            }
        }
    }

    @Test("What is cut short, or says what it cannot hold, is no order")
    func damaged() throws {
        let placement = OrderCodec.encode(Self.placements[0], for: Self.shop)
        let order = OrderCodec.encode(Sample.order("8c1f", by: 4, of: 9))
        for count in 0..<placement.count {
            #expect(throws: BinaryDecoder.Mismatch.self) {
                try OrderCodec.placement(from: Array(placement.prefix(count)), for: Self.shop, at: Sample.now)
            }
        }
        for count in 0..<order.count {
            #expect(throws: BinaryDecoder.Mismatch.self) { try OrderCodec.order(from: Array(order.prefix(count))) }
        }
        for number: Int64 in [-1, .max, .min] {
            var encoder = BinaryEncoder()
            encoder.add(number)
            var decoder = BinaryDecoder(encoder.bytes)
            #expect(throws: BinaryDecoder.Mismatch.self) { try decoder.text() }
            decoder = BinaryDecoder(encoder.bytes)
            #expect(throws: BinaryDecoder.Mismatch.self) { try decoder.list { try $0.number() } }
        }
    }
}
