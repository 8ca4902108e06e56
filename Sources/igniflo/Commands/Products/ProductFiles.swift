import ArgumentParser
import Foundation
import Local
import Presentation
import Screens
import Shop
import Terminal

struct ImportProducts: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take in a CSV file of products: all of it or nothing.",
        discussion: """
            UTF-8, comma or semicolon, with a header that names the columns: name, price, stock, lowStock, category, \
            description, archived, code, counted (yes or no), off (no, today or untilFurtherNotice). Products are known by their names; columns that are not there stay as they are. \
            Numbers may have the marks of any country, the same ones throughout the file. Examples:

              igniflo products import menu.csv --dry-run
              igniflo products import menu.csv
            """)

    @Argument(help: "The file.", completion: .file(extensions: ["csv"]))
    var file: String

    @Flag(help: "Say line by line what would happen, and change nothing.")
    var dryRun = false

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let products = context.services.products
        let csv = try TextFile.read(context.files.source(file))
        guard !dryRun else {
            let plan = try await Progress.during("Reading \(file)") {
                try await products.planImport(csv, by: session)
            }
            try output.imported(plan, isDone: false)
            guard plan.problems.isEmpty else { throw ShopError.importRefused(plan.problems) }
            return
        }
        do {
            let done = try await Progress.during("Taking in \(file)") {
                try await products.importCSV(csv, by: session)
            }
            try output.imported(done, isDone: true)
        } catch ShopError.importRefused(let problems) {
            try output.problems(problems)
            throw ShopError.importRefused(problems)
        }
    }
}

struct ExportProducts: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write all products as a CSV file that `products import` reads.",
        discussion: """
            Examples:

              igniflo products export menu.csv
              igniflo products export | head
            """)

    @OptionGroup var target: ExportTarget
    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func validate() throws { try target.validate(print) }

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        try target.check(context.files)
        try target.write(try await context.services.products.exportCSV(by: session), to: context.files, output)
    }
}

extension Output {
    /// What happened to each line, or would, and their sum.
    fileprivate func imported(_ result: ProductImport, isDone: Bool) throws {
        for column in result.ignoredColumns {
            Console.remark(ProductImport.ignoredText(column))
        }
        if isJSON {
            try problems(result.problems)
            return try json(result.lines.map(ImportJSON.init))
        }
        for line in result.lines where line.outcome != .unchanged {
            try self.line(line.text(arrow: Console.glyphs.arrow))
        }
        try problems(result.problems)
        try line(isDone ? result.doneText : result.planText)
    }

    fileprivate func problems(_ problems: [ProductImport.Problem]) throws {
        if isJSON { return try json(problems.map(ImportJSON.init)) }
        for problem in problems { try line(problem.text) }
    }
}
