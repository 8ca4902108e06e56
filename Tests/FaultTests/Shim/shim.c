// Stands between a program and the system's file calls (LD_PRELOAD), for one database and what is in its folder.
//
// FAULT_DATABASE  the database's path; what FAULT_FAIL concerns is it, its write-ahead log and the folder of both
// FAULT_FOLDER    what FAULT_LOG concerns: this folder, and all that is in it and below
// FAULT_LOG       records every write and flush of those files, every name that is made, changed or removed there, every
//                 flush of a folder, and what the program says on its standard output, in the one order in which they
//                 happened in all processes
// FAULT_NAMES     "lost": flushes of folders are not recorded, as though nobody had made them
// FAULT_FAIL      kind:number:span:errno, such as write:3:once:5, lets the third write fail; with span "on" all later ones,
//                 too. Kinds: write (and truncation), flush, open (of any file of the shop), rename (to one of its names)
// FAULT_MARK      a file that is made when a call was let fail

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITE = 1, TRUNCATE, FLUSH_BEGIN, FLUSH_END, SAID, MADE, NAMED, UNNAMED, RENAMED };
enum { FAIL_WRITE = 'w', FAIL_FLUSH = 'f', FAIL_OPEN = 'o', FAIL_RENAME = 'r' };

struct record {
    uint32_t kind, token;
    // The inode of the file or folder.
    uint64_t file, offset;
    uint32_t length, unused;
};

static char database[4096], shop_folder[4096], folder[4096];
// Of each descriptor: the inode of what is recorded, and whether it may be let fail.
static uint64_t files[65536];
static unsigned char may_fail[65536];
static int log_descriptor = -1, names_are_lost;
static char fail_kind, fail_on;
static int fail_number, fail_errno;
static atomic_int calls[128];
static atomic_uint tokens;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static void keep(char *to, const char *value) {
    if (value && strlen(value) < 4096) strcpy(to, value);
}

__attribute__((constructor)) static void begin(void) {
    const char *log = getenv("FAULT_LOG"), *fail = getenv("FAULT_FAIL"), *names = getenv("FAULT_NAMES");
    keep(database, getenv("FAULT_DATABASE"));
    keep(folder, getenv("FAULT_FOLDER"));
    keep(shop_folder, database);
    if (strrchr(shop_folder, '/')) *strrchr(shop_folder, '/') = 0;
    names_are_lost = names && strcmp(names, "lost") == 0;
    if (log) log_descriptor = REAL(open)(log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (fail) {
        const char *number = strchr(fail, ':'), *span = strchr(number + 1, ':'), *error = strchr(span + 1, ':');
        fail_kind = fail[0];
        fail_number = atoi(number + 1);
        fail_on = strncmp(span + 1, "on:", 3) == 0;
        fail_errno = atoi(error + 1);
    }
}

static void record(uint32_t kind, uint64_t file, uint64_t offset, const void *bytes, size_t length, uint32_t token) {
    if (log_descriptor < 0) return;
    struct record head = {kind, token, file, offset, (uint32_t)length, 0};
    struct iovec parts[2] = {{&head, sizeof head}, {(void *)bytes, bytes ? length : 0}};
    int before = errno;
    if (writev(log_descriptor, parts, 2) < 0) abort();
    errno = before;
}

static int fails(char kind) {
    if (kind != fail_kind) return 0;
    int number = atomic_fetch_add(&calls[(int)kind], 1) + 1;
    if (number != fail_number && !(fail_on && number > fail_number)) return 0;
    const char *mark = getenv("FAULT_MARK");
    if (mark) REAL(close)(REAL(open)(mark, O_WRONLY | O_CREAT, 0600));
    errno = fail_errno;
    return 1;
}

static int is_known(int descriptor) { return descriptor >= 0 && descriptor < (int)(sizeof files / sizeof *files); }
static uint64_t file_of(int descriptor) { return is_known(descriptor) ? files[descriptor] : 0; }
static int fails_at(int descriptor, char kind) { return is_known(descriptor) && may_fail[descriptor] && fails(kind); }

static int is_of_shop(const char *path) {
    return database[0] && (strncmp(path, database, strlen(database)) == 0 || strcmp(path, shop_folder) == 0);
}

static int is_recorded(const char *path) {
    size_t length = strlen(folder);
    return log_descriptor >= 0 && length && strncmp(path, folder, length) == 0 && (path[length] == '/' || !path[length]);
}

static int opened(int descriptor, const char *path) {
    struct stat facts;
    if (!is_known(descriptor)) return descriptor;
    files[descriptor] = is_recorded(path) && fstat(descriptor, &facts) == 0 ? facts.st_ino : 0;
    const char *rest = path + strlen(database);
    may_fail[descriptor] = is_of_shop(path) && (strcmp(path, shop_folder) == 0 || !*rest || strcmp(rest, "-wal") == 0);
    return descriptor;
}

static void named(uint32_t kind, const char *path) {
    struct stat facts;
    if (is_recorded(path) && lstat(path, &facts) == 0)
        record(kind, facts.st_ino, S_ISDIR(facts.st_mode), path, strlen(path), 0);
}

// Whether a file was made is known only where it must be: so each is asked for as a new one first.
#define OPEN(name)                                                                                        \
    static int make_##name(const char *path, int flags, mode_t mode) {                                    \
        for (int attempt = 0; attempt < 9; attempt++) {                                                   \
            int made = REAL(name)(path, flags | O_EXCL, mode);                                            \
            if (made >= 0) named(MADE, path);                                                             \
            if (made >= 0 || errno != EEXIST || flags & O_EXCL) return made;                              \
            int found = REAL(name)(path, flags & ~O_CREAT);                                               \
            if (found >= 0 || errno != ENOENT) return found;                                              \
        }                                                                                                 \
        return -1;                                                                                        \
    }                                                                                                     \
    int name(const char *path, int flags, ...) {                                                          \
        va_list rest;                                                                                     \
        va_start(rest, flags);                                                                            \
        int makes = flags & O_CREAT, has_mode = makes || (flags & O_TMPFILE) == O_TMPFILE;                \
        mode_t mode = has_mode ? va_arg(rest, mode_t) : 0;                                                \
        va_end(rest);                                                                                     \
        if (is_of_shop(path) && fails(FAIL_OPEN)) return -1;                                              \
        int result = makes && is_recorded(path) ? make_##name(path, flags, mode) : REAL(name)(path, flags, mode); \
        return (flags & O_TMPFILE) == O_TMPFILE ? result : opened(result, path);                          \
    }
