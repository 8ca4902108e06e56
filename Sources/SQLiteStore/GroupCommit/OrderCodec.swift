import Foundation
import Shop

/// Placements and their answers in bytes, for another process of this program.
enum OrderCodec {
    /// The number of the form that these bytes have. It rises with each change of them.
    private static let form: Int64 = 2
    /// No clock of two processes on one machine is as far from another, in seconds.
    private static let maxAge: TimeInterval = 86_400

    private static func header(_ shop: FileMetadata.Identity) -> [Int64] {
        [form, Int64(Schema.version), Int64(bitPattern: shop.device), Int64(bitPattern: shop.inode)]
    }

    /// - Parameter shop: the database that the placement is for.
    static func encode(_ placement: OrderPlacement, for shop: FileMetadata.Identity) -> [UInt8] {
        var encoder = BinaryEncoder()
        for number in header(shop) { encoder.add(number) }
        encoder.add(placement.operation.rawValue)
        encoder.add(placement.session)
        encoder.add(placement.userID)
        encoder.add(placement.at.milliseconds)
        let draft = placement.draft
        encoder.add(draft.request)
        encoder.add(draft.note)
        encoder.add(draft.walkIn)
        encoder.add(Int64(draft.lines.count))
        for line in draft.lines {
            encoder.add(line.productID)
            encoder.add(Int64(line.quantity))
            encoder.add(line.note)
            encoder.add(line.seenPrice)
        }
        return encoder.bytes
    }

    /// - Throws: ``BinaryDecoder/Mismatch`` when the placement is for another database, from a program of another version,
    ///   or nothing that this program would submit.
    static func placement(
        from bytes: [UInt8], for shop: FileMetadata.Identity, at now: Date = Date()
    ) throws -> OrderPlacement {
        var decoder = BinaryDecoder(bytes)
        for number in header(shop) where try decoder.number() != number { throw BinaryDecoder.Mismatch() }
        let operation: ShopOperation = try decoder.word()
        let session = try decoder.text()
        let user: ID<User> = try decoder.id()
        let at = Date(milliseconds: try decoder.number())
        guard abs(at.timeIntervalSince(now)) < maxAge, [.placeOrder, .placeForWalkIn].contains(operation) else {
            throw BinaryDecoder.Mismatch()
        }
        let (request, note) = (try decoder.text(), try decoder.text())
        let walkIn = try decoder.optional { try $0.text() }
        let lines = try decoder.list { decoder in
            OrderDraft.Line(
                productID: try decoder.id(), quantity: Int(try decoder.number()), note: try decoder.text(),
                seenPrice: try decoder.optional { try $0.number() })
        }
        return OrderPlacement(
            draft: OrderDraft(request: request, lines: lines, note: note, walkIn: walkIn), operation: operation,
            session: session, userID: user, at: at)
    }

    /// An order as it was placed, for the process that wanted it.
    static func encode(_ order: Order) -> [UInt8] {
        var encoder = BinaryEncoder()
        encoder.add(order.id)
        encoder.add(order.request)
        encoder.add(order.ticket.channel.rawValue)
        encoder.add(Int64(order.ticket.number))
        encoder.add(Int64(order.businessDay.number))
        encoder.add(order.customerID)
        encoder.add(order.customerName)
        encoder.add(order.placedByID)
        encoder.add(order.status.rawValue)
        encoder.add(order.payment.rawValue)
        encoder.add(order.note)
        encoder.add(order.total)
        encoder.add(Int64(order.version))
        for time in [order.createdAt, order.updatedAt, order.statusAt] { encoder.add(time.milliseconds) }
        encoder.add(Int64(order.items.count))
        for item in order.items {
            encoder.add(item.productID)
            encoder.add(item.name)
            encoder.add(Int64(item.quantity))
            encoder.add(item.price)
            encoder.add(item.note)
            encoder.add(Int64(item.isCounted ? 1 : 0))
        }
        return encoder.bytes
    }

    static func order(from bytes: [UInt8]) throws -> Order {
        var decoder = BinaryDecoder(bytes)
        func time() throws -> Date { Date(milliseconds: try decoder.number()) }
        return Order(
            id: try decoder.id(), request: try decoder.text(),
            ticket: Ticket(channel: try decoder.word(), number: Int(try decoder.number())),
            businessDay: BusinessDay(number: Int(try decoder.number())),
            customerID: try decoder.optional { try $0.id() }, customerName: try decoder.text(),
            placedByID: try decoder.id(), status: try decoder.word(), payment: try decoder.word(),
            note: try decoder.text(), total: try decoder.number(), version: Int(try decoder.number()),
            createdAt: try time(), updatedAt: try time(), statusAt: try time(),
            items: try decoder.list { decoder in
                OrderItem(
                    productID: try decoder.id(), name: try decoder.text(), quantity: Int(try decoder.number()),
                    price: try decoder.number(), note: try decoder.text(), isCounted: try decoder.number() == 1)
            })
    }
}
