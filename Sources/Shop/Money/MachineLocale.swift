public import Foundation

/// The locale of this machine, which Foundation does not know on Linux: it says `en_001` whatever is set.
public enum MachineLocale {
    /// What POSIX has amounts written by: `LC_ALL`, else `LC_MONETARY`, else `LANG`; `en_001` where they name no locale.
    public static func identifier(
        _ environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> String {
        let named = ["LC_ALL", "LC_MONETARY", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        let identifier = String(named.prefix { $0 != "." && $0 != "@" })
        return isLocale(identifier) ? identifier : "en_001"
    }

    /// The currency that a new shop is proposed, by its code: the locale's, what has replaced it where the locale's data
    /// are older than the list of currencies, or `EUR` where it has none.
    public static func currencyCode(
        _ environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> String {
        let code = Locale(identifier: identifier(environment)).currency?.identifier ?? "EUR"
        return Currency(code: code)?.code ?? CurrencyList.successors[code] ?? "EUR"
    }

    /// Whether it begins with a language of ISO 639: `en_IE`, `de-DE`, `zh_Hant_TW`.
    static func isLocale(_ identifier: String) -> Bool {
        Locale(identifier: identifier).language.languageCode?.isISOLanguage == true
    }
}
