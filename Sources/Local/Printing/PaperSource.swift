import Foundation
import Shop

/// A receipt in memory as a file without a name, for a process to read; it needs no room on a disk.
struct PaperSource {
    let descriptor: Int32

    /// - Throws: ``PrinterError`` when the machine has no memory for it.
    init(_ contents: [UInt8]) throws(PrinterError) {
        let name = "/igniflo-" + UUID().uuidString
        let file = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0o600)
        guard file >= 0 else {
            throw PrinterError("The receipt has no room in memory (\(String(cString: strerror(errno))))")
        }
        shm_unlink(name)
        let isWhole = contents.withUnsafeBytes { write(file, $0.baseAddress, $0.count) == $0.count }
        guard isWhole, lseek(file, 0, SEEK_SET) == 0 else {
            Foundation.close(file)
            throw PrinterError("The receipt has no room in memory")
        }
        descriptor = file
    }

    /// Whether anything of it was read: a process has read from this very file.
    var isTouched: Bool { lseek(descriptor, 0, SEEK_CUR) != 0 }

    func close() { Foundation.close(descriptor) }
}
