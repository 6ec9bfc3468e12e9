/* straight: a walk over the tokens of one function. */
#include "script/straight.h"

#include "script/tokens.h"

#include <string.h>

#define STEPS_PER_TOKEN 2 /* no token compiles to more instructions */

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct scan {
    struct pp_tokens text;
    struct pp_token before2, before, token, after; /* `token` is the current one */
    struct pp_token thing, report;                 /* the parameters' names; length 0: none */
    int depth;                                     /* of ( [ { */
    int blocks;                                    /* of if ... end and do ... end, and itself */
    uint32_t count;
    uint32_t method_at; /* the count at which a : is that of thing.NAME:method */
};

static void step(struct scan *scan)
{
    scan->before2 = scan->before;
    scan->before = scan->token;
    scan->token = scan->after;
    scan->after = pp_tokens_next(&scan->text);
    scan->count++;
}

static bool is_any(struct pp_token token, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (pp_token_is_word(&token, words[i]))
            return true;
    }
    return false;
}

static bool is_name(struct pp_token token, struct pp_token name)
{
    return name.length > 0 && token.kind == PP_TOKEN_NAME && token.length == name.length &&
           memcmp(token.start, name.start, name.length) == 0;
}

static bool is_char(struct pp_token token, const char *chars)
{
    return token.kind == PP_TOKEN_CHAR && strchr(chars, token.c) != NULL;
}

static bool is_keyword(struct pp_token token)
{
    static const char *const keywords[] = {
        "and",    "break", "do",   "else",  "elseif", "end",      "false", "for",
        "goto",   "if",    "in",   "local", "nil",    "not",      "or",    "repeat",
        "return", "then",  "true", "until", "while",  "function",
    };
    return token.kind == PP_TOKEN_NAME && is_any(token, keywords, COUNT(keywords));
}

/* Whether the current token is a field's or method's name: behind a . or :, but not behind .. */
static bool is_field(const struct scan *scan)
{
    return is_char(scan->before, ":") ||
           (is_char(scan->before, ".") && !is_char(scan->before2, "."));
}

/* Whether a ( { or string behind the token is a call of what it ends. */
static bool ends_value(struct pp_token token)
{
    return (token.kind == PP_TOKEN_NAME && !is_keyword(token)) || token.kind == PP_TOKEN_STRING ||
           is_char(token, ")]}");
}

/* --- the head: function(thing, report) -------------------------------------- */

static bool read_parameter(struct scan *scan, struct pp_token *name)
{
    if (scan->token.kind != PP_TOKEN_NAME || is_keyword(scan->token) ||
        pp_token_is_word(&scan->token,
                         "_ENV")) /* whose fields are read and set without naming it */
        return false;
    *name = scan->token;
    step(scan);
    return true;
}

/* From the word `function` to the first token of the body. */
static bool read_head(struct scan *scan)
{
    step(scan);
    if (scan->token.kind == PP_TOKEN_NAME)
        step(scan); /* local function check(...) */
    if (!is_char(scan->token, "("))
        return false;
    step(scan);
    if (!read_parameter(scan, &scan->thing))
        return false;
    if (is_char(scan->token, ",")) {
        step(scan);
        if (!read_parameter(scan, &scan->report) || is_name(scan->report, scan->thing))
            return false;
    }
    if (!is_char(scan->token, ")"))
        return false;
    step(scan);
    return true;
}

/* --- the body ---------------------------------------------------------------- */

/* A thing: thing.NAME to be read, or report(thing, */
static bool check_thing(struct scan *scan)
{
    if (is_char(scan->after, ",") && is_char(scan->before, "("))
        return is_name(scan->before2, scan->report);
    if (!is_char(scan->after, "."))
        return false;
    struct pp_tokens ahead = scan->text;
    struct pp_token name = pp_tokens_next(&ahead), next = pp_tokens_next(&ahead);
    if (name.kind != PP_TOKEN_NAME || is_char(next, "=({") || next.kind == PP_TOKEN_STRING)
        return false;
    scan->method_at = scan->count + 3;
    /* outside brackets a comma may be that of an assignment to several variables */
    return scan->depth > 0 || !(is_char(next, ",") || is_char(scan->before, ","));
}

