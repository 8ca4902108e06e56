import Foundation
import SystemPackage

/// A device that takes a receipt's bytes. What it is, is asked of what was opened, not of its name.
package enum PrinterDevice {
    /// What a path leads to, as far as a printer is concerned.
    package enum Kind: Hashable {
        /// To the kernel a printer: a parallel port, or the class of USB printers.
        case printer
        /// Of the major numbers that stand for terminals, serial lines included.
        case terminal
        case otherCharacters
        case disk, link, file
        case somethingElse

        init(_ facts: Stat) { self.init(facts.type, UInt(facts.specialDeviceID.rawValue)) }

        /// - Parameter device: its number, `st_rdev` of stat(2).
        init(_ type: FileType, _ device: UInt) {
            switch type {
            case .characterSpecial: self = Self.characters(Self.major(device), Self.minor(device))
            case .blockSpecial: self = .disk
            case .symbolicLink: self = .link
            case .regular: self = .file
            default: self = .somethingElse
            }
        }

        /// As makedev(3) of glibc puts the two together.
        private static func major(_ device: UInt) -> UInt { device >> 8 & 0xFFF | device >> 32 & ~0xFFF }
        private static func minor(_ device: UInt) -> UInt { device & 0xFF | device >> 12 & ~0xFF }

        /// By the kernel's list of devices ("admin-guide/devices.txt").
        private static func characters(_ major: UInt, _ minor: UInt) -> Kind {
            switch (major, minor) {
            case (6, _), (180, 0...15): .printer
            // Consoles and serial ports, /dev/tty and its like, terminals of programs, serial lines of USB.
            case (4, _), (5, _), (136...143, _), (166, _), (188, _), (204, _): .terminal
            default: .otherCharacters
            }
        }

        /// Why it takes no receipt, as part of a sentence; nil when it may.
        ///
        /// - Parameter isListed: the machine's owner has named it as a printer.
        package func refusal(isListed: Bool) -> String? {
            switch self {
            case .printer: nil
            case .otherCharacters: isListed ? nil : "is not among the printers that this machine's owner has named"
            case .terminal: "is a terminal or a serial line; for such a printer the machine's owner names a command"
            case .disk: "is a disk"
            case .link: "is a symbolic link; please name the device itself"
            case .file: "is a file"
            case .somethingElse: "is no device"
            }
        }
    }

    /// Whether it is a path below `/dev`, and stays there.
    package static func isPath(_ path: String) -> Bool {
        guard path.hasPrefix("/dev/") else { return false }
        let parts = path.dropFirst("/dev/".count).split(separator: "/", omittingEmptySubsequences: false)
        return !parts.contains { $0.isEmpty || $0 == "." || $0 == ".." }
    }

    /// Why the path cannot be the shop's printer, as part of a sentence. A printer that is switched off may not be there.
    package static func refusal(of path: String, isListed: Bool) -> String? {
        guard let facts = try? Stat(FilePath(path), followTargetSymlink: false) else {
            return isListed || path.wholeMatch(of: /\/dev\/(usb\/)?lp\d+/) != nil ? nil : "is not there"
        }
        return Kind(facts).refusal(isListed: isListed)
    }

    /// Opens it for writing; nothing but a printer is kept open.
    ///
    /// - Returns: the descriptor, which is the caller's to close.
    /// - Throws: ``PrinterError``: nothing was printed.
    package static func open(_ path: String, isListed: Bool) throws(PrinterError) -> Int32 {
        guard isPath(path) else { throw PrinterError("\(path) is no device") }
        // Before it is opened, too: that alone wakes some devices up.
        if let why = refusal(of: path, isListed: isListed) { throw PrinterError("\(path) \(why)") }
        let device = Foundation.open(path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard device >= 0 else { throw PrinterError("\(path) \(text(errno))") }
        let facts = try? Stat(FileDescriptor(rawValue: device))
        let why = facts.map { Kind($0).refusal(isListed: isListed) } ?? "cannot be asked what it is"
        if why == nil, isatty(device) == 0, fcntl(device, F_SETFL, 0) == 0 { return device }
        close(device)
        throw PrinterError("\(path) \(why ?? "is a terminal")")
    }

    private static func text(_ code: Int32) -> String {
        switch code {
        case ENOENT, ENODEV, ENXIO: "is not there"
        case EACCES, EPERM: "may not be written by this user"
        case EBUSY: "is in use"
        case ELOOP: "is a symbolic link; please name the device itself"
        default: "cannot be opened (\(String(cString: strerror(code))))"
        }
    }
}
