import Foundation
public import Shop

/// Sends receipts to the shop's printer: as bytes for a device, as text for a command. What the shop's settings name counts
/// as far as ``PrinterRules`` allow it.
public struct PrinterService: Sendable {
    /// Before a printer that was not there is asked once more.
    private static let pause: Duration = .seconds(1)

    let environment: ShopEnvironment

    /// Prints an order that the session may see. It takes as long as the printer does, up to 10 seconds an attempt. A
    /// printer that has taken nothing is asked once more; one that may have printed never is, for nobody wants two slips.
    ///
    /// At a counter nobody of the shop sees what goes wrong: it stands in the log, where every admin's screen hears it.
    ///
    /// - Returns: false when the shop has no printer.
    /// - Throws: ``ShopError/printer(_:)`` with what is wrong, or what seeing the order may throw.
    public func print(_ id: ID<Order>, by session: Session) async throws -> Bool {
        let (order, settings) = try await environment.reading(.printReceipt, by: session, on: String(id)) {
            transaction, user in
            let settings = try transaction.shop()
            let order = try OrderService.within(
                .printReceipt, transaction.order(id), of: user, named: String(id), now: environment.now())
            return (order, settings)
        }
        do throws(PrinterError) {
            guard let slip = try PrinterSlip(of: order, settings: settings, rules: environment.printers) else {
                return false
            }
            try await send(slip)
        } catch {
            if session.role == .kiosk { await tell(error, of: order, by: session) }
            throw ShopError.printer(error)
        }
        return true
    }

    private func send(_ slip: PrinterSlip) async throws(PrinterError) {
        do {
            return try await slip.send()
        } catch {
            guard !error.mayBePrinted else { throw error }
            try? await Task.sleep(for: Self.pause)
        }
        try await slip.send()
    }

    /// The order stands whatever becomes of this.
    private func tell(_ fault: PrinterError, of order: Order, by session: Session) async {
        let why = String(String.UnicodeScalarView(fault.why.unicodeScalars.prefix(Order.reasonLength.upperBound)))
        _ = try? await environment.writing(.printReceipt, by: session, on: String(order.id)) { transaction, actor in
            try transaction.append(
                actor.event(.receiptNotPrinted, .order(order.id), name: order.ticket.description, reason: why))
        }
    }
}

extension ShopServices {
    public var printer: PrinterService { PrinterService(environment: environment) }
}
