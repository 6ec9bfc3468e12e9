/* yaml_scalar: YAML 1.2, chapter 10.3: which plain scalars are not strings. */
#include "read/yaml_scalar.h"

#include "base/text.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct word {
    const char *text;
    enum pp_node_kind kind;
    double value; /* or 1 for true */
};

static const struct word words[] = {
    {"", PP_NODE_NULL, 0},
    {"~", PP_NODE_NULL, 0},
    {"null", PP_NODE_NULL, 0},
    {"Null", PP_NODE_NULL, 0},
    {"NULL", PP_NODE_NULL, 0},
    {"true", PP_NODE_BOOL, 1},
    {"True", PP_NODE_BOOL, 1},
    {"TRUE", PP_NODE_BOOL, 1},
    {"false", PP_NODE_BOOL, 0},
    {"False", PP_NODE_BOOL, 0},
    {"FALSE", PP_NODE_BOOL, 0},
    {".nan", PP_NODE_NUMBER, NAN},
    {".NaN", PP_NODE_NUMBER, NAN},
    {".NAN", PP_NODE_NUMBER, NAN},
    {".inf", PP_NODE_NUMBER, INFINITY},
    {".Inf", PP_NODE_NUMBER, INFINITY},
    {".INF", PP_NODE_NUMBER, INFINITY},
    {"+.inf", PP_NODE_NUMBER, INFINITY},
    {"+.Inf", PP_NODE_NUMBER, INFINITY},
    {"+.INF", PP_NODE_NUMBER, INFINITY},
    {"-.inf", PP_NODE_NUMBER, -INFINITY},
    {"-.Inf", PP_NODE_NUMBER, -INFINITY},
    {"-.INF", PP_NODE_NUMBER, -INFINITY},
};

#define WORD_MAX 5 /* the length of the longest */

static bool is_word(struct pp_node *node, const char *text, size_t length)
{
    if (length > WORD_MAX)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i].text, text) != 0)
            continue;
        node->kind = words[i].kind;
        if (node->kind == PP_NODE_BOOL)
            node->boolean = words[i].value != 0;
        else if (node->kind == PP_NODE_NUMBER)
            node->number = words[i].value;
        return true;
    }
    return false;
}

/* [-+]?[0-9]+ | 0o[0-7]+ | 0x[0-9a-fA-F]+: the base and the first digit, or 0. */
static int integer_base(const char *text, const char **digits)
{
    int base = 10;
    const char *allowed = "0123456789";
    *digits = text + (*text == '+' || *text == '-');
    if (text[0] == '0' && (text[1] == 'x' || text[1] == 'o')) {
        base = text[1] == 'x' ? 16 : 8;
        allowed = base == 16 ? "0123456789abcdefABCDEF" : "01234567";
        *digits = text + 2;
    }
    size_t count = strspn(*digits, allowed);
    return count > 0 && (*digits)[count] == '\0' ? base : 0;
}

static bool is_integer(struct pp_node *node, const char *text)
{
    const char *digits;
    int base = integer_base(text, &digits);
    if (base == 0)
        return false;
    errno = 0;
    long long value = strtoll(base == 10 ? text : digits, NULL, base);
    if (errno == ERANGE)
        return false;
    node->kind = PP_NODE_INTEGER;
    node->integer = value;
    return true;
}

/* [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )? */
static bool is_float(const char *text)
{
    const char *p = text + (*text == '+' || *text == '-');
    size_t whole = strspn(p, "0123456789"), part = 0;
    p += whole;
    if (*p == '.') {
        part = strspn(p + 1, "0123456789");
        p += 1 + part;
    }
    if (whole + part == 0)
        return false;
    if (*p == 'e' || *p == 'E') {
        p += 1 + (p[1] == '+' || p[1] == '-');
        if (!pp_is_digit(*p))
            return false;
        p += strspn(p, "0123456789");
    }
    return *p == '\0';
}

void pp_yaml_resolve(struct pp_node *node, struct pp_arena *arena, const char *text, size_t length)
{
    if (is_word(node, text, length) || is_integer(node, text))
        return;
    if (is_float(text)) {
        node->kind = PP_NODE_NUMBER;
        node->number = strtod(text, NULL);
        return;
    }
    node->kind = PP_NODE_STRING;
    node->string.text = pp_arena_strndup(arena, text, length);
    node->string.length = length;
}
