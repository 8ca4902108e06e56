#define _GNU_SOURCE
#include "CBench.h"

#include <fcntl.h>
#include <pty.h>
#include <stddef.h>
#include <unistd.h>

int cbench_open_terminal(
    const char *program, char *const arguments[], char *const environment[], int columns, int rows, int *process) {
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    int terminal = -1;
    pid_t child = forkpty(&terminal, NULL, NULL, &size);
    if (child < 0) return -1;
    if (child == 0) {
        execve(program, arguments, environment);
        _exit(127);
    }
    fcntl(terminal, F_SETFD, FD_CLOEXEC);
    fcntl(terminal, F_SETFL, O_NONBLOCK);
    *process = child;
    return terminal;
}
