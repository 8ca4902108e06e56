#ifndef CBENCH_H
#define CBENCH_H

#include <stdint.h>

/// Starts a program in a new pseudo-terminal of this size, as the leader of its own session; what it costs does not grow
/// with this process. Returns the terminal's descriptor, which does not block, or -1 and errno.
int cbench_open_terminal(
    const char *program, char *const arguments[], char *const environment[], int columns, int rows, int *process);

/// Nanoseconds that all threads of a process have had a core, those that have ended, too; 0 when there is no such process.
int64_t cbench_process_time(int process);

#endif
