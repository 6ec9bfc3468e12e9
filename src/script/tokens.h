/* tokens: Lua text as tokens with their lines. Stands on libc. Never fails: text that is not
 * Lua gives some tokens or other. */
#ifndef PP_SCRIPT_TOKENS_H
#define PP_SCRIPT_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum pp_token_kind { PP_TOKEN_END, PP_TOKEN_NAME, PP_TOKEN_STRING, PP_TOKEN_NUMBER, PP_TOKEN_CHAR };

struct pp_token {
    enum pp_token_kind kind;
    char c;            /* of PP_TOKEN_CHAR; '?' for == ~= <= >= */
    const char *start; /* of a string: inside its delimiters, escapes as written */
    size_t length;
    uint32_t line; /* where it starts */
};

struct pp_tokens {
    const char *p, *end;
    uint32_t line; /* from 1 */
};

/* The next token; comments and blanks are stepped over. A copy of *tokens looks ahead. */
struct pp_token pp_tokens_next(struct pp_tokens *tokens);

static inline bool pp_token_is_char(const struct pp_token *token, char c)
{
    return token->kind == PP_TOKEN_CHAR && token->c == c;
}

/* A name or keyword. */
static inline bool pp_token_is_word(const struct pp_token *token, const char *word)
{
    return token->kind == PP_TOKEN_NAME && strlen(word) == token->length &&
           memcmp(word, token->start, token->length) == 0;
}

#endif
