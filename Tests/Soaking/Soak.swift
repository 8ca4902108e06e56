import Foundation

/// How much is done of each fault: little by default, much with IGNIFLO_SOAK=1, and of that a part where
/// IGNIFLO_SOAK_MINUTES is less than 30, which is how long the processes of the long form write.
public enum Soak {
    private static let environment = ProcessInfo.processInfo.environment

    public static let isOn = environment["IGNIFLO_SOAK"] != nil
    public static let minutes = environment["IGNIFLO_SOAK_MINUTES"].flatMap(Double.init) ?? 30

    public static func count(_ short: Int, soak: Int) -> Int {
        isOn ? max(short, Int(Double(soak) * min(1, minutes / 30))) : short
    }

    /// Tells a figure of the long form.
    public static func say(_ figure: String) { if isOn { print("soak: \(figure)") } }
}
