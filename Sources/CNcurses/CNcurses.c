#define NCURSES_WIDECHAR 1
#define _XOPEN_SOURCE_EXTENDED 1
#define _GNU_SOURCE 1
#include "CNcurses.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <term.h>
#include <termios.h>
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

// MARK: state

enum { KEY_CODE_PASTE_BEGIN = KEY_MAX + 1, KEY_CODE_PASTE_END, KEY_CODE_CTRL };

static SCREEN *screen;
static WINDOW *input_pad;
static struct termios saved;
static volatile sig_atomic_t is_taken;
static int mouse_is_on;
static int wake_pipe[2] = {-1, -1};
static atomic_int pending_signals;

// MARK: signals

static void note(int signal_bit) {
    int kept = errno;
    atomic_fetch_or(&pending_signals, signal_bit);
    if (wake_pipe[1] >= 0) {
        ssize_t written = write(wake_pipe[1], "", 1);
        (void)written;
    }
    errno = kept;
}

static void on_signal(int number) {
    switch (number) {
    case SIGWINCH: note(CN_RESIZED); break;
    case SIGTERM: note(CN_TERMINATED); break;
    case SIGHUP: note(CN_HUNG_UP); break;
    case SIGINT: note(CN_INTERRUPTED); break;
    case SIGCONT: note(CN_CONTINUED); break;
    }
}

static const char reset_sequences[] =
    "\033[?1000l\033[?1002l\033[?1003l\033[?1006l\033[?2004l\033[?1l\033>\033[0m\033[?1049l\033[?25h\r\n";

/// Only what is safe in a signal handler: one write, one ioctl, and the signal again with its own meaning.
static void on_crash(int number) {
    if (is_taken) {
        is_taken = 0;
        ssize_t written = write(STDOUT_FILENO, reset_sequences, sizeof reset_sequences - 1);
        (void)written;
        tcsetattr(STDIN_FILENO, TCSANOW, &saved);
    }
    struct sigaction action = {.sa_handler = SIG_DFL};
    sigaction(number, &action, NULL);
    raise(number);
}

static void handle(int number, void (*handler)(int), int flags) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

static void install_handlers(void) {
    static char alternate_stack[65536];
    stack_t stack = {.ss_sp = alternate_stack, .ss_size = sizeof alternate_stack};
    sigaltstack(&stack, NULL);
    const int crashes[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGQUIT, SIGSYS};
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) handle(crashes[i], on_crash, SA_ONSTACK | SA_NODEFER);
    const int signals[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGCONT};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) handle(signals[i], on_signal, SA_RESTART);
    // A full disk and a closed pipe are errors of the call that meets them, not the end.
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
}

int cn_take_signals(void) { return atomic_exchange(&pending_signals, 0); }

void cn_wake(void) { note(0); }

// MARK: start and end

static void send(const char *text) {
    size_t length = strlen(text);
    while (length > 0) {
        ssize_t written = write(STDOUT_FILENO, text, length);
        if (written < 0 && errno != EINTR) return;
        if (written > 0) {
            text += written;
            length -= (size_t)written;
        }
    }
}

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

static void enter_modes(void) {
    send("\033[?2004h");
    cn_set_mouse(mouse_is_on);
}

static void leave_modes(void) { send("\033[?2004l"); }

int cn_start(int mouse) {
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return CN_NOT_A_TERMINAL;
    cn_prepare_locale();
    if (wake_pipe[0] < 0 && pipe2(wake_pipe, O_NONBLOCK | O_CLOEXEC) != 0) return CN_NOT_A_TERMINAL;
    tcgetattr(STDIN_FILENO, &saved);
    install_handlers();
    screen = newterm(NULL, stdout, stdin);
    if (!screen) return CN_UNKNOWN_TERMINAL;
    is_taken = 1;
    static int registered;
    if (!registered) {
        registered = 1;
        atexit(cn_end);
    }
    set_escdelay(25);
    raw();
    noecho();
    nonl();
    start_color();
    use_default_colors();
    // Reading from the screen's own window would draw it as a side effect.
    input_pad = newpad(1, 1);
    keypad(input_pad, TRUE);
    nodelay(input_pad, TRUE);
    define_keys();
    mouseinterval(0);
    mouse_is_on = mouse;
    enter_modes();
    curs_set(0);
    cn_resize();
    return CN_STARTED;
}

