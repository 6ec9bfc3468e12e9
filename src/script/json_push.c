/* json_push: one pass over the text, by recursive descent. */
#include "script/json_push.h"

#include <lauxlib.h>
#include <string.h>

#define DEPTH_MAX 64
#define NUMBER_MAX 63 /* characters */

struct reader {
    lua_State *L;
    const char *p, *end;
    int depth;
};

static void push_value(struct reader *reader);

static void refuse(struct reader *reader)
{
    luaL_error(reader->L, "the text is no JSON");
}

static void skip_blanks(struct reader *reader)
{
    while (reader->p < reader->end && strchr(" \t\r\n", *reader->p) && *reader->p)
        reader->p++;
}

/* Whether `c` comes next, behind blanks; then it is taken. */
static bool take(struct reader *reader, char c)
{
    skip_blanks(reader);
    if (reader->p >= reader->end || *reader->p != c)
        return false;
    reader->p++;
    return true;
}

static void expect(struct reader *reader, char c)
{
    if (!take(reader, c))
        refuse(reader);
}

static bool take_word(struct reader *reader, const char *word)
{
    size_t length = strlen(word);
    if ((size_t)(reader->end - reader->p) < length || memcmp(reader->p, word, length) != 0)
        return false;
    reader->p += length;
    return true;
}

/* --- strings ---------------------------------------------------------------- */

/* The four digits of \uXXXX. */
static uint32_t hex4(struct reader *reader)
{
    static const char digits[] = "0123456789abcdef";
    uint32_t value = 0;
    for (int i = 0; i < 4; i++) {
        char c = reader->p < reader->end ? *reader->p++ : '\0';
        const char *at = c ? strchr(digits, c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c) : NULL;
        if (!at)
            refuse(reader);
        else
            value = value << 4 | (uint32_t)(at - digits);
    }
    return value;
}

/* A character beyond 16 bits is written as two halves. */
static uint32_t code_point(struct reader *reader)
{
    uint32_t high = hex4(reader);
    if (high < 0xD800 || high > 0xDFFF)
        return high;
    if (high > 0xDBFF || !take_word(reader, "\\u"))
        refuse(reader);
    uint32_t low = hex4(reader);
    if (low < 0xDC00 || low > 0xDFFF)
        refuse(reader);
    return 0x10000 + ((high - 0xD800) << 10 | (low - 0xDC00));
}

static void add_escape(struct reader *reader, luaL_Buffer *buffer)
{
    static const char letters[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    char c = reader->p < reader->end ? *reader->p++ : '\0';
    const char *at = c ? strchr(letters, c) : NULL;
    if (at) {
        luaL_addchar(buffer, values[at - letters]);
    } else if (c == 'u') {
        lua_pushfstring(reader->L, "%U", (long)code_point(reader));
        luaL_addvalue(buffer);
    } else {
        refuse(reader);
    }
}

/* The string whose opening quote has been taken. */
static void push_string(struct reader *reader)
{
    luaL_Buffer buffer;
    luaL_buffinit(reader->L, &buffer);
    for (;;) {
        const char *start = reader->p;
        while (reader->p < reader->end && *reader->p != '"' && *reader->p != '\\' &&
               (unsigned char)*reader->p >= ' ')
            reader->p++;
        luaL_addlstring(&buffer, start, (size_t)(reader->p - start));
        if (take_word(reader, "\""))
            break;
        if (!take_word(reader, "\\"))
            refuse(reader);
        add_escape(reader, &buffer);
    }
    luaL_pushresult(&buffer);
}

/* --- the others ------------------------------------------------------------- */

static void push_number(struct reader *reader)
{
    char text[NUMBER_MAX + 1];
    size_t length = 0;
    while (reader->p < reader->end && strchr("+-.0123456789eE", *reader->p) && *reader->p &&
           length < NUMBER_MAX)
        text[length++] = *reader->p++;
    text[length] = '\0';
    if (length == 0 || lua_stringtonumber(reader->L, text) != length + 1)
        refuse(reader);
}

/* The list whose opening bracket has been taken. A null leaves a hole. */
static void push_list(struct reader *reader)
{
    lua_Integer count = 0;
    lua_newtable(reader->L);
    if (take(reader, ']'))
        return;
    do {
        push_value(reader);
        lua_rawseti(reader->L, -2, ++count);
    } while (take(reader, ','));
    expect(reader, ']');
}

static void push_object(struct reader *reader)
{
    lua_newtable(reader->L);
    if (take(reader, '}'))
        return;
    do {
        expect(reader, '"');
        push_string(reader);
        expect(reader, ':');
        push_value(reader);
        lua_rawset(reader->L, -3);
    } while (take(reader, ','));
    expect(reader, '}');
}

static void push_nested(struct reader *reader, void (*push)(struct reader *reader))
{
    if (++reader->depth > DEPTH_MAX)
        refuse(reader);
    luaL_checkstack(reader->L, 8, "the JSON is too deep");
    push(reader);
    reader->depth--;
}

static void push_value(struct reader *reader)
{
    pp_state_charge(reader->L, 1);
    skip_blanks(reader);
    if (take(reader, '{'))
        push_nested(reader, push_object);
    else if (take(reader, '['))
        push_nested(reader, push_list);
    else if (take(reader, '"'))
        push_string(reader);
    else if (take_word(reader, "null"))
        lua_pushnil(reader->L);
    else if (take_word(reader, "true"))
        lua_pushboolean(reader->L, true);
    else if (take_word(reader, "false"))
        lua_pushboolean(reader->L, false);
    else
        push_number(reader);
}

void pp_json_push(lua_State *L, const char *text, size_t length)
{
    struct reader reader = {L, text, text + length, 0};
    push_value(&reader);
    skip_blanks(&reader);
    if (reader.p < reader.end)
        refuse(&reader);
}
