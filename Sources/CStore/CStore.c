#define _GNU_SOURCE 1
#include "CStore.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

void cstore_configure(void) {
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 1200, 256);
}

int cstore_harden(sqlite3 *connection) {
    int defensive = 0, trusted = 1, stays = 0;
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, &defensive);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, &trusted);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, &stays);
    return defensive == 1 && trusted == 0 && stays == 1;
}

int cstore_unlock_schema(sqlite3 *connection) {
    int defensive = 1, writable = 0;
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 0, &defensive);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1, &writable);
    return defensive == 0 && writable == 1;
}

int cstore_lock_schema(sqlite3 *connection) {
    int defensive = 0, writable = 1;
    sqlite3_db_config(connection, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0, &writable);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, &defensive);
    return defensive == 1 && writable == 0;
}

int cstore_read_header(const char *path, uint8_t *bytes, int count) {
    sqlite3 *connection = NULL;
    sqlite3_file *file = NULL;
    int result = sqlite3_open_v2(path, &connection, SQLITE_OPEN_READONLY, NULL);
    if (result == SQLITE_OK) result = sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (result == SQLITE_OK) result = file->pMethods ? file->pMethods->xRead(file, bytes, count, 0) : SQLITE_CANTOPEN;
    if (result == SQLITE_CANTOPEN) errno = sqlite3_system_errno(connection);
    sqlite3_close(connection);
    return result;
}

int cstore_take_written_pages(sqlite3 *connection) {
    int pages = 0, most = 0;
    sqlite3_db_status(connection, SQLITE_DBSTATUS_CACHE_WRITE, &pages, &most, 1);
    return pages;
}

int cstore_wal_index(sqlite3 *connection, cstore_wal *wal) {
    sqlite3_file *file = NULL;
    if (sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK) return 0;
    if (!file || !file->pMethods || file->pMethods->iVersion < 2) return 0;
    // The WAL index as sqlite.org/walformat.html describes it: the size of a page at 14, the number of valid frames at 16,
    // of those that are in the database at 96, the five read marks at 100.
    volatile void *index = NULL;
    if (file->pMethods->xShmMap(file, 0, 32768, 0, &index) != SQLITE_OK || !index) return 0;
    volatile uint8_t *bytes = index;
    int64_t page = *(volatile uint16_t *)(bytes + 14);
    wal->page = page == 1 ? 65536 : page;
    wal->frames = *(volatile uint32_t *)(bytes + 16);
    wal->checkpointed = *(volatile uint32_t *)(bytes + 96);
    for (int mark = 0; mark < 5; mark++) wal->marks[mark] = *(volatile uint32_t *)(bytes + 100 + 4 * mark);
    return 1;
}

int cstore_system_error(sqlite3 *connection) {
    int names[2] = {SQLITE_FCNTL_JOURNAL_POINTER, SQLITE_FCNTL_FILE_POINTER};
    for (int index = 0; index < 2; index++) {
        sqlite3_file *file = NULL;
        int error = 0;
        if (sqlite3_file_control(connection, "main", names[index], &file) != SQLITE_OK || !file || !file->pMethods) continue;
        if (file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &error) == SQLITE_OK && error != 0) return error;
    }
    return 0;
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

int cstore_bind_text(sqlite3_stmt *statement, int index, const uint8_t *bytes, int count) {
    return sqlite3_bind_text(statement, index, bytes ? (const char *)bytes : "", count, SQLITE_TRANSIENT);
}

int cstore_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int count) {
    return sqlite3_bind_blob(statement, index, bytes ? bytes : "", count, SQLITE_TRANSIENT);
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

int cstore_has_room(const char *folder, int64_t size, int64_t more) {
    int file = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
    int result = file < 0 ? -1 : fallocate(file, 0, size, more);
    int error = errno;
    if (file >= 0) close(file);
    if (result == 0) return 1;
    return error == ENOSPC || error == EDQUOT || error == EFBIG ? 0 : -1;
}

int64_t cstore_file_system_of(int descriptor) {
    struct statfs status;
    return fstatfs(descriptor, &status) == 0 ? (int64_t)(uint32_t)status.f_type : -1;
}

int64_t cstore_file_system(const char *path) {
    struct statfs status;
    if (statfs(path, &status) != 0) return -1;
    return (int64_t)(uint32_t)status.f_type;
}

void cstore_survive_file_limit(void) {
    struct sigaction action;
    if (sigaction(SIGXFSZ, NULL, &action) != 0 || action.sa_handler != SIG_DFL) return;
    action.sa_handler = SIG_IGN;
    sigaction(SIGXFSZ, &action, NULL);
}

int cstore_wait_readable(int first, int second, int milliseconds) {
    struct pollfd polls[2] = {{first, POLLIN, 0}, {second, POLLIN, 0}};
    if (poll(polls, 2, milliseconds) <= 0) return 0;
    return (polls[0].revents & POLLIN ? 1 : 0) | (polls[1].revents & POLLIN ? 2 : 0);
}

static struct flock byte_at(int64_t offset, short type) {
    struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = offset, .l_len = 1};
    return lock;
}

int cstore_lock_byte(int descriptor, int64_t offset) {
    struct flock lock = byte_at(offset, F_WRLCK);
    return fcntl(descriptor, F_OFD_SETLK, &lock) == 0;
}

void cstore_unlock_byte(int descriptor, int64_t offset) {
    struct flock lock = byte_at(offset, F_UNLCK);
    fcntl(descriptor, F_OFD_SETLK, &lock);
}

int cstore_is_byte_locked(int descriptor, int64_t offset) {
    struct flock lock = byte_at(offset, F_WRLCK);
    return fcntl(descriptor, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

void *cstore_share(int descriptor, int64_t size) {
    // A page without room on the disk would end the process when it is touched.
    int result;
    do result = fallocate(descriptor, 0, 0, size);
    while (result != 0 && errno == EINTR);
    if (result != 0) return NULL;
    void *memory = mmap(NULL, (size_t)size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

void cstore_unshare(void *memory, int64_t size) { munmap(memory, (size_t)size); }

uint32_t cstore_load(const uint32_t *word) { return __atomic_load_n(word, __ATOMIC_SEQ_CST); }

int cstore_exchange(uint32_t *word, uint32_t from, uint32_t to) {
    return __atomic_compare_exchange_n(word, &from, to, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

void cstore_sleep_while(uint32_t *word, uint32_t value, int milliseconds) {
    struct timespec limit = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
    syscall(SYS_futex, word, FUTEX_WAIT, value, &limit, NULL, 0);
}

void cstore_ring(uint32_t *word) {
    __atomic_add_fetch(word, 1, __ATOMIC_SEQ_CST);
    syscall(SYS_futex, word, FUTEX_WAKE, 1, NULL, NULL, 0);
}

int64_t cstore_uptime(void) {
    struct timespec time;
    clock_gettime(CLOCK_BOOTTIME, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}
