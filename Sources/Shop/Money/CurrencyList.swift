/// The currencies of ISO 4217: what is in use, and what has taken the place of what is not.
public enum CurrencyList {
    /// The date of list one that this is: amendment 180, by which Bulgaria has the euro.
    public static let date = "2026-01-01"

    /// Decimals of the minor unit of each currency that is in use. Metals, test codes, units of account and those of
    /// securities are left out: nobody pays with them.
    static let decimals: [String: Int] = {
        let groups: [(Int, String)] = [
            (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
            (3, "BHD IQD JOD KWD LYD OMR TND"),
            (4, "CLF UYW"),
            (
                2,
                """
                AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF \
                CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL \
                HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT \
                MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB \
                SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH \
                USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
                """
            ),
        ]
        var result: [String: Int] = [:]
        for (decimals, codes) in groups {
            for code in codes.split(whereSeparator: \.isWhitespace) { result[String(code)] = decimals }
        }
        return result
    }()

    /// Withdrawn since a list with which shops were set up.
    static let formerDecimals = ["BGN": 2]

    /// The codes in use, in the order of the alphabet.
    public static let codes = decimals.keys.sorted()

    /// What has replaced a withdrawn code, as far as it is in use itself (ISO 4217, list three).
    public static let successors: [String: String] = {
        let groups: [(String, String)] = [
            (
                "EUR",
                """
                ADP ATS BEC BEF BEL BGJ BGK BGL BGN CYP DDM DEM EEK ESA ESB ESP FIM FRF GRD HRD HRK IEP ITL LTL LTT LUC LUF LUL \
                LVL LVR MTL MTP NLG PTE SIT SKK XEU
                """
            ),
            ("AFN", "AFA"), ("ALL", "ALK"), ("AOA", "AOK AON AOR"), ("ARS", "ARA ARP ARY"), ("AZN", "AYM AZM"),
            ("BAM", "BAD"), ("BOB", "BOP"), ("BRL", "BRB BRC BRE BRN BRR"), ("BYN", "BYB BYR"), ("CDF", "ZRN ZRZ"),
            ("CUP", "CUC"), ("CZK", "CSJ CSK"), ("GEL", "GEK"), ("GHS", "GHC GHP"), ("GNF", "GNE GNS"),
            ("ILS", "ILP ILR"), ("ISK", "ISJ"), ("LAK", "LAJ"), ("LSL", "LSM"), ("MGA", "MGF"), ("MMK", "BUK"),
            ("MRU", "MRO"),
            ("MVR", "MVQ"), ("MXN", "MXP"), ("MZN", "MZE MZM"), ("NIO", "NIC"), ("PEN", "PEH PEI PES"),
            ("PLN", "PLZ"), ("RON", "ROK ROL"), ("RSD", "CSD YUD YUM YUN"), ("RUB", "RUR SUR"), ("SDG", "SDD SDP"),
            ("SLE", "SLL"), ("SRD", "SRG"), ("STN", "STD"), ("TJS", "TJR"), ("TMT", "TMM"), ("TRY", "TRL"),
            ("UAH", "UAK"), ("UGX", "UGS UGW"), ("USD", "ECS ECV TPE USS"), ("UYU", "UYN UYP"), ("VES", "VEB VEF"),
            ("VND", "VNC"), ("XAF", "GQE"), ("XCG", "ANG"), ("XOF", "GWE GWP MLF"), ("YER", "YDD"), ("ZAR", "ZAL"),
            ("ZMW", "ZMK"), ("ZWG", "RHD ZWC ZWD ZWL ZWN ZWR"),
        ]
        var result: [String: String] = [:]
        for (successor, codes) in groups {
            for code in codes.split(whereSeparator: \.isWhitespace) { result[String(code)] = successor }
        }
        return result
    }()
}
