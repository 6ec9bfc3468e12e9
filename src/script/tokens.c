/* tokens: the lexer. */
#include "script/tokens.h"

#include <string.h>

static bool is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
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
        if (strchr(" \t\v\f\r\n", *text->p)) {
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
    while (text->p < text->end) {
        char c = *text->p;
        bool sign = number && (c == '+' || c == '-') && strchr("eEpP", text->p[-1]);
        if (!is_alpha(c) && !is_digit(c) && !(number && c == '.') && !sign)
            return;
        text->p++;
    }
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
    if (is_alpha(c) || is_digit(c)) {
        token.kind = is_digit(c) ? PP_TOKEN_NUMBER : PP_TOKEN_NAME;
        skip_word(text, is_digit(c));
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

bool pp_token_is_char(struct pp_token token, char c)
{
    return token.kind == PP_TOKEN_CHAR && token.c == c;
}

bool pp_token_is_word(struct pp_token token, const char *word)
{
    return token.kind == PP_TOKEN_NAME && strlen(word) == token.length &&
           memcmp(word, token.start, token.length) == 0;
}
