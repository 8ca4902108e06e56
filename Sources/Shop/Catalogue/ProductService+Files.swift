public import Foundation

/// The catalogue as a CSV file, out and in.
extension ProductService {
    /// All products, archived ones too: UTF-8, comma, CR LF (RFC 4180), prices as plain numbers with a point. A text
    /// that a spreadsheet would take for a formula begins with an apostrophe, which the import takes away again.
    public func exportCSV(by session: Session) async throws -> String {
        let now = environment.now()
        return try await environment.reading(.exportProducts, by: session) { transaction, _ in
            let shop = try transaction.shop()
            let today = BusinessDay(now, in: shop.timeZone)
            return ProductFile.text(
                try transaction.products(includingArchived: true).map { $0.on(today) }, shop.money)
        }
    }

    /// What importing the file would do now, line by line; nothing is written.
    public func planImport(_ csv: Data, by session: Session) async throws -> ProductImport {
        try await compare(try await read(csv, by: session), by: session).plan()
    }

    /// Imports the file, all of it or nothing: products are known by their names, columns that it does not have stay
    /// as they are, and the stock becomes what the file says, by a movement of kind `import`.
    ///
    /// - Throws: ``ShopError/importRefused(_:)`` with every problem of every line.
    public func importCSV(_ csv: Data, by session: Session) async throws -> ProductImport {
        let file = try await read(csv, by: session)
        guard file.problems.isEmpty else { throw ShopError.importRefused(file.problems) }
        let compared = try await compare(file, by: session)
        return try await environment.writing(.importProducts, by: session) { transaction, actor in
            var catalogue = compared
            try catalogue.apply(by: actor, in: transaction)
            return catalogue
        }.plan()
    }

    /// Compares the file with the catalogue outside any transaction.
    private func compare(_ file: ProductFile, by session: Session) async throws -> CatalogueImport {
        let now = environment.now()
        let catalogue = try await environment.reading(.importProducts, by: session) { transaction, _ in
            try CatalogueImport.Catalogue(in: transaction, now: now)
        }
        return CatalogueImport(file, catalogue)
    }

    /// Reads the file outside any transaction, for whoever may import it.
    private func read(_ csv: Data, by session: Session) async throws -> ProductFile {
        let money = try await environment.reading(.importProducts, by: session) { transaction, _ in
            try transaction.shop().money
        }
        return ProductFile(csv, money)
    }
}
