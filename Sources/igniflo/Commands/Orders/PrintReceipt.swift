import ArgumentParser
import Local
import Presentation
import Shop

struct PrintReceipt: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt", abstract: "Print an order's receipt: as text, or as bytes for a printer.",
        discussion: """
            Examples:

              igniflo receipt C-042
              igniflo receipt C-042 --width 32 | lp
              igniflo receipt C-042 --escpos > /dev/usb/lp0
              igniflo receipt C-042 --printer
            """)

    @OptionGroup var order: OrderArgument

    @Option(
        help: ArgumentHelp("The paper's columns: 32, 42 or 48. (default: the shop's setting)", valueName: "columns"))
    var width: Int?

    @Flag(help: "Bytes for a printer that speaks ESC/POS.")
    var escpos = false

    @Flag(help: "Send it to the shop's printer.")
    var printer = false

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func validate() throws {
        if let width, !ShopSettings.receiptWidths.contains(width) { throw ValidationError("--width is 32, 42 or 48") }
        if printer, escpos || width != nil { throw ValidationError("--printer prints as the shop's settings say") }
        if print.json { throw ValidationError("A receipt is text; `igniflo orders show --json` has what is in it") }
        if escpos, Console.isTerminal {
            throw ValidationError("--escpos is for a printer or a file: igniflo receipt C-042 --escpos > /dev/usb/lp0")
        }
    }

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let found = try await order.find(in: context, by: session)
        guard !printer else {
            guard try await context.services.printer.print(found.id, by: session) else {
                throw CommandFailure.refused(
                    "The shop has no printer. `igniflo settings printerCommand lp` names one.")
            }
            return try output.line("Printed: \(found.ticket)")
        }
        let width = width ?? output.shop.receiptWidth
        guard !escpos else {
            return try Console.write(EscPos.bytes(of: found, settings: output.shop, width: width))
        }
        try Console.write(ReceiptText(of: found, settings: output.shop, width: width).plainText)
    }
}
