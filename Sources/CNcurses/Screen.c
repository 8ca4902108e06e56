#include "Internal.h"

#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

// MARK: text

static int is_utf8 = -1;

int cn_prepare_locale(void) {
    if (is_utf8 >= 0) return is_utf8;
    setlocale(LC_ALL, "");
    is_utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    // Numbers stay as programs write them; widths are needed whatever the terminal takes.
    setlocale(LC_NUMERIC, "C");
    if (!is_utf8) setlocale(LC_CTYPE, "C.UTF-8");
    return is_utf8;
}

int cn_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

// MARK: start and end

static int mouse_is_on;

static void send_text(const char *text) { cn_send(text, strlen(text)); }

/// Reports in digits (1006) where the terminal has them: columns beyond the 223rd have no other way.
static void set_mouse_mode(int on) {
    if (cn_key_sequence("kmous")) send_text(on ? "\033[?1000h\033[?1006h" : "\033[?1006l\033[?1000l");
}

static void enter_modes(void) {
    // Another program may have left keypad and arrows in their application modes: digits are digits without them.
    const char *keypad_off = cn_key_sequence("rmkx");
    if (keypad_off && !strstr(keypad_off, "$<")) send_text(keypad_off);
    send_text("\033[?2004h");
    set_mouse_mode(mouse_is_on);
}

static void leave_screen(void) {
    set_mouse_mode(0);
    send_text("\033[?2004l");
    curs_set(1);
    endwin();
    cn_give_terminal_back();
}

int cn_start(int mouse) {
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return CN_NOT_A_TERMINAL;
    cn_prepare_locale();
    cn_remember_terminal();
    FILE *output = cn_open_output();
    if (!output || cn_install_handlers() != 0) return CN_NOT_A_TERMINAL;
    if (!newterm(NULL, output, stdin)) return CN_UNKNOWN_TERMINAL;
    cn_take_terminal();
    static int registered;
    if (!registered) {
        registered = 1;
        atexit(cn_end);
    }
    // A key that waits would have a frame cut in half.
    typeahead(-1);
    raw();
    noecho();
    nonl();
    start_color();
    use_default_colors();
    mouse_is_on = mouse;
    enter_modes();
    curs_set(0);
    cn_resize();
    return CN_STARTED;
}

void cn_end(void) {
    if (cn_terminal_is_taken()) leave_screen();
}

static void return_to_screen(void) {
    cn_take_terminal();
    refresh();
    enter_modes();
    curs_set(0);
    cn_resize();
    cn_redraw();
}

void cn_suspend(void) {
    leave_screen();
    cn_stop_job();
    return_to_screen();
}

void cn_resume(void) {
    if (tcgetpgrp(STDIN_FILENO) != getpgrp()) return;
    leave_screen();
    return_to_screen();
}

int cn_colors(void) { return has_colors() ? COLORS : 0; }

// MARK: drawing

void cn_size(int *width, int *height) {
    *width = COLS;
    *height = LINES;
}

void cn_resize(void) {
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) return;
    if (size.ws_row != LINES || size.ws_col != COLS) resizeterm(size.ws_row, size.ws_col);
}

cn_look cn_make_look(int foreground, int background, int attributes) {
    attr_t attrs = A_NORMAL;
    if (attributes & CN_BOLD) attrs |= A_BOLD;
    if (attributes & CN_UNDERLINE) attrs |= A_UNDERLINE;
    if (attributes & CN_REVERSE) attrs |= A_REVERSE;
    int pair = 0;
    if ((foreground >= 0 || background >= 0) && has_colors()) pair = alloc_pair(foreground, background);
    return (cn_look){.attributes = attrs, .pair = pair < 0 ? 0 : pair};
}

void cn_put(int column, int row, const uint32_t *scalars, int count, cn_look look) {
    wchar_t text[CCHARW_MAX + 1] = {0};
    for (int i = 0; i < count && i < CCHARW_MAX; i++) text[i] = (wchar_t)scalars[i];
    cchar_t cell;
    if (setcchar(&cell, text, look.attributes, 0, &look.pair) == OK) mvadd_wch(row, column, &cell);
}

void cn_redraw(void) { clearok(curscr, TRUE); }

void cn_bell(void) { beep(); }

void cn_set_mouse(int on) {
    mouse_is_on = on;
    set_mouse_mode(on);
}

void cn_ask_background(void) { send_text("\033]11;?\033\\"); }
