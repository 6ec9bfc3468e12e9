/* yaml_text: looking at YAML text before it is parsed and when it cannot be. */
#include "read/yaml_text.h"

#include "base/mem.h"
#include "read/utf8.h"

#include <string.h>

struct pp_loc pp_yaml_place(const yaml_mark_t *mark, uint16_t source)
{
    size_t column = mark->column < UINT16_MAX ? mark->column + 1 : UINT16_MAX;
    return pp_loc_at(source, (uint32_t)mark->line + 1, (uint16_t)column);
}

/* --- before --------------------------------------------------------------- */

static bool is_plain_ascii(unsigned char byte)
{
    return (byte >= 0x20 && byte < 0x7F) || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool separates_lines(uint32_t value)
{
    return value == 0x85 || value == 0x2028 || value == 0x2029;
}

/* YAML 1.2, rule 1 [c-printable], beyond ASCII; a byte order mark only begins a file. */
static bool is_printable(uint32_t value)
{
    return (value >= 0xA0 && value <= 0xFFFD && value != 0xFEFF) || value >= 0x10000;
}

bool pp_yaml_text_check(const char *text, size_t length, uint16_t source, struct pp_diags *diags)
{
    size_t i = 0;
    uint32_t value = 0;
    while (i < length) {
        if (is_plain_ascii((unsigned char)text[i])) {
            i++;
            continue;
        }
        size_t size = pp_utf8_decode(text + i, length - i, &value);
        if (size == 0 || separates_lines(value) || !is_printable(value))
            break;
        i += size;
    }
    if (i == length)
        return true;
    struct pp_loc loc = pp_utf8_place(text, text + i, source);
    if (pp_utf8_decode(text + i, length - i, &value) == 0)
        pp_diags_add(diags, loc, "byte 0x%02X is not UTF-8: save the file as UTF-8",
                     (unsigned char)text[i]);
    else if (separates_lines(value))
        pp_diags_add(diags, loc,
                     "an invisible line separator, U+%04X, stands here: use an "
                     "ordinary line break",
                     (unsigned)value);
    else
        pp_diags_add(diags, loc,
                     "the control character U+%04X cannot stand in YAML: write it as "
                     "an escape in double quotes, or remove it",
                     (unsigned)value);
    return false;
}

/* --- after ---------------------------------------------------------------- */

/* The rest of the text from line `number` (from 0) on. */
static const char *line_at(const char *text, const char *end, size_t number)
{
    for (; number > 0 && text < end; text++) {
        if (*text == '\n' || (*text == '\r' && (text + 1 == end || text[1] != '\n')))
            number--;
    }
    return text;
}

static const char *character_at(const char *line, const char *end, size_t column)
{
    for (uint32_t value; column > 0 && line < end; column--)
        line += pp_utf8_decode(line, (size_t)(end - line), &value);
    return line;
}

static bool says(const char *text, const char *words)
{
    return text && strstr(text, words);
}

/* A tab among the blanks at the beginning of the line, when that is what libyaml met. */
static const char *indenting_tab(const yaml_parser_t *parser, const char *line, const char *end)
{
    const char *p = line;
    while (p < end && *p == ' ')
        p++;
    if (p == end || *p != '\t')
        return NULL;
    const char *tab = p;
    while (p < end && (*p == ' ' || *p == '\t'))
        p++;
    bool inside = parser->problem_mark.column <= (size_t)(p - line);
    return inside || says(parser->problem, "mapping values are not allowed") ? tab : NULL;
}

/* What libyaml says, what a user should hear instead, and where: at the beginning of what
 * libyaml was reading (its context) or where it stopped. */
struct hint {
    const char *context, *problem; /* words of them; NULL for any */
    bool at_context;
    const char *message;
};

static const struct hint hints[] = {
    {"scanning an alias", NULL, true, "'*' begins an alias in YAML: put the value in quotes"},
    {"scanning an anchor", NULL, true, "'&' begins an anchor in YAML: put the value in quotes"},
    {"quoted scalar", "end of stream", true, "the quotes that begin here do not end"},
    {NULL, "mapping values are not allowed", false,
     "not valid YAML: mapping values are not allowed in this context: quote a value that has ': ' "
     "in it, or mend the indentation"},
    {NULL, "unexpected ':'", false,
     "not valid YAML: found unexpected ':' while scanning a plain scalar: put the value in quotes"},
};

static const struct hint *hint_for(const yaml_parser_t *parser)
{
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
        if ((!hints[i].context || says(parser->context, hints[i].context)) &&
            (!hints[i].problem || says(parser->problem, hints[i].problem)))
            return &hints[i];
    }
    return NULL;
}

static void add_problem(const yaml_parser_t *parser, struct pp_loc loc, struct pp_diags *diags)
{
    const char *problem = parser->problem ? parser->problem : "it cannot be read";
    if (!parser->context)
        pp_diags_add(diags, loc, "not valid YAML: %s", problem);
    else if (parser->context_mark.line == parser->problem_mark.line)
        pp_diags_add(diags, loc, "not valid YAML: %s %s", problem, parser->context);
    else
        pp_diags_add(diags, loc, "not valid YAML: %s %s that begins on line %zu", problem,
                     parser->context, parser->context_mark.line + 1);
}

void pp_yaml_text_explain(const yaml_parser_t *parser, const char *text, size_t length,
                          uint16_t source, struct pp_diags *diags)
{
    if (parser->error == YAML_MEMORY_ERROR)
        pp_die_memory();
    const char *end = text + length;
    const char *line = line_at(text, end, parser->problem_mark.line);
    const char *at = character_at(line, end, parser->problem_mark.column);
    const char *tab = indenting_tab(parser, line, end);
    const struct hint *hint = hint_for(parser);
    struct pp_loc loc = pp_yaml_place(&parser->problem_mark, source);
    if (hint && hint->at_context)
        loc = pp_yaml_place(&parser->context_mark, source);
    if (tab)
        pp_diags_add(diags, pp_utf8_place(text, tab, source),
                     "a tab cannot indent in YAML: use spaces");
    else if (hint)
        pp_diags_add(diags, loc, "%s", hint->message);
    else if (says(parser->problem, "cannot start any token") && at < end)
        pp_diags_add(diags, loc, "'%c' cannot begin a value in YAML: put the value in quotes", *at);
    else
        add_problem(parser, loc, diags);
}
