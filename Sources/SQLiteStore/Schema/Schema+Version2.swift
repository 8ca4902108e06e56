extension Schema {
    /// Deferred indexing: the transaction that places an order does not index it. A batch of new orders is indexed at once
    /// (SQLiteTransaction+Indexing); until then the search, the sums and the indexes of all orders do not know them, and a
    /// query adds the few that are unindexed. The tables call an indexed order *filed*.
    static let version2 = """
        ALTER TABLE orders ADD COLUMN is_filed INTEGER NOT NULL DEFAULT 1 CHECK (is_filed IN (0, 1));

        -- Every order up to this one is filed, and none after it.
        CREATE TABLE order_filing (last_order INTEGER NOT NULL) STRICT;
        INSERT INTO order_filing SELECT coalesce(max(id), 0) FROM orders;

        -- The open ones are three short pieces of orders_by_status.
        DROP INDEX orders_open;
        DROP INDEX orders_of_customer;
        CREATE INDEX orders_of_customer ON orders (customer_id, id) WHERE customer_id IS NOT NULL;
        DROP INDEX orders_by_ticket;
        CREATE INDEX orders_by_ticket ON orders (channel, number, id) WHERE is_filed = 1;
        DROP INDEX orders_by_payment;
        CREATE INDEX orders_by_payment ON orders (payment, id) WHERE is_filed = 1;
        DROP INDEX orders_by_total;
        CREATE INDEX orders_by_total ON orders (total, id) WHERE is_filed = 1;
        DROP INDEX orders_by_customer_name;
        CREATE INDEX orders_by_customer_name ON orders (customer_name, id) WHERE is_filed = 1;

        -- Which filed orders hold a product.
        CREATE TABLE order_products (
            product_id INTEGER NOT NULL REFERENCES products (id),
            order_id INTEGER NOT NULL REFERENCES orders (id),
            PRIMARY KEY (product_id, order_id)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO order_products SELECT DISTINCT product_id, order_id FROM order_items ORDER BY 1, 2;
        DROP INDEX order_items_of_product;

        -- The sums are those of the filed orders.
        DROP TRIGGER orders_counted;
        DROP TRIGGER items_counted;
        CREATE TRIGGER orders_counted AFTER UPDATE OF is_filed ON orders WHEN OLD.is_filed < NEW.is_filed BEGIN
            INSERT INTO order_days VALUES (NEW.business_day, 1, NEW.id, NEW.id)
            ON CONFLICT (business_day) DO UPDATE SET orders = orders + 1,
                first_order = min(first_order, NEW.id), last_order = max(last_order, NEW.id);
            INSERT INTO sales_slots VALUES (
                NEW.business_day, NEW.created_at / 900000, 1, NEW.status = 'cancelled',
                NEW.status = 'completed' OR NEW.payment = 'paid',
                (NEW.status = 'completed' OR NEW.payment = 'paid') * NEW.total)
            ON CONFLICT (business_day, slot) DO UPDATE SET orders = orders + 1,
                cancelled = cancelled + excluded.cancelled, sales = sales + excluded.sales,
                revenue = revenue + excluded.revenue;
            INSERT INTO product_sales
            SELECT NEW.business_day, product_id, sum(quantity), sum(quantity * price) FROM order_items
            WHERE order_id = NEW.id AND (NEW.status = 'completed' OR NEW.payment = 'paid') GROUP BY product_id
            ON CONFLICT (business_day, product_id) DO UPDATE SET pieces = pieces + excluded.pieces,
                revenue = revenue + excluded.revenue;
        END;

        DROP TRIGGER orders_cancelled;
        CREATE TRIGGER orders_cancelled AFTER UPDATE OF status ON orders
        WHEN OLD.is_filed AND (OLD.status = 'cancelled') <> (NEW.status = 'cancelled') BEGIN
            UPDATE sales_slots SET cancelled = cancelled + (NEW.status = 'cancelled') - (OLD.status = 'cancelled')
            WHERE business_day = NEW.business_day AND slot = NEW.created_at / 900000;
        END;

        DROP TRIGGER orders_sold;
        CREATE TRIGGER orders_sold AFTER UPDATE OF status, payment ON orders
        WHEN OLD.is_filed
            AND (OLD.status = 'completed' OR OLD.payment = 'paid') < (NEW.status = 'completed' OR NEW.payment = 'paid')
        BEGIN
            UPDATE sales_slots SET sales = sales + 1, revenue = revenue + NEW.total
            WHERE business_day = NEW.business_day AND slot = NEW.created_at / 900000;
            INSERT INTO product_sales
            SELECT NEW.business_day, product_id, sum(quantity), sum(quantity * price) FROM order_items
            WHERE order_id = NEW.id GROUP BY product_id
            ON CONFLICT (business_day, product_id) DO UPDATE SET pieces = pieces + excluded.pieces,
                revenue = revenue + excluded.revenue;
        END;

        DROP TRIGGER orders_unsold;
        CREATE TRIGGER orders_unsold AFTER UPDATE OF status, payment ON orders
        WHEN OLD.is_filed
            AND (OLD.status = 'completed' OR OLD.payment = 'paid') > (NEW.status = 'completed' OR NEW.payment = 'paid')
        BEGIN
            UPDATE sales_slots SET sales = sales - 1, revenue = revenue - NEW.total
            WHERE business_day = NEW.business_day AND slot = NEW.created_at / 900000;
            UPDATE product_sales SET pieces = product_sales.pieces - sold.pieces,
                revenue = product_sales.revenue - sold.revenue
            FROM (SELECT product_id AS product, sum(quantity) AS pieces, sum(quantity * price) AS revenue
                FROM order_items WHERE order_id = NEW.id GROUP BY product_id) AS sold
            WHERE business_day = NEW.business_day AND product_id = sold.product;
        END;
        """
}
