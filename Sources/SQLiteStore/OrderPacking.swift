import Foundation
import Shop

/// An order that is wanted, as another process of this program gets it.
extension OrderPlacement {
    /// - Parameter shop: the database that it is for.
    func packed(for shop: FileFacts.Identity) -> [UInt8] {
        var packer = Packer()
        for number in Self.mark(shop) { packer.add(number) }
        packer.add(operation.rawValue)
        packer.add(session)
        packer.add(user)
        packer.add(at.milliseconds)
        packer.add(draft.request)
        packer.add(draft.note)
        packer.add(draft.walkIn)
        packer.add(Int64(draft.lines.count))
        for line in draft.lines {
            packer.add(line.product)
            packer.add(Int64(line.quantity))
            packer.add(line.note)
            packer.add(line.seenPrice)
        }
        return packer.bytes
    }

    /// No clock of two processes on one machine is as far from another, in seconds.
    private static let longestAgo: TimeInterval = 86_400

    /// - Throws: ``Unpacker/Mismatch`` when it is for another database, from a program of another version, or nothing that
    ///   this program would ask for.
    init(_ bytes: [UInt8], for shop: FileFacts.Identity, at now: Date = Date()) throws {
        var unpacker = Unpacker(bytes)
        for number in Self.mark(shop) where try unpacker.number() != number { throw Unpacker.Mismatch() }
        let operation: ShopOperation = try unpacker.word()
        let session = try unpacker.text()
        let user: ID<User> = try unpacker.id()
        let at = Date(milliseconds: try unpacker.number())
        guard abs(at.timeIntervalSince(now)) < Self.longestAgo, [.placeOrder, .placeForWalkIn].contains(operation)
        else {
            throw Unpacker.Mismatch()
        }
        let (request, note) = (try unpacker.text(), try unpacker.text())
        let walkIn = try unpacker.optional { try $0.text() }
        let lines = try unpacker.list { unpacker in
            OrderDraft.Line(
                product: try unpacker.id(), quantity: Int(try unpacker.number()), note: try unpacker.text(),
                seenPrice: try unpacker.optional { try $0.number() })
        }
        self.init(
            draft: OrderDraft(request: request, lines: lines, note: note, walkIn: walkIn), operation: operation,
            session: session, user: user, at: at)
    }

    /// Counts the forms of what is packed here.
    private static let form: Int64 = 1

    private static func mark(_ shop: FileFacts.Identity) -> [Int64] {
        [form, Int64(Schema.version), Int64(bitPattern: shop.device), Int64(bitPattern: shop.inode)]
    }
}

/// An order as it was placed, for the process that wanted it.
extension Order {
    var packed: [UInt8] {
        var packer = Packer()
        packer.add(id)
        packer.add(request)
        packer.add(ticket.channel.rawValue)
        packer.add(Int64(ticket.number))
        packer.add(Int64(businessDay.number))
        packer.add(customer)
        packer.add(customerName)
        packer.add(placedBy)
        packer.add(status.rawValue)
        packer.add(payment.rawValue)
        packer.add(note)
        packer.add(total)
        packer.add(Int64(version))
        for time in [createdAt, updatedAt, statusAt] { packer.add(time.milliseconds) }
        packer.add(Int64(items.count))
        for item in items {
            packer.add(item.product)
            packer.add(item.name)
            packer.add(Int64(item.quantity))
            packer.add(item.price)
            packer.add(item.note)
        }
        return packer.bytes
    }

    init(packed bytes: [UInt8]) throws {
        var unpacker = Unpacker(bytes)
        func time() throws -> Date { Date(milliseconds: try unpacker.number()) }
        self.init(
            id: try unpacker.id(), request: try unpacker.text(),
            ticket: Ticket(channel: try unpacker.word(), number: Int(try unpacker.number())),
            businessDay: BusinessDay(number: Int(try unpacker.number())),
            customer: try unpacker.optional { try $0.id() }, customerName: try unpacker.text(),
            placedBy: try unpacker.id(), status: try unpacker.word(), payment: try unpacker.word(),
            note: try unpacker.text(), total: try unpacker.number(), version: Int(try unpacker.number()),
            createdAt: try time(), updatedAt: try time(), statusAt: try time(),
            items: try unpacker.list { unpacker in
                OrderItem(
                    product: try unpacker.id(), name: try unpacker.text(), quantity: Int(try unpacker.number()),
                    price: try unpacker.number(), note: try unpacker.text())
            })
    }
}
