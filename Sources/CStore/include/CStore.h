#ifndef CSTORE_H
#define CSTORE_H

#include <sqlite3.h>
#include <stdint.h>

// What Swift cannot call, or cannot name reliably, of SQLite and of the system.

/// Has the engine not count its memory, which takes a lock each time, and gives each connection as much of its own as an
/// order needs. To be called before the engine's first use in this process; later it changes nothing.
void cstore_configure(void);

/// Turns on defensive mode, and off the trust in the schema and the checkpoint that the last connection to close would
/// make without the writer's lock. Returns 1 when each of the three reads back as set, else 0.
int cstore_harden(sqlite3 *connection);

/// Lets the connection write the text of its schema, for which it gives defensive mode up. Returns 1 when both read back so.
int cstore_unlock_schema(sqlite3 *connection);

/// Takes that back. Returns 1 when both read back so; where the connection is in order already it changes nothing.
int cstore_lock_schema(sqlite3 *connection);

/// Reads the first `count` bytes of a database's file through the engine, which neither locks it nor writes anything. (A
/// descriptor of one's own, when closed, would drop the locks that the engine holds on the file in this process.)
/// Returns SQLite's result code; SQLITE_IOERR_SHORT_READ when the file has fewer bytes.
int cstore_read_header(const char *path, uint8_t *bytes, int count);

/// Pages that the connection has written since it was last asked.
int cstore_take_written_pages(sqlite3 *connection);

/// The system's error number of the last failure to read or write the connection's log, or else its database; 0 for none.
int cstore_system_error(sqlite3 *connection);

/// What the index of a write-ahead log says of it.
typedef struct {
    /// Bytes of a page.
    int64_t page;
    /// Pages in the log, and how many of them are in the database, too.
    int64_t frames;
    int64_t checkpointed;
    /// Up to which page of the log a reader goes that holds the lock of the same number.
    uint32_t marks[5];
} cstore_wal;

/// Reads the index of the connection's write-ahead log. Returns 1, or 0 where nothing says so. For a connection that reads.
int cstore_wal_index(sqlite3 *connection, cstore_wal *wal);

/// From now on each commit of the connection writes the number of pages in the write-ahead log to `pages`.
void cstore_count_log_pages(sqlite3 *connection, int *pages);

/// Binds a copy of `count` bytes of UTF-8. Returns SQLite's result code.
int cstore_bind_text(sqlite3_stmt *statement, int index, const uint8_t *bytes, int count);

/// Binds a copy of `count` bytes. Returns SQLite's result code.
int cstore_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int count);

typedef struct {
    uint64_t device;
    uint64_t inode;
    int64_t size;
    uint32_t mode;
} cstore_file;

/// The facts of the file at `path`, or of the open `descriptor` where `path` is NULL. Returns 1, or 0 and errno.
int cstore_file_facts(const char *path, int descriptor, cstore_file *facts);

/// Bytes free for this user on the file system of `path`, or -1 and errno.
int64_t cstore_free_bytes(const char *path);

/// Whether a file of `size` bytes in `folder` could grow by `more`: 1, or 0 when the disk, a quota or a limit of this
/// process says no; -1 where it cannot be tried. Nothing is left behind.
int cstore_has_room(const char *folder, int64_t size, int64_t more);

/// The kernel's magic number of the file system of `path`, or -1 and errno.
int64_t cstore_file_system(const char *path);
int64_t cstore_file_system_of(int descriptor);

/// Ignores SIGXFSZ unless the program handles it: a file at its limit is then an error of the write, and not the end.
void cstore_survive_file_limit(void);

/// Sleeps until one of two descriptors can be read, or the time is over. Returns 1 for the first, 2 for the second, 3
/// for both, 0 for neither. A descriptor of -1 is not waited for.
int cstore_wait_readable(int first, int second, int milliseconds);

/// Locks one byte of a file, which need not be there, for the open file that `descriptor` is: the lock goes when the last
/// process that has it open does (fcntl(2), "Open file description locks"). Returns 1, or 0 when another has it.
int cstore_lock_byte(int descriptor, int64_t offset);

void cstore_unlock_byte(int descriptor, int64_t offset);

/// Whether another open file has the byte locked.
int cstore_is_byte_locked(int descriptor, int64_t offset);

/// The first `size` bytes of a file as memory that all processes share which do the same; the file is made as long as that.
/// NULL where there is no room for it, or the file system cannot.
void *cstore_share(int descriptor, int64_t size);

void cstore_unshare(void *memory, int64_t size);

uint32_t cstore_load(const uint32_t *word);

/// Changes a shared word if it is `from`. Returns 1, or 0 when it was another.
int cstore_exchange(uint32_t *word, uint32_t from, uint32_t to);

/// Sleeps until another process rings at the word, at most so long; not at all when it is not `value`.
void cstore_sleep_while(uint32_t *word, uint32_t value, int milliseconds);

/// Adds one to a shared word, and wakes one who sleeps at it.
void cstore_ring(uint32_t *word);

/// Nanoseconds since the machine was started, the same for all processes.
int64_t cstore_uptime(void);

#endif
