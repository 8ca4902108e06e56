#include "Internal.h"

#include <curses.h>
#include <poll.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

enum { KEY_CODE_PASTE_BEGIN = KEY_MAX + 1, KEY_CODE_PASTE_END, KEY_CODE_CTRL };

/// Reading from the screen's own window would draw it as a side effect.
static WINDOW *input_pad;

static void define_terminal_key(const char *capability, int code) {
    const char *sequence = tigetstr(capability);
    if (sequence && sequence != (char *)-1) define_key(sequence, code);
}

static void define_keys(void) {
    define_key("\033[200~", KEY_CODE_PASTE_BEGIN);
    define_key("\033[201~", KEY_CODE_PASTE_END);
    const char *arrows[] = {"\033[1;5D", "\033[1;5C", "\033[1;5A", "\033[1;5B"};
    const char *names[] = {"kLFT5", "kRIT5", "kUP5", "kDN5"};
    for (int i = 0; i < 4; i++) {
        define_key(arrows[i], KEY_CODE_CTRL + i);
        define_terminal_key(names[i], KEY_CODE_CTRL + i);
    }
    // The keypad's digits and Enter in application mode, and the variants of Home and End.
    define_key("\033OM", KEY_ENTER);
    define_key("\033[H", KEY_HOME);
    define_key("\033[F", KEY_END);
    define_key("\033[1~", KEY_HOME);
    define_key("\033[4~", KEY_END);
}

void cn_prepare_input(void) {
    input_pad = newpad(1, 1);
    keypad(input_pad, TRUE);
    nodelay(input_pad, TRUE);
    define_keys();
    mouseinterval(0);
}

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

static uint32_t named_key(int code) {
    if (code >= KEY_F(1) && code <= KEY_F(12)) return CN_F1 + (uint32_t)(code - KEY_F(1));
    switch (code) {
    case KEY_UP: return CN_UP;
    case KEY_DOWN: return CN_DOWN;
    case KEY_LEFT: return CN_LEFT;
    case KEY_RIGHT: return CN_RIGHT;
    case KEY_HOME: case KEY_A1: case KEY_FIND: return CN_HOME;
    case KEY_END: case KEY_C1: case KEY_SELECT: return CN_END;
    case KEY_PPAGE: case KEY_A3: return CN_PAGE_UP;
    case KEY_NPAGE: case KEY_C3: return CN_PAGE_DOWN;
    case KEY_IC: return CN_INSERT;
    case KEY_DC: return CN_DELETE;
    case KEY_BACKSPACE: return CN_BACKSPACE;
    case KEY_ENTER: return CN_ENTER;
    case KEY_BTAB: return CN_BACK_TAB;
    case KEY_SR: return CN_SHIFT_UP;
    case KEY_SF: return CN_SHIFT_DOWN;
    case KEY_SLEFT: return CN_SHIFT_LEFT;
    case KEY_SRIGHT: return CN_SHIFT_RIGHT;
    case KEY_CODE_CTRL: return CN_CTRL_LEFT;
    case KEY_CODE_CTRL + 1: return CN_CTRL_RIGHT;
    case KEY_CODE_CTRL + 2: return CN_CTRL_UP;
    case KEY_CODE_CTRL + 3: return CN_CTRL_DOWN;
    }
    return 0;
}

/// What the mouse has done and nobody has read yet, the newest first, as ncurses gives it: it tells once of all that
/// comes together, a press and its release as much as ten turns of the wheel.
static MEVENT mouse_events[32];
static int mouse_event_count;

static void read_mouse(cn_input *input) {
    const int most = sizeof mouse_events / sizeof *mouse_events;
    while (mouse_event_count < most && getmouse(&mouse_events[mouse_event_count]) == OK) mouse_event_count++;
    if (mouse_event_count == 0) {
        input->kind = CN_KEY;
        input->value = 0;
        return;
    }
    MEVENT event = mouse_events[--mouse_event_count];
    input->kind = CN_MOUSE;
    input->column = event.x;
    input->row = event.y;
    if (event.bstate & BUTTON4_PRESSED) input->value = CN_WHEEL_UP;
    else if (event.bstate & BUTTON5_PRESSED) input->value = CN_WHEEL_DOWN;
    else if (event.bstate & BUTTON1_PRESSED) input->value = CN_PRESS;
    else input->value = CN_RELEASE;
}

/// The rest of a control sequence that ncurses does not know: it is nobody's text.
static void skip_sequence(void) {
    wint_t next = 0;
    while (wget_wch(input_pad, &next) == OK && next >= 0x20 && next < 0x40) {}
}

void cn_read(cn_input *input) {
    memset(input, 0, sizeof *input);
    if (mouse_event_count > 0) return read_mouse(input);
    wint_t value = 0;
    int result = wget_wch(input_pad, &value);
    if (result == OK && value == 27) {
        wint_t next = 0;
        int after = wget_wch(input_pad, &next);
        if (after == OK && next == '[') {
            skip_sequence();
            input->kind = CN_KEY;
            return;
        }
        if (after == OK && next != 27) {
            input->kind = CN_CHARACTER;
            input->alt = 1;
            input->value = next;
            return;
        }
        if (after == OK) unget_wch((wchar_t)next);
        if (after == KEY_CODE_YES) ungetch((int)next);
    }
    if (result == ERR) {
        input->kind = CN_NONE;
    } else if (result == KEY_CODE_YES) {
        int code = (int)value;
        if (code == KEY_MOUSE) {
            read_mouse(input);
        } else if (code == KEY_CODE_PASTE_BEGIN || code == KEY_CODE_PASTE_END) {
            input->kind = code == KEY_CODE_PASTE_BEGIN ? CN_PASTE_BEGIN : CN_PASTE_END;
        } else {
            input->kind = CN_KEY;
            input->value = named_key(code);
        }
    } else {
        input->kind = CN_CHARACTER;
        input->value = value;
    }
}
