#include "Internal.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

/// What ncurses writes to: a descriptor of its own for the terminal. While a frame is made it stands for the file in
/// memory instead, for ncurses writes a frame in pieces, and a terminal may draw each of them.
static int output = -1;
/// The file in memory; -1 where there is none: then a frame goes out in pieces.
static int frame = -1;
/// The terminal, opened once more so that writing to it does not wait: what others of it see does not change.
static int terminal = STDOUT_FILENO;

FILE *cn_open_output(void) {
    output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    if (output < 0) return NULL;
    frame = memfd_create("terminal-frame", MFD_CLOEXEC);
    const char *name = ttyname(STDOUT_FILENO);
    int opened = name ? open(name, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) : -1;
    // A terminal that was somebody else's before may not be opened again.
    if (opened >= 0) terminal = opened;
    return fdopen(output, "w");
}

/// Waits until the terminal takes more. Returns 0 when the program is to end before that: then what waits in the terminal
/// is thrown away, to make room for giving it back.
static int wait_for_terminal(void) {
    struct pollfd polls[2] = {{terminal, POLLOUT, 0}, {cn_wake_descriptor(), POLLIN, 0}};
    while (!cn_is_to_end()) {
        // The wake-up is for whoever waits for input, too, and stays: with it the terminal is looked at now and then.
        int is_woken = polls[1].revents != 0;
        if (poll(polls, is_woken ? 1 : 2, is_woken ? 100 : -1) > 0 && polls[0].revents) return 1;
    }
    tcflush(STDOUT_FILENO, TCOFLUSH);
    return 0;
}

void cn_send(const void *bytes, size_t length) {
    const char *rest = bytes;
    while (length > 0) {
        ssize_t written = write(terminal, rest, length);
        if (written < 0 && errno == EAGAIN) {
            if (!wait_for_terminal()) return;
            continue;
        }
        if (written < 0 && errno != EINTR) return;
        if (written > 0) {
            rest += written;
            length -= (size_t)written;
        }
    }
}

/// Makes ncurses write to `descriptor`. Returns 1 when it does.
static int point_output_to(int descriptor) {
    int result;
    do result = dup3(descriptor, output, O_CLOEXEC);
    while (result < 0 && (errno == EINTR || errno == EBUSY));
    return result >= 0;
}

/// Takes what was written to the file in memory. Returns NULL when not all of it may be there.
static char *take_frame(size_t *length) {
    static char *bytes;
    static size_t capacity;
    // A limit on the size of files holds for this one, too; ncurses does not say that a write has failed.
    int is_whole = write(frame, "", 1) == 1;
    off_t end = lseek(frame, 0, SEEK_CUR);
    lseek(frame, 0, SEEK_SET);
    if (!is_whole || end < 1) return NULL;
    *length = (size_t)end - 1;
    if (*length > capacity) {
        char *larger = realloc(bytes, *length);
        if (!larger) return NULL;
        bytes = larger;
        capacity = *length;
    }
    return pread(frame, bytes, *length, 0) == (ssize_t)*length ? bytes : NULL;
}

/// Whether the terminal's looks are set by the sequences that cn_shorten knows (ECMA-48, "SGR"): elsewhere their bytes may
/// mean something else.
static int has_known_looks(void) {
    static int is_known = -1;
    if (is_known < 0) {
        const char *reset = tigetstr("sgr0");
        is_known = reset && reset != (char *)-1 && strstr(reset, "\033[") != NULL;
    }
    return is_known;
}

static void draw(int column, int row) {
    if (column >= 0) move(row, column);
    curs_set(column >= 0);
    refresh();
}

void cn_flush(int column, int row) {
    if (frame < 0 || !point_output_to(frame)) return draw(column, row);
    draw(column, row);
    point_output_to(STDOUT_FILENO);
    size_t length = 0;
    char *bytes = take_frame(&length);
    if (bytes) return cn_send(bytes, has_known_looks() ? cn_shorten(bytes, length) : length);
    clearok(curscr, TRUE);
    // What ncurses takes for the cursor's state may be lost, too.
    curs_set(column < 0);
    draw(column, row);
}
