import Shop
import Synchronization

/// Whether the store may be written to. A damage that was seen once ends all writing: whatever else the file holds is to
/// stay as it is.
final class StoreState: Sendable {
    private let fault: Mutex<StoreError?>

    /// - Parameter fault: why the file can only be read; nil when it can be written.
    init(_ fault: StoreError?) { self.fault = Mutex(fault) }

    func checkWritable() throws {
        if let fault = fault.withLock({ $0 }) { throw fault }
    }

    /// Takes note of an error that the engine met.
    func note(_ error: any Error) {
        guard case ShopError.store(let met) = error else { return }
        switch met {
        case .damaged, .notADatabase: fault.withLock { $0 = met }
        default: break
        }
    }
}
