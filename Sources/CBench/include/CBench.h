#ifndef CBENCH_H
#define CBENCH_H

/// Starts `program` in a pseudo-terminal of its own. `arguments` and `environment` end with NULL. Returns the
/// terminal's other end, which does not block and is closed in programs started later; -1 and errno when it failed.
int cbench_open_terminal(
    const char *program, char *const arguments[], char *const environment[], int columns, int rows, int *process);

#endif
