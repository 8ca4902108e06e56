#include "CStore.h"

#include <poll.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

int cstore_harden(sqlite3 *connection) {
    int defensive = 0, trusted = 1, stays = 0;
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, &defensive);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, &trusted);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, &stays);
    return defensive == 1 && trusted == 0 && stays == 1;
}

static int keep_count(void *pages, sqlite3 *connection, const char *name, int count) {
    (void)connection;
    (void)name;
    *(int *)pages = count;
    return SQLITE_OK;
}

void cstore_count_log_pages(sqlite3 *connection, int *pages) {
    sqlite3_wal_hook(connection, keep_count, pages);
}

int cstore_file_facts(const char *path, int descriptor, cstore_file *facts) {
    struct stat status;
    if ((path ? stat(path, &status) : fstat(descriptor, &status)) != 0) return 0;
    facts->device = status.st_dev;
    facts->inode = status.st_ino;
    facts->size = status.st_size;
    facts->mode = status.st_mode;
    return 1;
}

int64_t cstore_free_bytes(const char *path) {
    struct statvfs status;
    if (statvfs(path, &status) != 0) return -1;
    return (int64_t)status.f_bavail * (int64_t)status.f_frsize;
}

int cstore_wait_readable(int first, int second, int milliseconds) {
    struct pollfd polls[2] = {{first, POLLIN, 0}, {second, POLLIN, 0}};
    if (poll(polls, 2, milliseconds) <= 0) return 0;
    return (polls[0].revents & POLLIN ? 1 : 0) | (polls[1].revents & POLLIN ? 2 : 0);
}
