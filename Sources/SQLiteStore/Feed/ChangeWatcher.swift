import CStore
import Foundation
import GRDB
import Glibc
import Shop
import Synchronization

/// The thread that looks for changes, with a connection of its own: `data_version` speaks for one connection only.
final class ChangeWatcher: Sendable {
    /// Milliseconds between looks without a hint: four a second.
    private static let pollInterval: Int32 = 250
    private static let page = 500
    /// Looks may fail for this long before the screens say how old they are.
    private static let patience: Duration = .seconds(2)

    private let files: DatabaseFiles
    private let lockFile: String
    /// A pipe: the reading end is waited for, the writing end wakes.
    private let wakeDescriptors: (read: Int32, write: Int32)
    private let isStopped = Atomic(false)
    private let hasBegun = Atomic(false)

    /// - Parameter lockFile: the path of the file that writers touch.
    init(_ files: DatabaseFiles, lockFile: String) {
        self.files = files
        self.lockFile = lockFile
        var ends: [Int32] = [-1, -1]
        pipe(&ends)
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        wakeDescriptors = (ends[0], ends[1])
    }

    /// Starts the thread.
    ///
    /// - Returns: false when it was started before.
    func begin(_ feed: ChangeFeed) -> Bool {
        guard !hasBegun.exchange(true, ordering: .relaxed) else { return false }
        let thread = Thread { [self, weak feed] in run { feed } }
        thread.name = "igniflo.feed"
        thread.start()
        return true
    }

    deinit {
        close(wakeDescriptors.read)
        close(wakeDescriptors.write)
    }

    func wake() {
        var byte: UInt8 = 1
        write(wakeDescriptors.write, &byte, 1)
    }

    func stop() {
        isStopped.store(true, ordering: .releasing)
        wake()
    }

    private func run(_ feed: () -> ChangeFeed?) {
        var reader = LogReader(files)
        let hints = LockFileHints(path: lockFile)
        var isForced = true
        while !isStopped.load(ordering: .acquiring), let feed = feed() {
            reader.look(feed, isForced: isForced)
            isForced = hints.wait(orFor: wakeDescriptors.read, milliseconds: Self.pollInterval)
        }
    }

    /// One connection's view of the log.
    private struct LogReader {
        /// A reader may learn of another file a little later; a writer checks before it promises anything.
        private static let checkInterval: Duration = .seconds(1)

        let files: DatabaseFiles
        private var checked: ContinuousClock.Instant?
        private var queue: DatabaseQueue?
        private var version: Int64?
        private var failingSince: ContinuousClock.Instant?
        private var said: StoreError?

        init(_ files: DatabaseFiles) { self.files = files }

        mutating func look(_ feed: ChangeFeed, isForced: Bool) {
            // Someone new listens, who has had nothing yet: until a look succeeds, each is to read the log.
            if isForced { (version, checked) = (nil, nil) }
            do {
                try checkDisk(feed, isForced: isForced)
                try read(feed)
                if failingSince != nil { feed.note(silentSince: nil) }
                if said != nil { feed.deliver(.live) }
                failingSince = nil
                said = nil
            } catch {
                report(EngineErrors.fault(error, path: files.path), to: feed, isNew: isForced)
            }
        }

        private mutating func checkDisk(_ feed: ChangeFeed, isForced: Bool) throws {
            let now = ContinuousClock.now
            if let checked, checked.duration(to: now) < Self.checkInterval { return }
            checked = nil
            try files.check()
            // A writer hears of a full disk by itself; a terminal that only reads has nothing but this, and neither of
            // them hears that there is room again.
            if feed.refusesWrites || DiskRoom.isShort(files.path) {
                feed.note(refusal: DiskRoom.refusal(files.path), isNew: isForced)
            }
            checked = now
        }

        /// What is told of the rows is decided on the picture they were read in.
        private mutating func read(_ feed: ChangeFeed) throws {
            let queue = try connection()
            let current = try queue.inDatabase { db in
                try Int64.fetchOne(db.cachedStatement(sql: "PRAGMA data_version"))
            }
            guard current != version else { return }
            // Told once the transaction has ended: whoever is told may keep this thread waiting, and nobody's picture.
            var deliveries: [FeedDelivery] = []
            defer { for delivery in deliveries { delivery.complete() } }
            try queue.read { db in
                try files.checkSchema(db)
                let transaction = SQLiteTransaction(db)
                while let cursor = feed.leastCursor {
                    let events = try transaction.events(after: cursor, limit: ChangeWatcher.page)
                    deliveries += try feed.deliver(events, after: cursor, in: transaction)
                    guard events.count == ChangeWatcher.page else { break }
                }
            }
            // Only now: had the reading failed, the next look must find the version changed again.
            version = current
        }

        private mutating func connection() throws -> DatabaseQueue {
            if let queue { return queue }
            let opened = try DatabaseQueue(path: files.path, configuration: Connection.configuration(readonly: true))
            queue = opened
            return opened
        }

        private mutating func report(_ fault: StoreError, to feed: ChangeFeed, isNew: Bool) {
            let start = failingSince ?? .now
            if failingSince == nil { feed.note(silentSince: start) }
            failingSince = start
            guard isNew || said != fault, fault.lasts || start.duration(to: .now) >= ChangeWatcher.patience else {
                return
            }
            said = fault
            feed.deliver(.unreachable(fault))
        }
    }
}

/// The file system's word that a writer has touched the lock file, as each does when its commit can be seen: a hint, never a
/// proof.
private final class LockFileHints {
    private let path: String
    private let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))

    init(path: String) {
        self.path = path
        watch()
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The lock file may have been made anew since; where it is the same, this changes nothing.
    private func watch() { if descriptor >= 0 { inotify_add_watch(descriptor, path, UInt32(IN_ATTRIB)) } }

    private static func drain(_ descriptor: Int32) {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while read(descriptor, &buffer, buffer.count) > 0 {}
    }

    /// Sleeps until a hint, a wake-up or the time-out, and empties what has come.
    ///
    /// - Returns: true when it was the wake-up.
    func wait(orFor wakeDescriptor: Int32, milliseconds: Int32) -> Bool {
        watch()
        let ready = cstore_wait_readable(wakeDescriptor, descriptor, milliseconds)
        let isWoken = ready & 1 != 0
        if ready & 2 != 0 { Self.drain(descriptor) }
        if isWoken { Self.drain(wakeDescriptor) }
        return isWoken
    }
}
