import Foundation

/// A receipt on its way to a printer, in a process of its own: a device that does not answer holds up nobody.
struct PrinterSlip: Sendable {
    /// A printer that has not taken a receipt by then is given up, in seconds.
    private static let limit: TimeInterval = 10

    /// What takes the receipt: a line of the shell, and the word it is told.
    private let call: [String]
    private let contents: Data
    /// The device that must be there.
    private let device: String?
    /// As people know the printer.
    private let name: String

    /// - Returns: nil when the shop has no printer.
    init?(of order: Order, settings: ShopSettings) {
        switch settings.printer {
        case .none: return nil
        case .device(let path):
            call = ["exec cat > \"$0\"", path]
            contents = Data(EscPos.bytes(of: order, settings: settings, width: settings.receiptWidth))
            device = path
            name = path
        case .command(let command):
            call = [command]
            contents = Data(Receipt(of: order, settings: settings, width: settings.receiptWidth).plainText.utf8)
            device = nil
            name = command.count > 60 ? command.prefix(59) + "…" : command
        }
    }

    /// Waits until the printer has taken it, up to 10 seconds.
    func send() async throws(PrinterFault) {
        let result = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(returning: Result { () throws(PrinterFault) in try wait() })
            }
        }
        try result.get()
    }

    private func wait() throws(PrinterFault) {
        if let device, !FileManager.default.fileExists(atPath: device) { throw fault("is not there") }
        let source = try source()
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c"] + call
        process.standardInput = source
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        do {
            try process.run()
        } catch {
            throw fault("cannot be started")
        }
        guard ended.wait(timeout: .now() + Self.limit) == .success else {
            // With all that it has started: Foundation gives each process a group of its own.
            if kill(-process.processIdentifier, SIGKILL) != 0 { kill(process.processIdentifier, SIGKILL) }
            throw fault("does not answer", mayBePrinted: true)
        }
        guard process.terminationStatus == 0 else {
            // The process has read from this very file: where it still stands at the start, nothing was taken.
            let taken = lseek(source.fileDescriptor, 0, SEEK_CUR)
            throw fault("failed (\(process.terminationStatus))", mayBePrinted: taken != 0)
        }
    }

    /// The receipt as a file that has no name any more.
    private func source() throws(PrinterFault) -> FileHandle {
        let file = FileManager.default.temporaryDirectory.appending(path: "receipt-" + UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        guard
            FileManager.default.createFile(
                atPath: file.path, contents: contents, attributes: [.posixPermissions: 0o600]),
            let source = FileHandle(forReadingAtPath: file.path)
        else { throw fault("cannot be asked: the receipt has no room on the disk") }
        return source
    }

    private func fault(_ words: String, mayBePrinted: Bool = false) -> PrinterFault {
        PrinterFault("\(name) \(words)", mayBePrinted: mayBePrinted)
    }
}
