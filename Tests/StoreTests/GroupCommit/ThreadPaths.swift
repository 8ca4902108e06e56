@testable import SQLiteStore

/// All that a thread was seen to do: a tree of its steps, which branches at their results.
final class ThreadPaths {
    private struct Node {
        var step: SimulatedStep?
        var parent: Int
        var result: Int
        var children: [Int: Int] = [:]
    }

    let thread: SimulatedThread
    private var nodes: [Node]

    init(_ thread: SimulatedThread) {
        self.thread = thread
        nodes = [Node(step: thread.next(after: []), parent: -1, result: 0)]
    }

    var count: Int { nodes.count }

    /// - Returns: nil at the thread's end.
    func step(at node: Int) -> SimulatedStep? { nodes[node].step }

    func next(_ node: Int, _ result: Int) -> Int {
        if let child = nodes[node].children[result] { return child }
        var results = [result]
        var ancestor = node
        while nodes[ancestor].parent >= 0 {
            results.append(nodes[ancestor].result)
            ancestor = nodes[ancestor].parent
        }
        let child = nodes.count
        nodes.append(Node(step: thread.next(after: results.reversed()), parent: node, result: result))
        nodes[node].children[result] = child
        return child
    }
}
