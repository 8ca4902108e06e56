#ifndef CTESTSUPPORT_H
#define CTESTSUPPORT_H

// What of the system Swift does not see.

#include <spawn.h>
#include <stddef.h>

/// A program that is started closes all descriptors from `first` on. Returns 0, or the error.
int ctest_close_from(posix_spawn_file_actions_t *actions, int first);

/// Opens a pipe that no program inherits. Returns 0, or -1 and errno.
int ctest_open_pipe(int *ends);

/// Opens a pseudo-terminal, without an instant at which a program that is started meanwhile could inherit it. Returns the
/// end that reads what is sent, without waiting, or -1 and errno; writes the program's end and its path.
int ctest_open_terminal(int columns, int rows, int *program, char *path, size_t length);

#endif
