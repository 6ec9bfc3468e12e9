/* code_lines: a walk over what lua_dump() writes (ldump.c of Lua 5.4 is its only description). */
#include "script/code_lines.h"

#include "base/mem.h"
#include "base/strbuf.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define HEADER_SIZE (4 + 1 + 1 + 6 + 3 + sizeof(lua_Integer) + sizeof(lua_Number))
#define INSTRUCTION_SIZE 4
#define OP_JMP 56 /* lopcodes.h, in the lowest seven bits */
#define OP_TAILCALL 69
#define ABSOLUTE (-0x80) /* in place of a difference: the line is in the other list */

struct dump {
    const unsigned char *p, *end;
    struct pp_code_lines *code;
};

/* What Lua has just written of what it has just compiled is whole. */
static const unsigned char *take(struct dump *dump, size_t size)
{
    const unsigned char *taken = dump->p;
    assert(size <= (size_t)(dump->end - dump->p));
    dump->p += size;
    return taken;
}

static unsigned take_byte(struct dump *dump)
{
    return *take(dump, 1);
}

/* Seven bits a byte, the highest first; the last byte is marked. */
static size_t take_size(struct dump *dump)
{
    size_t size = 0;
    unsigned byte;
    do {
        byte = take_byte(dump);
        size = size << 7 | (byte & 0x7f);
    } while ((byte & 0x80) == 0);
    return size;
}

/* Its length is written plus one; 0: there is none. */
static void skip_string(struct dump *dump)
{
    size_t size = take_size(dump);
    take(dump, size > 0 ? size - 1 : 0);
}

static void skip_constants(struct dump *dump)
{
    for (size_t count = take_size(dump); count > 0; count--) {
        unsigned tag = take_byte(dump);
        if ((tag & 0x0f) == LUA_TSTRING)
            skip_string(dump);
        else if ((tag & 0x0f) == LUA_TNUMBER)
            take(dump, sizeof(lua_Integer)); /* or a lua_Number */
    }
}

static void add_line(struct pp_code_lines *code, uint32_t line)
{
    code->lines = pp_grow(code->lines, &code->capacity, code->count + 1, sizeof *code->lines);
    code->lines[code->count++] = line;
}

/* Instructions of a function. */
struct code {
    const unsigned char *bytes;
    size_t count;
    bool is_vararg;
};

static unsigned operation(const struct code *code, size_t index)
{
    uint32_t instruction;
    memcpy(&instruction, code->bytes + index * INSTRUCTION_SIZE, sizeof instruction);
    return instruction & 0x7f;
}

/* Those that a writer of Lua does not know of: the first of a function with `...`, the last of
 * any (it returns from the `end`), and what stands behind a tail call and is never reached: its
 * return, and a jump over an `else` or back to a loop's head. */
static bool is_hidden(const struct code *code, size_t index)
{
    if (index + 1 == code->count || (index == 0 && code->is_vararg))
        return true;
    return (index >= 1 && operation(code, index - 1) == OP_TAILCALL) ||
           (index >= 2 && operation(code, index - 2) == OP_TAILCALL &&
            operation(code, index) == OP_JMP);
}

/* Of each instruction the difference to the line of the one before. */
static void read_lines(struct dump *dump, const struct code *code, size_t line)
{
    size_t count = take_size(dump);
    const signed char *differences = (const signed char *)take(dump, count);
    assert(count == code->count);
    size_t absolute_count = take_size(dump);
    for (size_t i = 0; i < count; i++) {
        if (differences[i] != ABSOLUTE) {
            line = (size_t)((ptrdiff_t)line + differences[i]);
        } else {
            assert(absolute_count > 0);
            absolute_count--;
            take_size(dump); /* which instruction: this one */
            line = take_size(dump);
        }
        if (!is_hidden(code, i))
            add_line(dump->code, (uint32_t)line);
    }
    assert(absolute_count == 0);
}

static void skip_names(struct dump *dump)
{
    for (size_t count = take_size(dump); count > 0; count--) { /* locals, from where to where */
        skip_string(dump);
        take_size(dump);
        take_size(dump);
    }
    for (size_t count = take_size(dump); count > 0; count--)
        skip_string(dump); /* upvalues */
}

static void read_function(struct dump *dump)
{
    skip_string(dump); /* of the source */
    size_t line = take_size(dump);
    take_size(dump); /* its last line */
    take_byte(dump); /* parameters */
    struct code code = {.is_vararg = take_byte(dump) != 0};
    take_byte(dump); /* registers */
    code.count = take_size(dump);
    code.bytes = take(dump, code.count * INSTRUCTION_SIZE);
    skip_constants(dump);
    size_t upvalues = take_size(dump);
    take(dump, upvalues * 3);
    for (size_t count = take_size(dump); count > 0; count--)
        read_function(dump);
    read_lines(dump, &code, line);
    skip_names(dump);
}

static int write(lua_State *L, const void *bytes, size_t size, void *data)
{
    (void)L;
    pp_strbuf_add_bytes(data, bytes, size);
    return 0;
}

void pp_code_lines_read(struct pp_code_lines *code, lua_State *L)
{
    struct pp_strbuf buf;
    pp_strbuf_init(&buf);
    lua_dump(L, write, &buf, 0);
    const unsigned char *bytes = (const unsigned char *)buf.text;
    struct dump dump = {bytes, bytes + buf.length, code};
    take(&dump, HEADER_SIZE);
    take_byte(&dump); /* upvalues of the whole */
    read_function(&dump);
    assert(dump.p == dump.end);
    pp_strbuf_release(&buf);
}

void pp_code_lines_release(struct pp_code_lines *code)
{
    free(code->lines);
    *code = (struct pp_code_lines){0};
}
