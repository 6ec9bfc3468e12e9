/* lines: a small scanner that finds the fields of multi-line table constructors. */
#include "script/lines.h"

#include "base/mem.h"
#include "script/tokens.h"

#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 512 /* Lua itself refuses deeper text */
#define NAMES_MAX 64  /* tables with more names keep the line of their call */

/* What is open: a constructor, a bracket, or a block that ends with `end` or `until`. */
struct frame {
    char kind;     /* '{' '(' '[' or 'b' */
    bool at_start; /* of a field of a constructor */
    uint32_t group;
    size_t fields; /* where its fields begin */
};

struct scan {
    struct pp_tokens text;
    struct pp_token token, before;
    struct frame frames[DEPTH_MAX];
    size_t depth;
    struct pp_lines_group *groups;
    size_t group_count, group_capacity;
    struct pp_lines_field *fields; /* of the open constructors, innermost last */
    size_t field_count, field_capacity;
    bool value_starts; /* the token is the first of a field's value */
    struct pp_arena *arena;
};

static struct frame *top(struct scan *scan)
{
    return scan->depth > 0 ? &scan->frames[scan->depth - 1] : NULL;
}

static bool push(struct scan *scan, char kind)
{
    if (scan->depth == DEPTH_MAX)
        return false;
    scan->frames[scan->depth++] = (struct frame){.kind = kind, .fields = scan->field_count};
    return true;
}

static void pop(struct scan *scan, char kind)
{
    if (scan->depth > 0 && top(scan)->kind == kind)
        scan->depth--;
}

static struct pp_lines_field *last_field(struct scan *scan)
{
    struct frame *frame = top(scan);
    if (!frame || frame->kind != '{' || scan->field_count == frame->fields)
        return NULL;
    return &scan->fields[scan->field_count - 1];
}

static bool open_group(struct scan *scan)
{
    struct pp_token before = scan->before;
    struct pp_lines_field *owner = scan->value_starts ? last_field(scan) : NULL;
    bool argument = top(scan) && top(scan)->kind == '('; /* f(x, {, f({ */
    bool call = !scan->value_starts &&
                (before.kind == PP_TOKEN_STRING || before.kind == PP_TOKEN_NAME || argument ||
                 pp_token_is_char(&before, ')') || pp_token_is_char(&before, ']'));
    if (pp_token_is_word(&before, "return") || pp_token_is_word(&before, "in") ||
        pp_token_is_word(&before, "and") || pp_token_is_word(&before, "or") ||
        pp_token_is_word(&before, "not"))
        call = false;
    scan->groups =
        pp_grow(scan->groups, &scan->group_capacity, scan->group_count + 1, sizeof *scan->groups);
    uint32_t index = (uint32_t)scan->group_count++;
    scan->groups[index] = (struct pp_lines_group){
        .open = scan->token.line,
        .before = before.kind == PP_TOKEN_END ? scan->token.line : before.line,
        .call = call,
    };
    if (owner)
        owner->group = index;
    if (!push(scan, '{'))
        return false;
    top(scan)->group = index;
    top(scan)->at_start = true;
    return true;
}

/* Keeps the fields of a constructor that spans lines; forgets the others. */
static void close_group(struct scan *scan)
{
    if (scan->depth == 0 || top(scan)->kind != '{')
        return;
    struct frame frame = *top(scan);
    struct pp_lines_group *group = &scan->groups[frame.group];
    size_t count = scan->field_count - frame.fields;
    scan->depth--;
    scan->field_count = frame.fields;
    if (group->open != scan->token.line) {
        group->fields = count ? pp_arena_copy(scan->arena, scan->fields + frame.fields,
                                              count * sizeof *scan->fields)
                              : NULL;
        group->count = (uint32_t)count;
        return;
    }
    scan->group_count = frame.group; /* nothing inside it spans lines either */
    struct pp_lines_field *owner = last_field(scan);
    if (owner && owner->group == frame.group)
        owner->group = PP_LINES_NONE;
}

/* At `name =` or `["name"] =`: the name, and the = becomes the current token. */
static void read_key(struct scan *scan, struct pp_lines_field *field)
{
    struct pp_tokens ahead = scan->text;
    struct pp_token name = scan->token;
    if (name.kind == PP_TOKEN_NAME && ahead.p < ahead.end && strchr(".({\"',", *ahead.p))
        return; /* the most frequent beginnings of an item */
    struct pp_token after = pp_tokens_next(&ahead);
    if (pp_token_is_char(&name, '[')) {
        field->item = false;
        name = after;
        if (name.kind != PP_TOKEN_STRING)
            return;
        after = pp_tokens_next(&ahead);
        if (!pp_token_is_char(&after, ']'))
            return;
        after = pp_tokens_next(&ahead);
    } else if (name.kind != PP_TOKEN_NAME) {
        return;
    }
    if (!pp_token_is_char(&after, '='))
        return;
    field->item = false;
    field->name = name.start;
    field->length = (uint32_t)name.length;
    scan->text = ahead;
    scan->token = after;
}

