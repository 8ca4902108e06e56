#include "Internal.h"

#include <curses.h>
#include <poll.h>
#include <term.h>
#include <unistd.h>

int cn_wait(int milliseconds) {
    struct pollfd polls[2] = {{STDIN_FILENO, POLLIN, 0}, {cn_wake_descriptor(), POLLIN, 0}};
    int ready = poll(polls, 2, milliseconds);
    if (ready <= 0) return 0;
    if (polls[1].revents & POLLIN) {
        char bytes[256];
        while (read(cn_wake_descriptor(), bytes, sizeof bytes) > 0) {}
    }
    if (polls[0].revents & (POLLHUP | POLLERR | POLLNVAL)) cn_note_signal(CN_HUNG_UP);
    return (polls[0].revents & POLLIN) != 0;
}

int cn_read(uint8_t *bytes, int length) {
    struct pollfd input = {STDIN_FILENO, POLLIN, 0};
    if (poll(&input, 1, 0) <= 0 || !(input.revents & POLLIN)) return 0;
    ssize_t count = read(STDIN_FILENO, bytes, (size_t)length);
    return count > 0 ? (int)count : 0;
}

const char *cn_key_sequence(const char *capability) {
    const char *sequence = tigetstr(capability);
    return sequence == (char *)-1 ? NULL : sequence;
}
