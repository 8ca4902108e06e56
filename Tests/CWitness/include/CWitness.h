#ifndef CWITNESS_H
#define CWITNESS_H

// Notes in a file what a program does, a line each, and among it every call by which it writes to a terminal: the program
// that this is part of, and with it ncurses, gets this `write` in front of the system's.

/// Makes the file. Returns 0, or -1 and errno. Before that nothing is noted.
int cwitness_begin(const char *path);

/// Notes a line. Any thread may call it.
void cwitness_note(const char *line);

#endif
