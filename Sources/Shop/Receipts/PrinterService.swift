import Foundation

/// Sends receipts to the shop's printer: as bytes for a device, as text for a command.
public struct PrinterService: Sendable {
    /// A printer that has not taken a receipt by then is given up, in seconds.
    static let limit: TimeInterval = 10

    let environment: ShopEnvironment

    /// Prints an order that the session may see. It takes as long as the printer does, up to 10 seconds.
    ///
    /// - Returns: false when the shop has no printer.
    /// - Throws: ``ShopError/printer(_:)`` with what is wrong, or what seeing the order may throw.
    public func print(_ id: OrderID, by session: Session) async throws -> Bool {
        let (order, settings) = try await environment.reading(.viewOrder, by: session, on: String(id)) {
            transaction, user in
            guard let settings = try transaction.settings() else { throw ShopError.notSetUp }
            return (try OrderService.visible(transaction.order(id), to: user, named: String(id)), settings)
        }
        switch settings.printer {
        case .none: return false
        case .device(let path):
            let bytes = EscPos.bytes(of: order, settings: settings, width: settings.receiptWidth)
            guard FileManager.default.fileExists(atPath: path) else { throw ShopError.printer("\(path) is not there") }
            try await Self.run(["/bin/sh", "-c", "exec cat > \"$0\"", path], input: Data(bytes), name: path)
        case .command(let command):
            let text = Receipt(of: order, settings: settings, width: settings.receiptWidth).plainText
            try await Self.run(["/bin/sh", "-c", command], input: Data(text.utf8), name: command)
        }
        return true
    }

    /// In a process of its own: a device that does not answer holds up nobody.
    private static func run(_ call: [String], input: Data, name: String) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try wait(call, input, name) })
            }
        }
    }

    private static func wait(_ call: [String], _ input: Data, _ name: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "receipt-" + UUID().uuidString)
        guard
            FileManager.default.createFile(
                atPath: folder.path, contents: input, attributes: [.posixPermissions: 0o600]),
            let source = FileHandle(forReadingAtPath: folder.path)
        else { throw ShopError.printer("\(name): the receipt cannot be kept for the printer") }
        defer { try? FileManager.default.removeItem(at: folder) }
        let process = Process()
        process.executableURL = URL(filePath: call[0])
        process.arguments = Array(call.dropFirst())
        process.standardInput = source
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        do {
            try process.run()
        } catch {
            throw ShopError.printer("\(name) cannot be started")
        }
        guard ended.wait(timeout: .now() + limit) == .success else {
            // With all that it has started: Foundation gives each process a group of its own.
            if kill(-process.processIdentifier, SIGKILL) != 0 { kill(process.processIdentifier, SIGKILL) }
            throw ShopError.printer("\(name) does not answer")
        }
        guard process.terminationStatus == 0 else {
            throw ShopError.printer("\(name) failed (\(process.terminationStatus))")
        }
    }
}