void cn_end(void) {
    if (!is_taken) return;
    is_taken = 0;
    mousemask(0, NULL);
    leave_modes();
    curs_set(1);
    endwin();
    tcsetattr(STDIN_FILENO, TCSADRAIN, &saved);
}

/// Stops here and now. A signal to the whole process may be taken by any thread, while this one runs on and takes the
/// terminal back before the stop; so the others of the job get it first, and then this thread.
static void stop_job(void) {
    struct sigaction ignored = {.sa_handler = SIG_IGN}, normal = {.sa_handler = SIG_DFL}, kept;
    sigaction(SIGTSTP, &ignored, &kept);
    // The whole job, as the terminal itself would have it: a `make` that started the program stops with it.
    kill(0, SIGTSTP);
    sigaction(SIGTSTP, &normal, NULL);
    // This thread was made by one that takes no signals.
    sigset_t stop, mask;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    pthread_sigmask(SIG_UNBLOCK, &stop, &mask);
    raise(SIGTSTP);
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    sigaction(SIGTSTP, &kept, NULL);
}

void cn_suspend(void) {
    mousemask(0, NULL);
    leave_modes();
    curs_set(1);
    endwin();
    tcsetattr(STDIN_FILENO, TCSADRAIN, &saved);
    is_taken = 0;
    stop_job();
    is_taken = 1;
    refresh();
    enter_modes();
    curs_set(0);
    cn_resize();
    cn_redraw();
}

void cn_lock(void) {
    const int ignored[] = {
        SIGINT, SIGQUIT, SIGTSTP, SIGHUP, SIGTTIN, SIGTTOU, SIGUSR1, SIGUSR2, SIGPIPE, SIGALRM, SIGVTALRM, SIGPROF, SIGIO,
        SIGPWR, SIGSTKFLT, SIGXCPU, SIGXFSZ,
    };
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++) signal(ignored[i], SIG_IGN);
    for (int number = SIGRTMIN; number <= SIGRTMAX; number++) signal(number, SIG_IGN);
}

void cn_end_with_parent(void) { prctl(PR_SET_PDEATHSIG, SIGTERM); }

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

void cn_put(int column, int row, const uint32_t *scalars, int count, int foreground, int background, int attributes) {
    wchar_t text[CCHARW_MAX + 1] = {0};
    for (int i = 0; i < count && i < CCHARW_MAX; i++) text[i] = (wchar_t)scalars[i];
    attr_t attrs = A_NORMAL;
    if (attributes & CN_BOLD) attrs |= A_BOLD;
    if (attributes & CN_DIM) attrs |= A_DIM;
    if (attributes & CN_UNDERLINE) attrs |= A_UNDERLINE;
    if (attributes & CN_REVERSE) attrs |= A_REVERSE;
    int pair = 0;
    if ((foreground >= 0 || background >= 0) && has_colors()) {
        pair = alloc_pair(foreground, background);
        if (pair < 0) pair = 0;
    }
    cchar_t cell;
    if (setcchar(&cell, text, attrs, 0, &pair) == OK) mvadd_wch(row, column, &cell);
}

void cn_flush(int column, int row) {
    if (column >= 0) {
        move(row, column);
        curs_set(1);
    } else {
        curs_set(0);
    }
    refresh();
}

void cn_redraw(void) { clearok(curscr, TRUE); }

void cn_bell(void) { beep(); }

void cn_set_mouse(int on) {
    mouse_is_on = on;
    mousemask(on ? BUTTON1_PRESSED | BUTTON1_RELEASED | BUTTON4_PRESSED | BUTTON5_PRESSED : 0, NULL);
}

// MARK: input

int cn_wait(int milliseconds) {
    struct pollfd polls[2] = {{STDIN_FILENO, POLLIN, 0}, {wake_pipe[0], POLLIN, 0}};
    int ready = poll(polls, 2, milliseconds);
    if (ready <= 0) return 0;
    if (polls[1].revents & POLLIN) {
        char bytes[256];
        while (read(wake_pipe[0], bytes, sizeof bytes) > 0) {}
    }
    if (polls[0].revents & (POLLHUP | POLLERR | POLLNVAL)) note(CN_HUNG_UP);
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