/* What is called at a ( { or string: report, or :method of thing.NAME. */
static bool check_call(struct scan *scan)
{
    static const char *const methods[] = {"byte",  "find",  "format", "len",
                                          "lower", "match", "sub",    "upper"};
    if (!ends_value(scan->before))
        return true; /* a bracket, a table, a string: no call */
    if (!is_char(scan->token, "("))
        return false;
    if (is_name(scan->before, scan->report))
        return !is_char(scan->before2, ".:");
    return is_any(scan->before, methods, COUNT(methods)) && is_char(scan->before2, ":");
}

/* thing.NAME:method — the receiver of every method is a field of the thing. */
static bool check_method(const struct scan *scan)
{
    return scan->count == scan->method_at && scan->after.kind == PP_TOKEN_NAME;
}

static bool check_word(struct scan *scan)
{
    static const char *const refused[] = {"function", "while", "for", "repeat", "until", "goto"};
    static const char *const openers[] = {"if", "do"};
    if (is_field(scan))
        return true;
    if (is_any(scan->token, refused, COUNT(refused)))
        return false;
    if (is_any(scan->token, openers, COUNT(openers)))
        scan->blocks++;
    if (pp_token_is_word(&scan->token, "end"))
        scan->blocks--;
    if (is_name(scan->token, scan->thing))
        return check_thing(scan);
    if (is_name(scan->token, scan->report))
        return is_char(scan->after, "(");
    return true;
}

static bool check_token(struct scan *scan)
{
    if (scan->token.kind == PP_TOKEN_NAME)
        return check_word(scan);
    if (scan->token.kind == PP_TOKEN_STRING)
        return check_call(scan);
    if (scan->token.kind != PP_TOKEN_CHAR)
        return scan->token.kind != PP_TOKEN_END;
    if (is_char(scan->token, "({") && !check_call(scan))
        return false;
    if (is_char(scan->token, "([{"))
        scan->depth++;
    if (is_char(scan->token, ")]}"))
        scan->depth--;
    if (is_char(scan->token, ":"))
        return check_method(scan);
    return true;
}

static bool check_body(struct scan *scan)
{
    scan->blocks = 1;
    scan->count = 0;
    scan->depth = 0;
    scan->before = (struct pp_token){0};
    for (;;) {
        if (!check_token(scan))
            return false;
        if (scan->blocks == 0)
            return true;
        step(scan);
    }
}

/* Whether the ( of the function that begins at the current token is on its line: Lua says where
 * a function begins by the line of the (. */
static bool has_bracket_on_line(const struct scan *scan)
{
    struct pp_tokens ahead = scan->text;
    struct pp_token token = scan->after;
    while (token.kind != PP_TOKEN_END && token.line == scan->token.line && !is_char(token, "("))
        token = pp_tokens_next(&ahead);
    return token.line == scan->token.line && is_char(token, "(");
}

/* Moves to the only `function` that begins on the line; false when there are none or several. */
static bool find_function(struct scan *scan, uint32_t line)
{
    struct scan found = {0};
    bool any = false;
    scan->after = pp_tokens_next(&scan->text);
    step(scan);
    for (; scan->token.kind != PP_TOKEN_END && scan->token.line <= line; step(scan)) {
        if (!pp_token_is_word(&scan->token, "function"))
            continue;
        if (!has_bracket_on_line(scan) || (any && scan->token.line == line))
            return false;
        if (scan->token.line != line)
            continue;
        found = *scan;
        any = true;
    }
    *scan = found;
    return any;
}

bool pp_straight_scan(const char *text, size_t length, uint32_t line, uint32_t *steps)
{
    struct scan scan = {.text = {text, text + length, 1}};
    if (!find_function(&scan, line) || !read_head(&scan) || !check_body(&scan))
        return false;
    *steps = (scan.count + 1) * STEPS_PER_TOKEN;
    return true;
}
