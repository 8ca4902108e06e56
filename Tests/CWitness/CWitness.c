#define _GNU_SOURCE
#include "CWitness.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static int notes = -1;

static ssize_t system_write(int descriptor, const void *bytes, size_t length) {
    return syscall(SYS_write, descriptor, bytes, length);
}

int cwitness_begin(const char *path) {
    notes = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    return notes < 0 ? -1 : 0;
}

void cwitness_note(const char *line) {
    char text[256];
    int length = snprintf(text, sizeof text, "%s\n", line);
    if (notes >= 0) (void)!system_write(notes, text, (size_t)length);
}

/// wrote, by the clock that all processes share, in nanoseconds, so many bytes of so many.
static void note_write(struct timespec time, ssize_t written, size_t length) {
    char line[128];
    long long now = (long long)time.tv_sec * 1000000000 + time.tv_nsec;
    snprintf(line, sizeof line, "wrote %lld %zd %zu", now, written, length);
    cwitness_note(line);
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    ssize_t written = system_write(descriptor, bytes, length);
    int error = errno;
    if (notes >= 0 && isatty(descriptor)) note_write(time, written, length);
    errno = error;
    return written;
}
