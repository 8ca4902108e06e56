import Foundation
import Presentation
import Shop
import Subprocess

/// A receipt on its way to a printer, in a process of its own: a device that does not answer holds up nobody.
struct PrinterSlip: Sendable {
    /// A printer that has not taken a receipt by then is given up.
    private static let limit: Duration = .seconds(10)
    /// What was given up is killed at once; a process that not even that ends is not waited for.
    private static let grace: Duration = .seconds(1)

    /// What takes the receipt.
    private enum Printer {
        case command(PrinterCommand)
        case device(String, isListed: Bool)
    }

    private let printer: Printer
    private let contents: [UInt8]
    /// As people know the printer.
    private let name: String

    /// - Returns: nil when the shop has no printer.
    /// - Throws: ``PrinterError`` when the machine's owner does not allow it.
    init?(of order: Order, settings: ShopSettings, rules: PrinterRules) throws(PrinterError) {
        let width = settings.receiptWidth
        switch settings.printer {
        case .none: return nil
        case .device(let path):
            printer = .device(path, isListed: rules.devices.contains(path))
            contents = EscPos.bytes(of: order, settings: settings, width: width)
            name = path
        case .command(let line):
            if let refusal = rules.refusal(of: settings.printer) { throw refusal }
            guard let command = try? rules.command(line) else { return nil }
            printer = .command(command)
            contents = Array(ReceiptText(of: order, settings: settings, width: width).plainText.utf8)
            name = PrinterRules.shown(line)
        }
    }

    /// Waits until the printer has taken it, up to 10 seconds.
    func send() async throws(PrinterError) {
        let receipt = try PaperSource(contents)
        defer { receipt.close() }
        switch printer {
        case .command(let command):
            guard let program = PrinterProcess.program(named: command.words[0]) else { throw fault("is not there") }
            try await run(PrinterProcess(program: program, words: Array(command.words.dropFirst())), receipt)
        case .device(let path, let isListed):
            let device = try PrinterDevice.open(path, isListed: isListed)
            defer { close(device) }
            try await run(.copying(to: device), receipt)
        }
    }

    private func run(_ process: PrinterProcess, _ receipt: PaperSource) async throws(PrinterError) {
        switch await process.run(reading: receipt.descriptor, limit: Self.limit, grace: Self.grace) {
        case .exited(0): return
        case .exited(let code): throw fault("failed (\(code))", mayBePrinted: receipt.isTouched)
        case .killed: throw fault("was ended", mayBePrinted: receipt.isTouched)
        case .gaveUp: throw fault("does not answer", mayBePrinted: true)
        case .notStarted: throw fault("cannot be started")
        }
    }

    private func fault(_ words: String, mayBePrinted: Bool = false) -> PrinterError {
        PrinterError("\(name) \(words)", mayBePrinted: mayBePrinted)
    }
}
