import CStore
import Foundation
import GRDB
import Glibc
import Shop

/// The one place that turns an engine's error into the shop's.
enum EngineErrors {
    static func folded(_ error: any Error, path: String) -> any Error {
        switch error {
        case let error as ShopError: error
        case let fault as StoreError: ShopError.store(fault)
        case let error as DatabaseError: ShopError.store(fault(error, path: path))
        default: error
        }
    }

    static func fault(_ error: any Error, path: String) -> StoreError {
        switch error {
        case let fault as StoreError: fault
        case ShopError.store(let fault): fault
        case let error as DatabaseError: fault(error, path: path)
        default: .other(detail: String(describing: error))
        }
    }

    private static func fault(_ error: DatabaseError, path: String) -> StoreError {
        let detail = error.message ?? error.resultCode.description
        return switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
        case .SQLITE_FULL: .noSpace(place: path)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: .readOnly(place: path)
        case .SQLITE_NOTADB: .notADatabase(place: path)
        case .SQLITE_CORRUPT: .damaged(place: path, lastBackup: KnownBackups.newest(of: path))
        case .SQLITE_CANTOPEN: .unreachable(place: path, detail: detail)
        case .SQLITE_CONSTRAINT: .constraint(detail: detail)
        case .SQLITE_IOERR: .other(detail: "\(path): \(detail)")
        default: .other(detail: detail)
        }
    }

    /// The engine's error does not say why reading or writing failed; the connection, or the disk, does.
    static func ioFault(_ error: DatabaseError, on db: Database, path: String) -> StoreError {
        let reason = cstore_system_error(db.sqliteConnection)
        if [ENOSPC, EDQUOT, EFBIG].contains(reason) { return .noSpace(place: path) }
        if let free = try? FileMetadata.freeBytes(at: path), free < 1 << 20 { return .noSpace(place: path) }
        let detail = error.message ?? error.resultCode.description
        return .other(detail: reason == 0 ? "\(path): \(detail)" : "\(path): \(String(cString: strerror(reason)))")
    }
}
