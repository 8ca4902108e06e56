import Foundation
import Presentation
import SQLiteStore
import Shop
import Soaking
import Testing

extension FaultTests {
    /// What many processes use, all together, and how long the log is.
    private struct Sample {
        var memory: [Int]
        var descriptors: [Int]
        var logBytes: Int

        init(_ writers: [Writer], _ shop: FaultShop) {
            let uses = writers.map(\.use)
            memory = uses.map { $0?.memory ?? 0 }
            descriptors = uses.map { $0?.descriptors ?? 0 }
            let facts = try? FileManager.default.attributesOfItem(atPath: shop.path + "-wal")
            logBytes = (facts?[.size] as? Int) ?? 0
        }
    }

    @Test("Processes that order for a long time lose nothing, sell nothing twice, and grow in nothing")
    func longRun() async throws {
        let shop = try await FaultShop.make()
        let seconds = Soak.isOn ? Soak.minutes * 60 : 6
        let count = Soak.isOn ? 32 : 6
        // They go on until they are told: on a slow machine some have hardly begun when others have ordered for long.
        let end = shop.folder + "/end"
        let environment = ["FAULT_UNTIL": end]
        let start = ContinuousClock.now
        let writers = try (0..<count).map {
            try Writer(["place", shop.path, "\($0)", "0"], environment: environment)
        }
        let (store, _) = try await shop.open()
        let beginning = try await store.read { try $0.feedPosition(after: 0) }
        let listening = Task { [feed = store.changes(after: beginning)] in await Self.follow(feed) }
        for writer in writers { try await writer.wait("placed") }

        let samples = try await watch(writers, shop, for: seconds)
        try Data().write(to: URL(filePath: end))
        for writer in writers { #expect(try await writer.end() == 0, "it said \(writer.lines.suffix(2))") }
        let passed = start.duration(to: .now) / .seconds(1)
        expectFlat(samples)

        var placed: [String: Int64] = [:]
        for writer in writers { placed.merge(writer.placed) { first, _ in first } }
        let refused = writers.flatMap { $0.said("refused") }.filter { !$0.contains("Not enough is left.") }
        #expect(refused.isEmpty)
        let last = try await store.read { try $0.lastEventNumber() }
        await store.close()
        let heard = await listening.value
        #expect(heard.isInOrder && heard.count <= last, "\(heard)")
        let broken = try Invariants.broken(shop.path, placed: placed)
        #expect(broken.isEmpty)
        report(samples, writers, placed: placed.count, events: last, seconds: passed)
        shop.remove()
    }

    /// Reads a feed to its end.
    private static func follow(_ feed: AsyncStream<FeedSignal>) async -> (count: EventNumber, isInOrder: Bool) {
        var last: EventNumber = 0
        var isInOrder = true
        for await case .events(let events) in feed {
            for event in events {
                isInOrder = isInOrder && event.number == last + 1
                last = event.number
            }
        }
        return (last, isInOrder)
    }

    /// Takes samples for so long, and a dozen of them however long they take.
    private func watch(_ writers: [Writer], _ shop: FaultShop, for seconds: Double) async throws -> [Sample] {
        var samples: [Sample] = []
        let end = ContinuousClock.now.advanced(by: .seconds(seconds))
        while samples.count < 12 || .now < end {
            samples.append(Sample(writers, shop))
            let hasEnded = writers.contains(where: \.hasEnded)
            try #require(!hasEnded, "a process ended by itself")
            try await Task.sleep(for: .seconds(min(10, seconds / 12)))
        }
        return samples
    }

    /// From when each has done everything once, memory, descriptors and log stay as they are.
    private func expectFlat(_ samples: [Sample]) {
        let (begin, end) = (samples[samples.count / 3], samples[samples.count - 1])
        for (before, after) in zip(begin.memory, end.memory) {
            #expect(after <= before + 16_384, "a process grew from \(before) to \(after) KiB")
        }
        // A file that is open for a moment is none that is left open.
        func least(_ samples: ArraySlice<Sample>) -> [Int] {
            begin.descriptors.indices.map { index in samples.map { $0.descriptors[index] }.min() ?? 0 }
        }
        let (first, last) = (samples.count / 3, samples.count * 2 / 3)
        #expect(least(samples[last...]) == least(samples[first..<last]))
        #expect(samples.map(\.logBytes).max() ?? 0 < 256 << 20)
    }

    private func report(
        _ samples: [Sample], _ writers: [Writer], placed: Int, events: EventNumber, seconds: Double
    ) {
        let (begin, end) = (samples[samples.count / 3], samples[samples.count - 1])
        let longest = writers.compactMap { $0.said("longest").first.flatMap(Double.init) }
        let orders = writers.map(\.placed.count)
        Soak.say("\(writers.count) processes for \(Int(seconds)) s: \(placed) orders acknowledged, all stored")
        Soak.say("\(events) events, \(Int(Double(placed) / seconds)) orders/s")
        Soak.say("a process placed \(orders.min() ?? 0) to \(orders.max() ?? 0)")
        Soak.say("longest wait \(Int(longest.max() ?? 0)) ms")
        Soak.say("memory in all \(begin.memory.reduce(0, +)) KiB, at the end \(end.memory.reduce(0, +)) KiB")
        Soak.say("descriptors \(begin.descriptors.reduce(0, +)), at the end \(end.descriptors.reduce(0, +))")
        let steps = stride(from: 0, to: samples.count, by: max(1, samples.count / 12))
        Soak.say("log in KiB over time: " + steps.map { String(samples[$0].logBytes >> 10) }.joined(separator: " "))
    }
}
