import GRDB

/// The tables. A step that has been released never changes again, and uses no type of the application.
enum Schema {
    /// `Igni` in ASCII: tells a shop's file from other programs' databases.
    static let applicationID: Int32 = 0x4967_6E69
    static let version = Migrator.current.version

    /// The version of the file that is open: 0 for one with nothing in it yet.
    static func version(of db: Database) throws -> Int {
        try Int.fetchOne(db.cachedStatement(sql: "PRAGMA user_version")) ?? 0
    }

    fileprivate static let migrations = [
        Migration([.sql(version1)]), Migration([.sql(version2)]), Migration(version3),
    ]

    private static let version1 = """
        CREATE TABLE settings (
            key TEXT PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 40),
            value TEXT NOT NULL CHECK (length(value) <= 1000)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE secrets (
            name TEXT PRIMARY KEY,
            bytes BLOB NOT NULL CHECK (length(bytes) = 32)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE users (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
            email TEXT NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
            email_key TEXT NOT NULL UNIQUE,
            name_key TEXT NOT NULL,
            search_key TEXT NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('customer', 'admin', 'kiosk')),
            is_disabled INTEGER NOT NULL DEFAULT 0 CHECK (is_disabled IN (0, 1)),
            scrypt_rounds INTEGER NOT NULL CHECK (scrypt_rounds >= 2),
            scrypt_block_size INTEGER NOT NULL CHECK (scrypt_block_size >= 1),
            scrypt_parallelism INTEGER NOT NULL CHECK (scrypt_parallelism >= 1),
            password_salt BLOB NOT NULL CHECK (length(password_salt) = 16),
            password_digest BLOB NOT NULL CHECK (length(password_digest) = 32),
            created_at INTEGER NOT NULL
        ) STRICT;

        CREATE INDEX users_by_name ON users (name_key, id);
        CREATE INDEX users_admins ON users (id) WHERE role = 'admin' AND is_disabled = 0;

        CREATE TABLE password_resets (
            user_id INTEGER PRIMARY KEY REFERENCES users (id),
            scrypt_rounds INTEGER NOT NULL CHECK (scrypt_rounds >= 2),
            scrypt_block_size INTEGER NOT NULL CHECK (scrypt_block_size >= 1),
            scrypt_parallelism INTEGER NOT NULL CHECK (scrypt_parallelism >= 1),
            password_salt BLOB NOT NULL CHECK (length(password_salt) = 16),
            password_digest BLOB NOT NULL CHECK (length(password_digest) = 32),
            created_at INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE sessions (
            id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 8 AND 64),
            user_id INTEGER NOT NULL REFERENCES users (id),
            created_at INTEGER NOT NULL,
            seen_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sessions_of_user ON sessions (user_id);

        CREATE TABLE sign_in_failures (
            key TEXT PRIMARY KEY CHECK (length(key) <= 400),
            count INTEGER NOT NULL CHECK (count >= 1),
            last_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE products (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
            name_key TEXT NOT NULL UNIQUE,
            price INTEGER NOT NULL CHECK (price BETWEEN 1 AND 99999999),
            stock INTEGER NOT NULL DEFAULT 0 CHECK (stock BETWEEN 0 AND 1000000),
            low_stock INTEGER NOT NULL CHECK (low_stock BETWEEN 0 AND 1000000),
            category TEXT NOT NULL CHECK (length(category) <= 40),
            description TEXT NOT NULL CHECK (length(description) <= 280),
            is_archived INTEGER NOT NULL DEFAULT 0 CHECK (is_archived IN (0, 1))
        ) STRICT;

        CREATE TABLE orders (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            request TEXT NOT NULL UNIQUE CHECK (length(request) BETWEEN 8 AND 64),
            business_day INTEGER NOT NULL CHECK (business_day BETWEEN 19700101 AND 99991231),
            channel TEXT NOT NULL CHECK (channel IN ('C', 'K')),
            number INTEGER NOT NULL CHECK (number >= 1),
            customer_id INTEGER REFERENCES users (id),
            customer_name TEXT NOT NULL COLLATE NOCASE CHECK (length(customer_name) <= 80),
            placed_by INTEGER NOT NULL REFERENCES users (id),
            status TEXT NOT NULL CHECK (status IN ('placed', 'preparing', 'ready', 'completed', 'cancelled')),
            payment TEXT NOT NULL CHECK (payment IN ('unpaid', 'paid', 'refunded')),
            note TEXT NOT NULL CHECK (length(note) <= 500),
            total INTEGER NOT NULL CHECK (total BETWEEN 1 AND 999999999999),
            version INTEGER NOT NULL CHECK (version >= 1),
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            status_at INTEGER NOT NULL,
            -- Milliseconds from placed to ready, as it stands now.
            ready_after INTEGER CHECK (ready_after >= 0),
            CHECK ((customer_id IS NULL) = (channel = 'K')),
            UNIQUE (business_day, channel, number)
        ) STRICT;
        CREATE INDEX orders_open ON orders (id) WHERE status IN ('placed', 'preparing', 'ready');
        CREATE INDEX orders_completed ON orders (status_at, total) WHERE status = 'completed';
        CREATE INDEX orders_of_customer ON orders (customer_id, id);
        CREATE INDEX orders_by_status ON orders (status, id);
        CREATE INDEX orders_by_ticket ON orders (channel, number, id);
        CREATE INDEX orders_by_payment ON orders (payment, id);
        CREATE INDEX orders_by_total ON orders (total, id);
        CREATE INDEX orders_by_customer_name ON orders (customer_name, id);
        CREATE INDEX orders_ready ON orders (business_day, ready_after) WHERE ready_after IS NOT NULL;

        CREATE TABLE order_items (
            order_id INTEGER NOT NULL REFERENCES orders (id),
            line INTEGER NOT NULL CHECK (line BETWEEN 0 AND 99),
            product_id INTEGER NOT NULL REFERENCES products (id),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
            quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 999),
            price INTEGER NOT NULL CHECK (price BETWEEN 1 AND 99999999),
            note TEXT NOT NULL CHECK (length(note) <= 200),
            PRIMARY KEY (order_id, line)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX order_items_of_product ON order_items (product_id, order_id, line);

        -- What never changes about an order, as folded tokens (OrderSearch).
        CREATE VIRTUAL TABLE order_search USING fts5 (
            ticket, owner, customer, products,
            content = '', columnsize = 0, detail = column, prefix = '1 2 3', tokenize = 'ascii'
        );

        -- Sums kept with each change of an order. A sale is an order that is completed or paid.
        CREATE TABLE order_days (
            business_day INTEGER PRIMARY KEY,
            orders INTEGER NOT NULL CHECK (orders >= 1),
            first_order INTEGER NOT NULL,
            last_order INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE sales_slots (
            business_day INTEGER NOT NULL,
            -- Quarters of an hour since 1970: every time zone's hour is made of them.
            slot INTEGER NOT NULL,
            orders INTEGER NOT NULL CHECK (orders >= 1),
            cancelled INTEGER NOT NULL CHECK (cancelled BETWEEN 0 AND orders),
            sales INTEGER NOT NULL CHECK (sales BETWEEN 0 AND orders),
            revenue INTEGER NOT NULL CHECK (revenue >= 0),
            PRIMARY KEY (business_day, slot)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE product_sales (
            business_day INTEGER NOT NULL,
            product_id INTEGER NOT NULL REFERENCES products (id),
            pieces INTEGER NOT NULL CHECK (pieces >= 0),
            revenue INTEGER NOT NULL CHECK (revenue >= 0),
            PRIMARY KEY (business_day, product_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TRIGGER orders_counted AFTER INSERT ON orders BEGIN
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
        END;

        CREATE TRIGGER items_counted AFTER INSERT ON order_items
        WHEN (SELECT status = 'completed' OR payment = 'paid' FROM orders WHERE id = NEW.order_id) BEGIN
            INSERT INTO product_sales SELECT business_day, NEW.product_id, NEW.quantity, NEW.quantity * NEW.price
            FROM orders WHERE id = NEW.order_id
            ON CONFLICT (business_day, product_id) DO UPDATE SET pieces = pieces + excluded.pieces,
                revenue = revenue + excluded.revenue;
        END;

        CREATE TRIGGER orders_cancelled AFTER UPDATE OF status ON orders
        WHEN (OLD.status = 'cancelled') <> (NEW.status = 'cancelled') BEGIN
            UPDATE sales_slots SET cancelled = cancelled + (NEW.status = 'cancelled') - (OLD.status = 'cancelled')
            WHERE business_day = NEW.business_day AND slot = NEW.created_at / 900000;
        END;

        CREATE TRIGGER orders_sold AFTER UPDATE OF status, payment ON orders
        WHEN (OLD.status = 'completed' OR OLD.payment = 'paid') < (NEW.status = 'completed' OR NEW.payment = 'paid')
        BEGIN
            UPDATE sales_slots SET sales = sales + 1, revenue = revenue + NEW.total
            WHERE business_day = NEW.business_day AND slot = NEW.created_at / 900000;
            INSERT INTO product_sales
            SELECT NEW.business_day, product_id, sum(quantity), sum(quantity * price) FROM order_items
            WHERE order_id = NEW.id GROUP BY product_id
            ON CONFLICT (business_day, product_id) DO UPDATE SET pieces = pieces + excluded.pieces,
                revenue = revenue + excluded.revenue;
        END;

        CREATE TRIGGER orders_unsold AFTER UPDATE OF status, payment ON orders
        WHEN (OLD.status = 'completed' OR OLD.payment = 'paid') > (NEW.status = 'completed' OR NEW.payment = 'paid')
        BEGIN
            UPDATE sales_slots SET sales = sales - 1, revenue = revenue - NEW.total
            WHERE business_day = NEW.business_day AND slot = NEW.created_at / 900000;
            UPDATE product_sales SET pieces = product_sales.pieces - sold.pieces,
                revenue = product_sales.revenue - sold.revenue
            FROM (SELECT product_id AS product, sum(quantity) AS pieces, sum(quantity * price) AS revenue
                FROM order_items WHERE order_id = NEW.id GROUP BY product_id) AS sold
            WHERE business_day = NEW.business_day AND product_id = sold.product;
        END;

        CREATE TABLE stock_movements (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            product_id INTEGER NOT NULL REFERENCES products (id),
            delta INTEGER NOT NULL CHECK (delta <> 0 AND delta BETWEEN -1000000 AND 1000000),
            kind TEXT NOT NULL CHECK (kind IN ('sale', 'cancellation', 'restock', 'correction', 'import')),
            order_id INTEGER REFERENCES orders (id),
            actor_id INTEGER REFERENCES users (id),
            reason TEXT NOT NULL CHECK (length(reason) <= 200),
            at INTEGER NOT NULL,
            CHECK (kind <> 'sale' OR delta < 0),
            CHECK (kind <> 'cancellation' OR delta > 0)
        ) STRICT;
        CREATE INDEX stock_movements_of_product ON stock_movements (product_id, id, delta);

        CREATE TABLE events (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            actor_id INTEGER REFERENCES users (id),
            kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
            subject TEXT NOT NULL CHECK (subject IN ('shop', 'user', 'product', 'order')),
            subject_id INTEGER NOT NULL,
            subject_name TEXT NOT NULL CHECK (length(subject_name) <= 254),
            from_value TEXT NOT NULL CHECK (length(from_value) <= 300),
            to_value TEXT NOT NULL CHECK (length(to_value) <= 300),
            reason TEXT NOT NULL CHECK (length(reason) <= 200)
        ) STRICT;
        CREATE INDEX events_of_order ON events (subject_id, number) WHERE subject = 'order';

        CREATE TABLE carts (
            user_id INTEGER PRIMARY KEY REFERENCES users (id),
            request TEXT NOT NULL CHECK (length(request) BETWEEN 8 AND 64),
            note TEXT NOT NULL CHECK (length(note) <= 2000),
            lines TEXT NOT NULL CHECK (length(lines) <= 100000),
            saved_at INTEGER NOT NULL
        ) STRICT;

        -- The log is append-only, and a movement is never rewritten.
        CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
        CREATE TRIGGER events_keep BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
        CREATE TRIGGER movements_stay BEFORE UPDATE ON stock_movements
            BEGIN SELECT RAISE(ABORT, 'movements are append-only'); END;
        CREATE TRIGGER movements_keep BEFORE DELETE ON stock_movements
            BEGIN SELECT RAISE(ABORT, 'movements are append-only'); END;
        """
}

extension Migrator {
    /// This program's.
    package static let current = Migrator(Schema.migrations)
}
