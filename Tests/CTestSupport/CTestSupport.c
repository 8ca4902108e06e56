#define _GNU_SOURCE
#include "CTestSupport.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

int ctest_close_from(posix_spawn_file_actions_t *actions, int first) {
    return posix_spawn_file_actions_addclosefrom_np(actions, first);
}

int ctest_open_pipe(int *ends) { return pipe2(ends, O_CLOEXEC); }

int ctest_open_terminal(int columns, int rows, int *program, char *path, size_t length) {
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    int terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (terminal < 0) return -1;
    if (grantpt(terminal) == 0 && unlockpt(terminal) == 0 && ptsname_r(terminal, path, length) == 0
        && ioctl(terminal, TIOCSWINSZ, &size) == 0) {
        *program = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
        if (*program >= 0) return terminal;
    }
    int error = errno;
    close(terminal);
    errno = error;
    return -1;
}
