import ArgumentParser
import Presentation
import Shop

/// A product by its name or code, without regard to case, or by its number; an archived one, too.
struct ProductArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The product's name, code or number.", valueName: "product"),
        completion: .custom(Completions.products))
    var name: String

    /// - Throws: ``ShopError/noSuchProduct(_:didYouMean:)``.
    func find(in context: CommandContext, by session: Session) async throws -> Product {
        try await context.services.products.find(name, includingArchived: true, by: session)
    }

    /// Finds the product, has `work` change it as whoever is signed in, and prints what it is now.
    func change(
        in context: CommandContext, _ output: Output,
        _ work: (ProductService, Product, Session) async throws -> Product
    ) async throws {
        let session = try await context.session()
        let found = try await find(in: context, by: session)
        try output.changed(try await work(context.services.products, found, session))
    }
}

extension MoneyFormat {
    /// The price that was typed after `--price`, in minor units.
    func price(_ typed: String) throws -> Int64 {
        do {
            return try minorUnits(from: typed, atMost: Product.priceRange.upperBound)
        } catch .empty, .notAnAmount {
            throw CommandFailure.misused("--price takes an amount, such as 3.50.")
        } catch {
            throw ShopError.invalid([.price: error])
        }
    }
}
