import Foundation
import GRDB
import Glibc
import Shop

/// The one place that turns an engine's error into the shop's.
enum EngineErrors {
    static func folded(_ error: any Error, path: String) -> any Error {
        switch error {
        case let error as ShopError: error
        case let fault as StoreFault: ShopError.store(fault)
        case let error as DatabaseError: ShopError.store(fault(error, path: path))
        default: error
        }
    }

    static func fault(_ error: any Error, path: String) -> StoreFault {
        switch error {
        case let fault as StoreFault: fault
        case ShopError.store(let fault): fault
        case let error as DatabaseError: fault(error, path: path)
        default: .other(String(describing: error))
        }
    }

    private static func fault(_ error: DatabaseError, path: String) -> StoreFault {
        let detail = error.message ?? error.resultCode.description
        return switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
        case .SQLITE_FULL: .noSpace(path: path)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: .readOnly(path: path)
        case .SQLITE_NOTADB: .notADatabase(path: path)
        case .SQLITE_CORRUPT: .damaged(path: path)
        case .SQLITE_CANTOPEN: .cannotOpen(path: path, why: detail)
        case .SQLITE_CONSTRAINT: .constraint(detail)
        case .SQLITE_IOERR: ioFault(detail, path: path)
        default: .other(detail)
        }
    }

    /// The engine does not say why a write failed; the disk does.
    private static func ioFault(_ detail: String, path: String) -> StoreFault {
        if errno == ENOSPC || errno == EDQUOT || errno == EFBIG { return .noSpace(path: path) }
        if let free = try? FileFacts.freeBytes(at: path), free < 1 << 20 { return .noSpace(path: path) }
        return .other("\(path): \(detail)")
    }
}
