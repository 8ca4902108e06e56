import Foundation
import Presentation
import Shop
import Testing

struct StoreLocationTests {
    @Test("A path is a file, whatever its name, and an address is a server's")
    func kinds() {
        for path in ["/srv/shop/shop.db", "shop.db", "postgres", "./postgres:/x", "C:shop", ""] {
            #expect(StoreLocation(path) == .file(path))
            #expect(StoreLocation(path).description == path)
        }
        for address in ["postgres://shop@db.example/igniflo", "postgresql://db/igniflo", "POSTGRES://db"] {
            #expect(StoreLocation(address) == .server(address))
            #expect(StoreLocation(address).backupFolder == nil)
        }
        #expect(StoreLocation("/srv/shop/shop.db").backupFolder?.url.path == "/srv/shop/backups")
    }

    @Test(
        "Nobody reads the password of an address",
        arguments: [
            ("postgres://shop:secret@db.example/igniflo", "postgres://shop@db.example/igniflo"),
            (
                "postgres://shop:se@cr:et@db/igniflo?sslmode=verify-full",
                "postgres://shop@db/igniflo?sslmode=verify-full"
            ),
            ("postgres://:secret@db", "postgres://@db"),
            ("postgres://shop@db:5433/igniflo", "postgres://shop@db:5433/igniflo"),
            ("postgresql://db:5433,db2:5433/igniflo", "postgresql://db:5433,db2:5433/igniflo"),
        ])
    func passwords(address: String, shown: String) {
        #expect(StoreLocation(address).description == shown)
        #expect(!ShopError.store(.noEngine(place: StoreLocation(address).description)).text.contains("secret"))
    }
}
