#include "CNcurses.h"

#include <string.h>

// ncurses says some things twice: it resets the colour and then everything, and with each reset it names the character
// set that text is in anyway.

/// The length of a sequence that sets colours and attributes, ESC [ 1 ; 2 m, and nothing else; 0 for anything else.
static size_t look_length(const char *bytes, size_t length) {
    if (length < 3 || bytes[0] != '\033' || bytes[1] != '[') return 0;
    size_t end = 2;
    while (end < length && ((bytes[end] >= '0' && bytes[end] <= '9') || bytes[end] == ';')) end++;
    return end < length && bytes[end] == 'm' ? end + 1 : 0;
}

/// Whether the sequence begins with a reset: `ESC [ m`, `ESC [ 0 m`, `ESC [ 0 ; 1 m`.
static int is_reset(const char *look) {
    return look[2] == 'm' || look[2] == ';' || (look[2] == '0' && (look[3] == 'm' || look[3] == ';'));
}

size_t cn_shorten(char *bytes, size_t length) {
    static const char ascii[] = {'\033', '(', 'B'};
    int is_ascii = 0;
    size_t to = 0;
    // Where the look begins that nothing has followed yet; `to` for none.
    size_t last = 0;
    for (size_t from = 0; from < length;) {
        size_t rest = length - from;
        const char *next = bytes + from;
        if (is_ascii && rest >= sizeof ascii && memcmp(next, ascii, sizeof ascii) == 0) {
            from += sizeof ascii;
            continue;
        }
        size_t look = look_length(next, rest);
        if (look == 0) {
            // Any other sequence about character sets may change the one in use.
            if (rest >= 3 && *next == '\033' && next[1] != '[') is_ascii = memcmp(next, ascii, sizeof ascii) == 0;
            size_t count = is_ascii && *next == '\033' && next[1] == '(' ? sizeof ascii : 1;
            memmove(bytes + to, next, count);
            to += count;
            from += count;
            last = to;
            continue;
        }
        if (last < to && is_reset(next)) {
            // Nothing of the look before it is left.
            to = last;
        } else if (last < to) {
            // Both in one: ESC [ 1 m ESC [ 3 1 m is ESC [ 1 ; 3 1 m.
            if (bytes[to - 2] == '[') bytes[to++ - 1] = '0';
            bytes[to - 1] = ';';
            next += 2;
            look -= 2;
            from += 2;
        }
        memmove(bytes + to, next, look);
        to += look;
        from += look;
    }
    return to;
}
