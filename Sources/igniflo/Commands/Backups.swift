import ArgumentParser
import Foundation
import Presentation
import Shop

struct Backup: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the shop to a new file while it is in use, and check the copy; for admins.",
        discussion: """
            Examples:

              igniflo backup /media/usb/shop-$(date +%F).db
              igniflo backup shop.db --json
            """)

    @Argument(help: "A new file; what is there stays as it is.", completion: .file())
    var file: String

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func validate() throws {
        if file.isEmpty { throw ValidationError("backup takes the path of a new file") }
    }

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let path = try context.files.target(file).path()
        let record = try await Interruptible.run {
            try await Progress.during("Copying and checking \(context.location)") {
                try await context.services.backups.backUp(to: URL(filePath: path), by: session)
            }
        }
        if output.isJSON { return try output.json(BackupJSON(record)) }
        try output.line("Backed up and checked: \(record.path)")
    }
}

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a backup in the shop's place; the old file is kept beside it.",
        discussion: """
            Where the shop can be opened, an admin's session is needed. Everyone is signed out, and terminals that are \
            open must be started again. Example:

              igniflo restore /media/usb/shop-2026-11-23.db
            """)

    @Argument(help: "The backup.", completion: .file())
    var file: String

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run() async throws {
        let location = try place.location
        let files = try StoreFactory.maintenance(of: location)
        let backup = try MachineAccess.current.files.source(file).path()
        try await checkMayRestore(location, files)
        let kept = try await Interruptible.run {
            try await Progress.during("Copying and checking \(backup)") {
                try await files.restore(backup, at: Date())
            }
        }
        guard !print.json else {
            return try Console.write(JSONLine.of(RestoreJSON(path: location.description, kept: kept ?? "")) + "\n")
        }
        let old = kept.map { " The file that was there is \($0)." } ?? ""
        try Console.write(Console.safe("Restored: \(location).\(old) Please sign in again.") + "\n")
    }

    /// A shop that can be opened is asked; one that cannot is its owner's, and where there is none, it is anyone's place.
    private func checkMayRestore(_ location: StoreLocation, _ files: any FileMaintenance) async throws {
        do {
            try await CommandContext.open(location, log: print.log.forCommand).use { context in
                guard context.settings != nil else { return }
                try await context.services.backups.checkMayRestore(by: context.session())
            }
        } catch ShopError.store(.missing) {
            return
        } catch let error as ShopError {
            switch error {
            case .store(.damaged), .store(.notADatabase), .store(.otherSteps):
                guard files.isOwn else { throw error }
            default: throw error
            }
        }
    }
}