static void start_field(struct scan *scan)
{
    struct pp_lines_field field = {.line = scan->token.line, .group = PP_LINES_NONE, .item = true};
    read_key(scan, &field);
    scan->fields =
        pp_grow(scan->fields, &scan->field_capacity, scan->field_count + 1, sizeof *scan->fields);
    scan->fields[scan->field_count++] = field;
    top(scan)->at_start = false;
    scan->value_starts = true;
}

static bool take_word(struct scan *scan)
{
    const struct pp_token *token = &scan->token;
    if (pp_token_is_word(token, "function") || pp_token_is_word(token, "do") ||
        pp_token_is_word(token, "if") || pp_token_is_word(token, "repeat"))
        return push(scan, 'b');
    if (pp_token_is_word(token, "end") || pp_token_is_word(token, "until"))
        pop(scan, 'b');
    return true;
}

static bool take_char(struct scan *scan)
{
    switch (scan->token.c) {
    case '{': return open_group(scan);
    case '(':
    case '[': return push(scan, scan->token.c);
    case '}': close_group(scan); break;
    case ')': pop(scan, '('); break;
    case ']': pop(scan, '['); break;
    case ',':
    case ';':
        if (top(scan) && top(scan)->kind == '{')
            top(scan)->at_start = true;
        break;
    default: break;
    }
    return true;
}

static bool take(struct scan *scan)
{
    struct frame *frame = top(scan);
    if (frame && frame->at_start && !pp_token_is_char(&scan->token, '}') &&
        !pp_token_is_char(&scan->token, ',') && !pp_token_is_char(&scan->token, ';')) {
        start_field(scan);
        if (pp_token_is_char(&scan->token, '='))
            return true;
    }
    bool going = true;
    if (scan->token.kind == PP_TOKEN_NAME)
        going = take_word(scan);
    else if (scan->token.kind == PP_TOKEN_CHAR)
        going = take_char(scan);
    scan->value_starts = false;
    return going;
}

struct pp_lines *pp_lines_scan(const char *text, size_t length, struct pp_arena *arena)
{
    struct scan scan = {.text = {text, text + length, 1}, .arena = arena};
    for (;;) {
        scan.before = scan.token;
        scan.token = pp_tokens_next(&scan.text);
        if (scan.token.kind == PP_TOKEN_END || !take(&scan))
            break;
    }
    struct pp_lines *lines = pp_arena_alloc(arena, sizeof *lines);
    lines->groups = pp_arena_array(arena, scan.group_count, sizeof *scan.groups);
    if (scan.group_count > 0)
        memcpy(lines->groups, scan.groups, scan.group_count * sizeof *scan.groups);
    lines->count = (uint32_t)scan.group_count;
    free(scan.groups);
    free(scan.fields);
    return lines;
}

static bool has_names(const struct pp_lines_group *group, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!pp_lines_field(group, names[i]))
            return false;
    }
    return true;
}

const struct pp_lines_group *pp_lines_call(const struct pp_lines *lines, uint32_t line,
                                           bool innermost, const char *const *names, size_t count)
{
    uint32_t low = 0, high = lines->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (lines->groups[middle].open < line)
            low = middle + 1;
        else
            high = middle;
    }
    const struct pp_lines_group *found = NULL;
    if (count > NAMES_MAX)
        return NULL;
    for (uint32_t i = low; i < lines->count && lines->groups[i].before <= line; i++) {
        const struct pp_lines_group *group = &lines->groups[i];
        if (!group->call || !has_names(group, names, count))
            continue;
        found = group;
        if (!innermost)
            break;
    }
    return found;
}

const struct pp_lines_field *pp_lines_field(const struct pp_lines_group *group, const char *name)
{
    size_t length = strlen(name);
    for (uint32_t i = 0; i < group->count; i++) {
        const struct pp_lines_field *field = &group->fields[i];
        if (field->name && field->length == length && memcmp(field->name, name, length) == 0)
            return field;
    }
    return NULL;
}

const struct pp_lines_field *pp_lines_item(const struct pp_lines_group *group, uint32_t *cursor)
{
    uint32_t next = *cursor;
    while (next < group->count && !group->fields[next].item)
        next++;
    if (next < group->count)
        *cursor = next + 1;
    return *cursor > 0 ? &group->fields[*cursor - 1] : NULL;
}
