@testable import SQLiteStore

/// Tries every order in which the steps of some processes can come, with what may happen to the processes meanwhile, and tells
/// the first in which the queue breaks a promise.
final class Exploration {
    /// What may happen.
    struct Rules {
        var slots = 2
        /// Processes have opened the shop before anything is tried.
        var areOpen = true
        /// The process that holds the lock before anything is tried.
        var leader: Int?
        var deaths = 0
        /// Only this process may die.
        var mortal: Int?
        /// How many transactions with orders of others may fail.
        var failures = 0
        /// Placements may time out.
        var canBeLate = false
        /// The first order of process 0 may be refused by its timer.
        var canBeRefused = false
        /// It is refused only while the process sleeps.
        var isRefusedAsleep = false
        /// A follower that nobody wakes looks by itself. Without it nobody may need to.
        var polls = false
        /// What a broken queue would do, for a test of the exploration itself.
        var defect: Defect?
    }

    enum Defect: CaseIterable {
        /// Nobody is woken.
        case silentBell
        /// A word is changed without being compared.
        case blindMove
        /// What was committed is not flushed.
        case noFlush
        /// A slot is freed with the placement in it.
        case keptPayload
    }

    struct Violation: Error, CustomStringConvertible {
        var promise: String
        /// What came before.
        var trail: [String] = []

        var description: String { ([promise] + trail).joined(separator: "\n") }
    }

    let rules: Rules
    private let terminals: [SimulatedTerminal]
    let payloads = PayloadTable()
    private(set) var paths: [ThreadPaths] = []
    private(set) var seen: Set<Int> = []
    private(set) var steps = 0
    /// How the world came to be as it is: a choice, and what was done then.
    private var trail: [(choice: Choice, steps: [(SimulatedStep, Int)])] = []

    init(_ terminals: [SimulatedTerminal], _ rules: Rules = Rules()) {
        self.terminals = terminals
        self.rules = rules
        for (process, terminal) in terminals.enumerated() { add(process) { terminal.run($0) } }
        if rules.canBeRefused, let order = terminals[0].orders.first {
            add(0) { SimulatedTerminal.refuse(order, $0) }
        }
    }

    private func add(_ process: Int, _ code: @escaping @Sendable (SimulatedThread) -> Void) {
        let isRefused = rules.canBeRefused && process == 0
        paths.append(
            ThreadPaths(
                SimulatedThread(
                    process: process, slots: rules.slots, canBeLate: rules.canBeLate, canBeRefused: isRefused,
                    payloads: payloads, code: code)))
    }

    var threads: Range<Int> { paths.indices }
    func process(of thread: Int) -> Int { paths[thread].thread.process }
    func step(of thread: Int, in world: SimulatedWorld) -> SimulatedStep? { paths[thread].step(at: world.node[thread]) }
    func orders(of process: Int) -> [Int] { terminals[process].orders }

    // MARK: all orders of steps

    private enum Choice {
        case step(Int, isFailure: Bool)
        case death(Int)
        case late
    }

    private struct Place {
        var world: SimulatedWorld
        var choices: [Choice]
    }

    /// - Throws: ``Violation``.
    func run() throws {
        do {
            try explore(begun())
        } catch var violation as Violation {
            violation.trail = trail.flatMap { told($0.choice, $0.steps) }
            throw violation
        }
    }

    private func begun() throws -> SimulatedWorld {
        var world = SimulatedWorld()
        for thread in threads {
            try settle(thread, &world)
            while rules.areOpen, let step = step(of: thread, in: world), !Self.isBeginning(step) {
                try go(thread, &world)
            }
        }
        if let leader = rules.leader { try go(leader, &world) }
        return world
    }

    /// The first step of a thread that has opened the shop.
    private static func isBeginning(_ step: SimulatedStep) -> Bool {
        switch step {
        case .tryAcquire, .beginRefusal: true
        default: false
        }
    }

