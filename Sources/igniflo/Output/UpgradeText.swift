import Presentation
import Shop

extension UpgradeProgress {
    /// As it stands in a line that says which file is upgraded.
    var text: String {
        let step = (Phase.allCases.firstIndex(of: phase) ?? 0) + 1
        let share = share.map { " \(Int($0 * 100)) %" } ?? ""
        return "step \(step) of \(Phase.allCases.count), \(phase.text)\(share)"
    }
}

extension UpgradeProgress.Phase {
    fileprivate var text: String {
        switch self {
        case .copying: "copying the shop as it was"
        case .checking: "checking the copy"
        case .changing: "changing the shop"
        case .verifying: "checking the shop"
        case .finishing: "writing it all"
        }
    }
}
