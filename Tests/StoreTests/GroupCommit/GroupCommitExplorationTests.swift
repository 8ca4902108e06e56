import Soaking
import Testing

@testable import SQLiteStore

/// The promises of group commit, in every order in which the steps of a few processes can come.
///
/// The processes run the queue's real code; what is simulated is the memory that they share, the lock, and the database.
@Suite(.timeLimit(.minutes(15)))
struct GroupCommitExplorationTests {
    private func explore(
        _ terminals: [SimulatedTerminal], _ rules: Exploration.Rules = Exploration.Rules(),
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let exploration = Exploration(terminals, rules)
        let start = ContinuousClock.now
        do {
            try exploration.run()
        } catch {
            Issue.record("\(error)", sourceLocation: sourceLocation)
        }
        Soak.say("\(exploration.seen.count) states, \(exploration.steps) steps in \(start.duration(to: .now))")
    }

    /// Terminals, each with the orders that it places.
    private func terminals(_ orders: [Int]...) -> [SimulatedTerminal] { orders.map { SimulatedTerminal(orders: $0) } }

    @Test("Of two terminals that order at the same time each is woken, and answered once, by whichever leads")
    func together() {
        explore(terminals([0, 2], [1]))
        if Soak.isOn { explore(terminals([0, 2], [1, 3])) }
    }

    @Test("Of three terminals nobody waits for a wake-up that never comes")
    func three() {
        explore(terminals([0], [1], [2]), .init(leader: 2))
        if Soak.isOn { explore(terminals([0], [1], [2]), .init(slots: 3)) }
    }

    @Test("A terminal that blocks on the lock, and finds itself answered when it has it, wakes the next")
    func answeredWhenBlocked() {
        var terminals = terminals([0], [1], [2])
        terminals[0].wakeupsBeforeBlocking = 0
        terminals[1].wakeupsBeforeBlocking = 2
        explore(terminals, .init(leader: 2))
    }

    @Test("A terminal may die at any step: what the others are told is true, and all of them are told")
    func death() {
        explore(terminals([0], [1]), .init(deaths: 2, polls: true))
        explore(terminals([0], [1], [2]), .init(slots: 1, leader: 2, deaths: 1, mortal: 2, polls: true))
        if Soak.isOn {
            explore(terminals([0], [1, 2]), .init(deaths: 1, polls: true))
            explore(terminals([0, 2], [1]), .init(deaths: 1, canBeRefused: true, polls: true))
            explore(terminals([0], [1], [2]), .init(leader: 2, deaths: 1, mortal: 2, polls: true))
        }
    }

    @Test("The slot of a terminal that died at any step is taken over by another")
    func takeover() {
        explore(terminals([0], [1]), .init(slots: 1, areOpen: false, deaths: 1, polls: true))
        if Soak.isOn {
            explore(terminals([0], [1], [2]), .init(slots: 1, areOpen: false, deaths: 1, polls: true))
        }
    }

    @Test("Who is told that nothing was saved has nothing saved, and the next order of the terminal is placed")
    func refused() {
        explore(terminals([0, 2], [1]), .init(canBeRefused: true))
    }

    @Test("A terminal that is woken when it gives up wakes the next")
    func refusedWhenWoken() {
        explore(terminals([0], [1], [2]), .init(leader: 2, canBeRefused: true, isRefusedAsleep: true))
        if Soak.isOn { explore(terminals([0], [1], [2]), .init(canBeRefused: true)) }
    }

    @Test("An order that is late is placed by its own terminal")
    func late() {
        explore(terminals([0], [1]), .init(canBeLate: true))
    }

    @Test("When a transaction with the orders of others fails, each is placed by its own terminal")
    func failure() {
        explore(terminals([0], [1]), .init(failures: 1))
    }

    @Test("A terminal without a slot waits for the lock, and places the orders of those who have one")
    func withoutSlot() {
        explore(terminals([0], [1]), .init(slots: 1))
        if Soak.isOn { explore(terminals([0], [1], [2])) }
    }

    @Test("A program that writes other bytes leaves the queue, or an order, to those who can read it")
    func otherPrograms() {
        let (first, layout) = (SimulatedTerminal(orders: [0]), SimulatedTerminal(orders: [1], layout: 2))
        // Whoever does not use the queue wakes nobody.
        explore([first, layout], .init(areOpen: false, polls: true))
        explore([first, SimulatedTerminal(orders: [1], form: 2)])
    }

    @Test("A queue that breaks a promise is found", arguments: Exploration.Defect.allCases)
    func defects(_ defect: Exploration.Defect) {
        let exploration = Exploration(terminals([0, 2], [1]), .init(canBeRefused: true, defect: defect))
        #expect(throws: Exploration.Violation.self) { try exploration.run() }
    }
}
