#ifndef CSTORE_H
#define CSTORE_H

#include <sqlite3.h>
#include <stdint.h>

// What Swift cannot call, or cannot name reliably, of SQLite and of the system.

/// Turns on defensive mode, and off the trust in the schema and the checkpoint that the last connection to close would
/// make outside the write gate. Returns 1 when each of the three reads back as set, else 0.
int cstore_harden(sqlite3 *connection);

/// From now on each commit of the connection writes the number of pages in the write-ahead log to `pages`.
void cstore_count_log_pages(sqlite3 *connection, int *pages);

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

/// Sleeps until one of two descriptors can be read, or the time is over. Returns 1 for the first, 2 for the second, 3
/// for both, 0 for neither. A descriptor of -1 is not waited for.
int cstore_wait_readable(int first, int second, int milliseconds);

#endif
