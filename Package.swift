// swift-tools-version: 6.3
import PackageDescription

let package = Package(
    name: "igniflo",
    products: [
        .executable(name: "igniflo", targets: ["igniflo"]),
        .executable(name: "igniflo-bench", targets: ["igniflo-bench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        .target(name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
        .target(name: "CStore", linkerSettings: [.linkedLibrary("sqlite3")]),
        .target(name: "Terminal", dependencies: ["CNcurses"]),
        .target(
            name: "Shop",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .target(name: "Presentation", dependencies: ["Shop"]),
        .target(
            name: "Local",
            dependencies: [
                "Presentation", "Shop", .product(name: "Logging", package: "swift-log"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .target(
            name: "SQLiteStore",
            dependencies: [
                "Shop", "CStore", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .target(
            name: "Screens",
            dependencies: ["Local", "Presentation", "Shop", "Terminal"]),
        .executableTarget(
            name: "igniflo",
            dependencies: [
                "Local", "Presentation", "Screens", "Shop", "SQLiteStore", "Terminal",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .target(name: "CBench"),
        .executableTarget(
            name: "igniflo-bench",
            dependencies: [
                "CBench", "CStore", "Local", "Presentation", "Screens", "Shop", "SQLiteStore", "Terminal",
                "TestSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .target(name: "CWitness", path: "Tests/CWitness"),
        .executableTarget(name: "LoopScene", dependencies: ["CWitness", "Terminal"], path: "Tests/LoopScene"),
        .target(name: "CTestSupport", path: "Tests/CTestSupport"),
        .target(name: "TestSupport", dependencies: ["CTestSupport"], path: "Tests/TestSupport"),
        .testTarget(name: "TerminalTests", dependencies: ["LoopScene", "Soaking", "Terminal", "TestSupport"]),
        .testTarget(
            name: "ShopTests",
            dependencies: [
                "HostileText", "Local", "Presentation", "SeamRecorder", "Shop", "Soaking", "SQLiteStore",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "JWTKit", package: "jwt-kit"), .product(name: "Logging", package: "swift-log"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .target(
            name: "NextSchema", dependencies: ["SQLiteStore", .product(name: "GRDB", package: "GRDB.swift")],
            path: "Tests/NextSchema"),
        .testTarget(
            name: "StoreTests",
            dependencies: [
                "NextSchema", "Presentation", "SeamRecorder", "Shop", "Soaking", "SQLiteStore",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Kept"]),
        .target(name: "Soaking", path: "Tests/Soaking"),
        .executableTarget(
            name: "FaultWriter", dependencies: ["NextSchema", "Presentation", "Shop", "SQLiteStore"],
            path: "Tests/FaultWriter"),
        .testTarget(
            name: "FaultTests",
            dependencies: [
                "FaultWriter", "NextSchema", "Presentation", "Shop", "Soaking", "SQLiteStore", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Shim"]),
        .testTarget(
            name: "ScreensTests",
            dependencies: [
                "HostileText", "Local", "Presentation", "Screens", "Shop", "SQLiteStore", "Terminal", "TestSupport",
            ],
            exclude: ["Frames"]),
        .testTarget(
            name: "BenchTests",
            dependencies: [
                "igniflo-bench", "Local", "Shop", "SQLiteStore", .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .target(name: "SeamRecorder", dependencies: ["Shop"], path: "Tests/SeamRecorder"),
        .target(name: "HostileText", dependencies: ["Shop"], path: "Tests/HostileText"),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "igniflo", "HostileText", "Local", "NextSchema", "Presentation", "Shop", "Soaking", "SQLiteStore",
                "Terminal", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where !target.name.hasPrefix("C") {
    target.swiftSettings = [
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
    ]
}
