extension Schema {
    /// Products as real shops have them: made to order and not counted, off sale for a while, with a code, for nothing.
    static let version3: [Migration.Step] = [
        .loosen(
            CheckLoosening(
                of: "products", from: "price INTEGER NOT NULL CHECK (price BETWEEN 1 AND 99999999)",
                to: "price INTEGER NOT NULL CHECK (price BETWEEN 0 AND 999999999999)")),
        .loosen(
            CheckLoosening(
                of: "order_items", from: "price INTEGER NOT NULL CHECK (price BETWEEN 1 AND 99999999)",
                to: "price INTEGER NOT NULL CHECK (price BETWEEN 0 AND 999999999999)")),
        .loosen(
            CheckLoosening(
                of: "orders", from: "total INTEGER NOT NULL CHECK (total BETWEEN 1 AND 999999999999)",
                to: "total INTEGER NOT NULL CHECK (total BETWEEN 0 AND 999999999999999)")),
        .sql(
            """
            -- What is not counted has no stock, and no movement changes it.
            ALTER TABLE products ADD COLUMN is_counted INTEGER NOT NULL DEFAULT 1
                CHECK (is_counted IN (0, 1) AND (is_counted = 1 OR stock = 0));
            ALTER TABLE products ADD COLUMN code TEXT NOT NULL DEFAULT '' COLLATE NOCASE CHECK (length(code) <= 40);
            -- The last business day on which it is off sale; 99991231 until further notice.
            ALTER TABLE products ADD COLUMN off_through INTEGER CHECK (off_through BETWEEN 19700101 AND 99991231);
            CREATE UNIQUE INDEX products_by_code ON products (code) WHERE code <> '';

            -- Whether it was taken off the shelf when it was ordered.
            ALTER TABLE order_items ADD COLUMN is_counted INTEGER NOT NULL DEFAULT 1 CHECK (is_counted IN (0, 1));
            """),
    ]
}
