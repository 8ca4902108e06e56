#include "Internal.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <termios.h>
#include <unistd.h>

// MARK: the terminal as it was

static struct termios saved;
static volatile sig_atomic_t is_taken;

void cn_remember_terminal(void) { tcgetattr(STDIN_FILENO, &saved); }

void cn_take_terminal(void) { is_taken = 1; }

void cn_give_terminal_back(void) {
    tcsetattr(STDIN_FILENO, TCSADRAIN, &saved);
    is_taken = 0;
}

int cn_terminal_is_taken(void) { return is_taken; }

static const char reset_sequences[] =
    "\033[?1000l\033[?1002l\033[?1003l\033[?1006l\033[?2004l\033[?1l\033>\033[0m\033[?1049l\033[?25h\r\n";

void cn_clear(void) {
    const char clear[] = "\033[H\033[2J";
    cn_send(reset_sequences, sizeof reset_sequences - 1);
    cn_send(clear, sizeof clear - 1);
}

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

// MARK: signals and wake-ups

static int wake_pipe[2] = {-1, -1};
static atomic_int pending_signals;

void cn_note_signal(int signal_bit) {
    int kept = errno;
    atomic_fetch_or(&pending_signals, signal_bit);
    if (wake_pipe[1] >= 0) {
        ssize_t written = write(wake_pipe[1], "", 1);
        (void)written;
    }
    errno = kept;
}

int cn_take_signals(void) { return atomic_exchange(&pending_signals, 0); }

int cn_is_to_end(void) { return (atomic_load(&pending_signals) & (CN_TERMINATED | CN_HUNG_UP)) != 0; }

void cn_wake(void) { cn_note_signal(0); }

int cn_wake_descriptor(void) { return wake_pipe[0]; }

static void on_signal(int number) {
    switch (number) {
    case SIGWINCH: cn_note_signal(CN_RESIZED); break;
    case SIGTERM: cn_note_signal(CN_TERMINATED); break;
    case SIGHUP: cn_note_signal(CN_HUNG_UP); break;
    case SIGINT: cn_note_signal(CN_INTERRUPTED); break;
    case SIGCONT: cn_note_signal(CN_CONTINUED); break;
    }
}

static void handle(int number, void (*handler)(int), int flags) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

int cn_install_handlers(void) {
    if (wake_pipe[0] < 0 && pipe2(wake_pipe, O_NONBLOCK | O_CLOEXEC) != 0) return -1;
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
    return 0;
}

void cn_lock(void) {
    const int ignored[] = {
        SIGINT, SIGQUIT, SIGTSTP, SIGHUP, SIGTTIN, SIGTTOU, SIGUSR1, SIGUSR2, SIGPIPE, SIGALRM, SIGVTALRM, SIGPROF, SIGIO,
        SIGPWR, SIGSTKFLT, SIGXCPU, SIGXFSZ,
    };
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++) signal(ignored[i], SIG_IGN);
    for (int number = SIGRTMIN; number <= SIGRTMAX; number++) signal(number, SIG_IGN);
}

/// Stops here and now. A signal to the whole process may be taken by any thread, while this one runs on and takes the
/// terminal back before the stop; so the others of the job get it first, and then this thread.
void cn_stop_job(void) {
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
    // Whoever stops here takes the terminal back without being told.
    atomic_fetch_and(&pending_signals, ~CN_CONTINUED);
}
