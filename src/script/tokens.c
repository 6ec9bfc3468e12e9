/* tokens: the lexer. */
#include "script/tokens.h"

#include <string.h>

enum { BLANK = 1, LINE_END = 2, LETTER = 4, DIGIT = 8 };

/* What each character is. */
static const uint8_t kinds[256] = {
    [' '] = BLANK,     ['\t'] = BLANK, ['\v'] = BLANK, ['\f'] = BLANK, ['\n'] = LINE_END,
    ['\r'] = LINE_END, ['0'] = DIGIT,  ['1'] = DIGIT,  ['2'] = DIGIT,  ['3'] = DIGIT,
    ['4'] = DIGIT,     ['5'] = DIGIT,  ['6'] = DIGIT,  ['7'] = DIGIT,  ['8'] = DIGIT,
    ['9'] = DIGIT,     ['_'] = LETTER, ['A'] = LETTER, ['B'] = LETTER, ['C'] = LETTER,
    ['D'] = LETTER,    ['E'] = LETTER, ['F'] = LETTER, ['G'] = LETTER, ['H'] = LETTER,
    ['I'] = LETTER,    ['J'] = LETTER, ['K'] = LETTER, ['L'] = LETTER, ['M'] = LETTER,
    ['N'] = LETTER,    ['O'] = LETTER, ['P'] = LETTER, ['Q'] = LETTER, ['R'] = LETTER,
    ['S'] = LETTER,    ['T'] = LETTER, ['U'] = LETTER, ['V'] = LETTER, ['W'] = LETTER,
    ['X'] = LETTER,    ['Y'] = LETTER, ['Z'] = LETTER, ['a'] = LETTER, ['b'] = LETTER,
    ['c'] = LETTER,    ['d'] = LETTER, ['e'] = LETTER, ['f'] = LETTER, ['g'] = LETTER,
    ['h'] = LETTER,    ['i'] = LETTER, ['j'] = LETTER, ['k'] = LETTER, ['l'] = LETTER,
    ['m'] = LETTER,    ['n'] = LETTER, ['o'] = LETTER, ['p'] = LETTER, ['q'] = LETTER,
    ['r'] = LETTER,    ['s'] = LETTER, ['t'] = LETTER, ['u'] = LETTER, ['v'] = LETTER,
    ['w'] = LETTER,    ['x'] = LETTER, ['y'] = LETTER, ['z'] = LETTER,
};

static unsigned kind_of(char c)
{
    return kinds[(unsigned char)c];
}

/* Steps over one character, or over one line end of one or two. */
static void step(struct pp_tokens *text)
{
    char c = *text->p++;
    if (c != '\n' && c != '\r')
        return;
    if (text->p < text->end && (*text->p == '\n' || *text->p == '\r') && *text->p != c)
        text->p++;
    text->line++;
}

/* The level of a long bracket `[==[` at p, or -1. */
static int long_level(const struct pp_tokens *text)
{
    const char *p = text->p + 1;
    while (p < text->end && *p == '=')
        p++;
    return p < text->end && *p == '[' ? (int)(p - text->p) - 1 : -1;
}

static void skip_long(struct pp_tokens *text, int level, struct pp_token *token)
{
    text->p += level + 2;
    token->start = text->p;
    while (text->p < text->end) {
        if (*text->p == ']') {
            const char *p = text->p + 1;
            while (p < text->end && *p == '=')
                p++;
            if (p < text->end && *p == ']' && p - text->p - 1 == level) {
                token->length = (size_t)(text->p - token->start);
                text->p = p + 1;
                return;
            }
        }
        step(text);
    }
}

static void skip_quoted(struct pp_tokens *text, struct pp_token *token)
{
    char quote = *text->p++;
    token->start = text->p;
    while (text->p < text->end && *text->p != quote) {
        if (*text->p == '\\' && text->p + 1 < text->end)
            text->p++;
        step(text);
    }
    token->length = (size_t)(text->p - token->start);
    if (text->p < text->end)
        text->p++;
}

static void skip_blank(struct pp_tokens *text)
{
    struct pp_token unused;
    while (text->p < text->end) {
        unsigned kind = kind_of(*text->p);
        if (kind & BLANK) {
            text->p++;
        } else if (kind & LINE_END) {
            step(text);
        } else if (*text->p == '-' && text->p + 1 < text->end && text->p[1] == '-') {
            text->p += 2;
            int level = text->p < text->end && *text->p == '[' ? long_level(text) : -1;
            if (level >= 0)
                skip_long(text, level, &unused);
            else
                while (text->p < text->end && *text->p != '\n' && *text->p != '\r')
                    text->p++;
        } else {
            return;
        }
    }
}

static void skip_word(struct pp_tokens *text, bool number)
{
    const char *p = text->p;
    for (; p < text->end; p++) {
        if (kind_of(*p) & (LETTER | DIGIT))
            continue;
        bool sign = (*p == '+' || *p == '-') && strchr("eEpP", p[-1]);
        if (!number || (*p != '.' && !sign))
            break;
    }
    text->p = p;
}

static void skip_char(struct pp_tokens *text, struct pp_token *token)
{
    token->c = *text->p++;
    if (text->p < text->end && *text->p == '=' && strchr("=~<>", token->c)) {
        token->c = '?';
        text->p++;
    }
}

struct pp_token pp_tokens_next(struct pp_tokens *text)
{
    skip_blank(text);
    struct pp_token token = {.kind = PP_TOKEN_END, .line = text->line, .start = text->p};
    if (text->p == text->end)
        return token;
    char c = *text->p;
    if (kind_of(c) & (LETTER | DIGIT)) {
        bool number = kind_of(c) & DIGIT;
        token.kind = number ? PP_TOKEN_NUMBER : PP_TOKEN_NAME;
        skip_word(text, number);
        token.length = (size_t)(text->p - token.start);
    } else if (c == '"' || c == '\'') {
        token.kind = PP_TOKEN_STRING;
        skip_quoted(text, &token);
    } else if (c == '[' && long_level(text) >= 0) {
        token.kind = PP_TOKEN_STRING;
        skip_long(text, long_level(text), &token);
    } else {
        token.kind = PP_TOKEN_CHAR;
        skip_char(text, &token);
    }
    return token;
}
