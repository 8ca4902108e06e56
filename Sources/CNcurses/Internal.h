#ifndef CNCURSES_INTERNAL_H
#define CNCURSES_INTERNAL_H

#define NCURSES_WIDECHAR 1
#define _XOPEN_SOURCE_EXTENDED 1
#define _GNU_SOURCE 1
#include "CNcurses.h"

#include <stddef.h>
#include <stdio.h>

// What the files of this target share with each other.

// MARK: signals

/// Installs the handlers, and makes the pipe that wakes `cn_wait`. Returns 0, or -1 and errno.
int cn_install_handlers(void);

/// The reading end of the pipe that wakes `cn_wait`.
int cn_wake_descriptor(void);

void cn_note_signal(int signal_bit);

/// 1 when a signal has come that ends the program, and was not taken yet.
int cn_is_to_end(void);

/// Remembers how the terminal is, to be given back.
void cn_remember_terminal(void);

/// From here on a crash gives the terminal back.
void cn_take_terminal(void);

/// Sets the terminal as it was; a crash has nothing to give back any more.
void cn_give_terminal_back(void);

/// 1 between `cn_take_terminal` and `cn_give_terminal_back`.
int cn_terminal_is_taken(void);

/// Stops the job as Ctrl-Z does; returns when it goes on.
void cn_stop_job(void);

// MARK: frames

/// What ncurses is to write to; NULL when the terminal cannot be had.
FILE *cn_open_output(void);

/// Writes all of it to the terminal, however slow that is, unless a signal ends the program meanwhile.
void cn_send(const void *bytes, size_t length);

#endif
