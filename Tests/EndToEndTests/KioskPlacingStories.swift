import Foundation
import Glibc
import Testing

/// What comes between a customer's yes and their number.
@Suite(.serialized, .stories)
struct KioskPlacingStories {
    @Test(
        "The screens are killed while an order is placed: all of it is there or nothing, and the next one gets their own",
        .timeLimit(.minutes(15)), arguments: PlacingMoment.all)
    func killedWhilePlacing(moment: PlacingMoment) async throws {
        try await atCounter("--ticket 60") { machine, terminal in
            let stock = try await machine.stock("Banana bread")
            let supervisor = try await terminal.program()
            let screens = try await terminal.screens()
            let hold = try HeldShop(machine, isReadable: true)
            defer { hold.release() }
            try await terminal.chooseBananaBread(name: "Zebulon")
            try await terminal.press("Enter")
            try await terminal.waitUntilSent("One moment")
            switch moment {
            case .waiting: break
            case .onItsWay(let time):
                hold.release()
                try await Task.sleep(for: time)
            case .written:
                hold.release()
                try await waitUntil("the order") {
                    if try await machine.kioskOrders(of: "Zebulon").count == 1 { return true }
                    // On a slow machine the shop was held for longer than the order waited for it.
                    if try await terminal.screen().contains("nothing is ordered twice.") {
                        try await terminal.press("Enter")
                    }
                    return false
                }
            }
            #expect(try Glibc.kill(#require(pid_t(screens)), SIGKILL) == 0)
            hold.release()
            try await waitUntil("other screens") { try await terminal.screens() != screens }
            try await terminal.waitFor(TmuxTerminal.attract)
            #expect(try await terminal.program() == supervisor)
            #expect(try await !terminal.screen().contains("Zebulon"))

            try await terminal.chooseBananaBread(name: "Abigail")
            #expect(try await !terminal.screen().contains("Zebulon"))
            try await terminal.press("Enter")
            try await terminal.waitUntilSent("Your number is")
            let lost = try await machine.kioskOrders(of: "Zebulon")
            let next = try await machine.kioskOrders(of: "Abigail")
            #expect(moment.allows(lost.count) && next.count == 1)
            let orders = lost + next
            for order in orders {
                let items = try #require(order["items"] as? [[String: any Sendable]])
                #expect(items.map { $0["name"] as? String } == ["Banana bread"])
                #expect(items.map { $0["quantity"] as? Int } == [1] && order["status"] as? String == "placed")
            }
            #expect(Set(orders.compactMap { $0["ticket"] as? String }).count == orders.count)
            #expect(try await machine.stock("Banana bread") == stock - orders.count)
            #expect(try await terminal.run("igniflo health --full").contains("The shop takes orders"))
        }
    }
}

/// When the screens are killed that place an order.
enum PlacingMoment: Sendable, CustomTestStringConvertible {
    /// The shop is somebody else's just now.
    case waiting
    /// So long after the shop let the order in: it is being written, or its answer is under way.
    case onItsWay(Duration)
    case written

    static let all = [waiting] + [0, 2, 5, 10, 20].map { onItsWay(.milliseconds($0)) } + [written]

    func allows(_ orders: Int) -> Bool {
        switch self {
        case .waiting: orders == 0
        case .onItsWay: orders <= 1
        case .written: orders == 1
        }
    }

    var testDescription: String {
        switch self {
        case .waiting: "while it waits for the shop"
        case .onItsWay(let time): "\(time) later"
        case .written: "once it is written"
        }
    }
}
