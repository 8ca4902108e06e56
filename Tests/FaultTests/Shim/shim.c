// Stands between a program and the system's file calls (LD_PRELOAD), for one database and its write-ahead log.
//
// FAULT_DATABASE  the database's path; what concerns other files passes through
// FAULT_LOG       records every write and flush of the two files, and what the program says on its standard output, in the
//                 one order in which they happened in all processes
// FAULT_FAIL      kind:number:span:errno, such as write:3:once:5, lets the third write fail; with span "on" all later ones,
//                 too. Kinds: write (and truncation), flush, open (of any file of the shop)
// FAULT_MARK      a file that is made when a call was let fail

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITE = 1, TRUNCATE, FLUSH_BEGIN, FLUSH_END, SAID };
enum { OTHER, DATABASE, LOG };
enum { FAIL_WRITE = 'w', FAIL_FLUSH = 'f', FAIL_OPEN = 'o' };

struct record {
    uint32_t kind, file;
    uint64_t offset;
    uint32_t length, token;
};

static char database[4096];
static unsigned char files[65536];
static int log_descriptor = -1;
static char fail_kind, fail_on;
static int fail_number, fail_errno;
static atomic_int calls[128];
static atomic_uint tokens;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("FAULT_DATABASE"), *log = getenv("FAULT_LOG"), *fail = getenv("FAULT_FAIL");
    if (!path || strlen(path) >= sizeof database) return;
    strcpy(database, path);
    if (log) log_descriptor = REAL(open)(log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (fail) {
        const char *number = strchr(fail, ':'), *span = strchr(number + 1, ':'), *error = strchr(span + 1, ':');
        fail_kind = fail[0];
        fail_number = atoi(number + 1);
        fail_on = strncmp(span + 1, "on:", 3) == 0;
        fail_errno = atoi(error + 1);
    }
}

static void record(uint32_t kind, uint32_t file, uint64_t offset, const void *bytes, size_t length, uint32_t token) {
    if (log_descriptor < 0) return;
    struct record head = {kind, file, offset, (uint32_t)length, token};
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

static int file_of(int descriptor) {
    return descriptor >= 0 && descriptor < (int)sizeof files ? files[descriptor] : OTHER;
}

static int is_of_shop(const char *path) { return database[0] && strncmp(path, database, strlen(database)) == 0; }

static int opened(int descriptor, const char *path) {
    if (descriptor < 0 || descriptor >= (int)sizeof files || !is_of_shop(path)) return descriptor;
    const char *rest = path + strlen(database);
    files[descriptor] = *rest == 0 ? DATABASE : strcmp(rest, "-wal") == 0 ? LOG : OTHER;
    return descriptor;
}

#define OPEN(name)                                                \
    int name(const char *path, int flags, ...) {                  \
        va_list rest;                                             \
        va_start(rest, flags);                                    \
        mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0; \
        va_end(rest);                                             \
        if (is_of_shop(path) && fails(FAIL_OPEN)) return -1;      \
        return opened(REAL(name)(path, flags, mode), path);       \
    }
OPEN(open)
OPEN(open64)

int close(int descriptor) {
    if (descriptor >= 0 && descriptor < (int)sizeof files) files[descriptor] = OTHER;
    return REAL(close)(descriptor);
}

#define PWRITE(name, offset_type)                                                       \
    ssize_t name(int descriptor, const void *bytes, size_t length, offset_type offset) { \
        int file = file_of(descriptor);                                                 \
        if (file && fails(FAIL_WRITE)) return -1;                                       \
        ssize_t written = REAL(name)(descriptor, bytes, length, offset);                \
        if (file && written > 0) record(WRITE, file, offset, bytes, written, 0);        \
        return written;                                                                 \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int descriptor, const void *bytes, size_t length) {
    if (descriptor == 1) record(SAID, 0, 0, bytes, length, 0);
    return REAL(write)(descriptor, bytes, length);
}

#define TRUNCATION(name, offset_type)                                       \
    int name(int descriptor, offset_type length) {                          \
        int file = file_of(descriptor);                                     \
        if (file && fails(FAIL_WRITE)) return -1;                           \
        int result = REAL(name)(descriptor, length);                        \
        if (file && result == 0) record(TRUNCATE, file, length, NULL, 0, 0); \
        return result;                                                      \
    }
TRUNCATION(ftruncate, off_t)
TRUNCATION(ftruncate64, off64_t)

#define FLUSH(name)                                                                  \
    int name(int descriptor) {                                                       \
        int file = file_of(descriptor);                                              \
        if (!file) return REAL(name)(descriptor);                                    \
        if (fails(FAIL_FLUSH)) return -1;                                            \
        uint32_t token = (uint32_t)getpid() << 12 | (atomic_fetch_add(&tokens, 1) & 0xFFF); \
        record(FLUSH_BEGIN, file, 0, NULL, 0, token);                                \
        int result = REAL(name)(descriptor);                                         \
        if (result == 0) record(FLUSH_END, file, 0, NULL, 0, token);                 \
        return result;                                                               \
    }
FLUSH(fsync)
FLUSH(fdatasync)