OPEN(open)
OPEN(open64)

int close(int descriptor) {
    if (is_known(descriptor)) files[descriptor] = may_fail[descriptor] = 0;
    return REAL(close)(descriptor);
}

#define PWRITE(name, offset_type)                                                       \
    ssize_t name(int descriptor, const void *bytes, size_t length, offset_type offset) { \
        uint64_t file = file_of(descriptor);                                            \
        if (fails_at(descriptor, FAIL_WRITE)) return -1;                                \
        ssize_t written = REAL(name)(descriptor, bytes, length, offset);                \
        if (file && written > 0) record(WRITE, file, offset, bytes, written, 0);        \
        return written;                                                                 \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int descriptor, const void *bytes, size_t length) {
    uint64_t file = file_of(descriptor);
    if (descriptor == 1) record(SAID, 0, 0, bytes, length, 0);
    ssize_t written = REAL(write)(descriptor, bytes, length);
    if (file && written > 0) record(WRITE, file, lseek(descriptor, 0, SEEK_CUR) - written, bytes, written, 0);
    return written;
}

#define TRUNCATION(name, offset_type)                                       \
    int name(int descriptor, offset_type length) {                          \
        uint64_t file = file_of(descriptor);                                \
        if (fails_at(descriptor, FAIL_WRITE)) return -1;                    \
        int result = REAL(name)(descriptor, length);                        \
        if (file && result == 0) record(TRUNCATE, file, length, NULL, 0, 0); \
        return result;                                                      \
    }
TRUNCATION(ftruncate, off_t)
TRUNCATION(ftruncate64, off64_t)

static int is_folder(int descriptor) {
    struct stat facts;
    return fstat(descriptor, &facts) == 0 && S_ISDIR(facts.st_mode);
}

#define FLUSH(name)                                                                  \
    int name(int descriptor) {                                                       \
        uint64_t file = file_of(descriptor);                                         \
        if (fails_at(descriptor, FAIL_FLUSH)) return -1;                             \
        if (!file || (names_are_lost && is_folder(descriptor))) return REAL(name)(descriptor); \
        uint32_t token = (uint32_t)getpid() << 12 | (atomic_fetch_add(&tokens, 1) & 0xFFF); \
        record(FLUSH_BEGIN, file, 0, NULL, 0, token);                                \
        int result = REAL(name)(descriptor);                                         \
        if (result == 0) record(FLUSH_END, file, 0, NULL, 0, token);                 \
        return result;                                                               \
    }
FLUSH(fsync)
FLUSH(fdatasync)

int mkdir(const char *path, mode_t mode) {
    int result = REAL(mkdir)(path, mode);
    if (result == 0) named(MADE, path);
    return result;
}

int link(const char *from, const char *to) {
    int result = REAL(link)(from, to);
    if (result == 0) named(NAMED, to);
    return result;
}

int unlink(const char *path) {
    int result = REAL(unlink)(path);
    if (result == 0 && is_recorded(path)) record(UNNAMED, 0, 0, path, strlen(path), 0);
    return result;
}

int rename(const char *from, const char *to) {
    struct stat facts;
    if (is_of_shop(to) && fails(FAIL_RENAME)) return -1;
    int is_there = lstat(from, &facts) == 0, result = REAL(rename)(from, to);
    if (result == 0 && is_there && is_recorded(to)) {
        char names[8192];
        int length = snprintf(names, sizeof names, "%s\n%s", from, to);
        record(RENAMED, facts.st_ino, 0, names, length, 0);
    }
    return result;
}