    private func explore(_ world: SimulatedWorld) throws {
        seen.insert(world.digest)
        var stack = [Place(world: world, choices: try choices(in: world))]
        while let last = stack.indices.last {
            guard let choice = stack[last].choices.popLast() else {
                stack.removeLast()
                _ = trail.popLast()
                continue
            }
            var next = stack[last].world
            steps += 1
            trail.append((choice, []))
            try make(choice, &next)
            if seen.insert(next.digest).inserted {
                stack.append(Place(world: next, choices: try choices(in: next)))
            } else {
                trail.removeLast()
            }
        }
    }

    private func choices(in world: SimulatedWorld) throws -> [Choice] {
        var choices: [Choice] = []
        for thread in threads where isAlive(process(of: thread), world) {
            guard let step = step(of: thread, in: world), isPossible(step, of: thread, in: world) else { continue }
            choices.append(.step(thread, isFailure: false))
            if case .commit(_, let others) = step, !others.isEmpty, world.failures < rules.failures {
                choices.append(.step(thread, isFailure: true))
            }
        }
        if choices.isEmpty { try checkEnd(world) }
        if world.deaths < rules.deaths {
            for process in terminals.indices where isAlive(process, world) && !isDone(process, world) {
                if let mortal = rules.mortal, mortal != process { continue }
                choices.append(.death(process))
            }
        }
        if rules.canBeLate, world.isLate == 0 { choices.append(.late) }
        return choices
    }

    private func make(_ choice: Choice, _ world: inout SimulatedWorld) throws {
        switch choice {
        case .step(let thread, isFailure: false): try go(thread, &world)
        case .step(let thread, isFailure: true):
            world.failures += 1
            world.node[thread] = paths[thread].next(world.node[thread], 0)
            try settle(thread, &world)
        case .death(let process): die(process, &world)
        case .late: world.isLate = 1
        }
    }

    func isAlive(_ process: Int, _ world: SimulatedWorld) -> Bool { !world.dead.contains(process) }

    private func isDone(_ process: Int, _ world: SimulatedWorld) -> Bool {
        threads.allSatisfy { self.process(of: $0) != process || step(of: $0, in: world) == nil }
    }

    // MARK: steps

    /// Does a thread's step, and what it does together with it.
    private func go(_ thread: Int, _ world: inout SimulatedWorld) throws {
        guard let step = step(of: thread, in: world) else { return }
        world.access[thread] = SimulatedWorld.none
        try perform(step, by: thread, &world)
        try settle(thread, &world)
    }

    /// Goes on to the next step that others may come before.
    private func settle(_ thread: Int, _ world: inout SimulatedWorld) throws {
        while let step = step(of: thread, in: world), !isSchedulingPoint(step) {
            try perform(step, by: thread, &world)
        }
    }

    private func perform(_ step: SimulatedStep, by thread: Int, _ world: inout SimulatedWorld) throws {
        let index = trail.indices.last
        if let index { trail[index].steps.append((step, 0)) }
        let result = try perform(step, of: thread, in: &world)
        if let index { trail[index].steps[trail[index].steps.count - 1].1 = result }
        world.node[thread] = paths[thread].next(world.node[thread], result)
    }

    private func isSchedulingPoint(_ step: SimulatedStep) -> Bool {
        // Whoever has a slot has it to the end.
        if case .isByteLocked = step, rules.areOpen, rules.deaths == 0 { return false }
        return step.isSchedulingPoint
    }

    private func told(_ choice: Choice, _ steps: [(SimulatedStep, Int)]) -> [String] {
        switch choice {
        case .death(let process): return ["process \(process) dies"]
        case .late: return ["time passes"]
        case .step(let thread, isFailure: true): return ["process \(process(of: thread)): the transaction fails"]
        case .step(let thread, isFailure: false):
            let name = thread < terminals.count ? "process" : "timer of process"
            return steps.map { "\(name) \(process(of: thread)): \($0) = \($1)" }
        }
    }
}
