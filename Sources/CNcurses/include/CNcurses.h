#ifndef CNCURSES_H
#define CNCURSES_H

#include <stddef.h>
#include <stdint.h>

// What Swift cannot import from ncursesw, or may not touch: macros, variadic functions, global state, signal handlers.
// All but `cn_prepare_locale`, `cn_width`, `cn_shorten`, `cn_lock` and `cn_wake` belong to the one thread that called
// `cn_start`.

// MARK: text

/// Sets the locale from the environment, once. Returns 1 when the terminal takes UTF-8.
int cn_prepare_locale(void);

/// Columns of a code point by the table that ncurses uses: 0, 1, 2, or -1 when it cannot be printed.
int cn_width(uint32_t scalar);

// MARK: start and end

enum { CN_STARTED = 0, CN_UNKNOWN_TERMINAL = 1, CN_NOT_A_TERMINAL = 2 };

/// Takes the terminal: raw keys, colours, mouse, bracketed paste, and the handlers that give it back on a crash.
int cn_start(int mouse);

/// Gives the terminal back as it was. Does nothing when it is not taken.
void cn_end(void);

/// Gives the terminal back, stops the process as Ctrl-Z does, and takes it again.
void cn_suspend(void);

/// Takes the terminal again after the process stood still, while others may have used it. Does nothing while it is
/// another job's.
void cn_resume(void);

/// Clears a terminal, and gives it back, that another process has taken and can not give back any more.
void cn_clear(void);

/// From now on no signal ends or stops the process but SIGTERM, SIGKILL, SIGSTOP and its own crash; a terminal that is
/// really gone still ends the program. Any thread may call it.
void cn_lock(void);

/// Colours of the terminal: 0, 8, 16, 256 or more.
int cn_colors(void);

// MARK: drawing

enum { CN_BOLD = 1, CN_UNDERLINE = 4, CN_REVERSE = 8 };

void cn_size(int *width, int *height);

/// Takes over the size that the terminal has now.
void cn_resize(void);

/// Colours and attributes as ncurses knows them.
typedef struct {
    uint32_t attributes;
    int pair;
} cn_look;

/// Colours are palette numbers, -1 for the terminal's own.
cn_look cn_make_look(int foreground, int background, int attributes);

/// Puts one cell: a spacing code point and up to four combining ones.
void cn_put(int column, int row, const uint32_t *scalars, int count, cn_look look);

/// Sends what differs, in one write, and leaves the cursor there; column -1 hides it.
void cn_flush(int column, int row);

/// Makes a frame shorter that looks the same: what sets colours and attributes is said once where ncurses says it in
/// pieces, and not at all where a reset follows. Returns the new length.
size_t cn_shorten(char *bytes, size_t length);

/// Everything is sent again by the next flush.
void cn_redraw(void);

void cn_bell(void);
void cn_set_mouse(int on);

/// Asks the terminal for the colour of its background. The answer comes as input, if at all.
void cn_ask_background(void);

// MARK: input

/// Takes bytes that are there, without waiting. Returns how many.
int cn_read(uint8_t *bytes, int length);

/// What the terminal sends for a key, by the name that terminfo(5) has for it. Returns NULL when it has none.
const char *cn_key_sequence(const char *capability);

/// Sleeps until there is input, a signal, a wake-up, or the time is over (-1: no end). Returns 1 when the terminal can
/// be read, and 0 else.
int cn_wait(int milliseconds);

// MARK: signals and wake-ups

enum { CN_RESIZED = 1, CN_TERMINATED = 2, CN_HUNG_UP = 4, CN_INTERRUPTED = 8, CN_CONTINUED = 16 };

/// The signals that have come since the last call, as bits.
int cn_take_signals(void);

/// Wakes `cn_wait`. Any thread may call it.
void cn_wake(void);

#endif
