/* place: where in the user's files the running script is. Stands on state.h, lines.h. */
#ifndef PP_SCRIPT_PLACE_H
#define PP_SCRIPT_PLACE_H

#include "script/lines.h"
#include "script/state.h"

/* A file of the plan. */
struct pp_chunk {
    const char *name;     /* what messages call it */
    const char *relative; /* its path from the plan's folder; NULL for standard input */
    const char *text;
    size_t length;
    uint16_t source;
    char shown[LUA_IDSIZE]; /* Lua's own name of it, at the front of error texts */
    const char *key;        /* Lua's pointer to its name: which chunk a function is of */
    int function;           /* reference in the registry; LUA_NOREF until compiled */
    struct pp_lines *lines; /* NULL until asked for */
    /* Which of its lines have run; NULL: nobody asks. */
    struct pp_coverage_file *covered;
    struct pp_chunk *next;
};

/* Adds a file; the strings must live as long as the state. May raise out of memory. */
struct pp_chunk *pp_chunk_add(lua_State *L, const char *name, const char *relative,
                              const char *text, size_t length);

/* Compiles it (once) and pushes the function; raises on a mistake of syntax. The value at
 * index `env` becomes its environment. */
void pp_chunk_push(lua_State *L, struct pp_chunk *chunk, int env);

/* The file that the function on top of the stack is of, and the line where it begins; NULL when
 * it is of none. */
const struct pp_chunk *pp_chunk_of_function(lua_State *L, uint32_t *line);

/* Where its multi-line constructors have their fields. */
const struct pp_lines *pp_chunk_lines(struct pp_state *state, struct pp_chunk *chunk);

/* The file of the function that lua_getinfo() told the source of; NULL: none of the script. */
struct pp_chunk *pp_chunk_of(const struct pp_state *state, const lua_Debug *ar);

struct pp_place {
    struct pp_loc loc;
    struct pp_chunk *chunk; /* NULL: no file of the plan is running */
    int level;              /* of the stack */
};

/* The innermost frame at or above `level` whose function is of a file of the plan. */
struct pp_place pp_place_find(lua_State *L, int level);

/* The same for the caller of the running C function, and quicker when it is one of the script's:
 * not to be called while memory is asked for. */
struct pp_place pp_place_of_caller(lua_State *L);

/* Where the script is now. */
struct pp_loc pp_place_here(lua_State *L);

/* Whether the file is being run (its main function is on the stack); how many are. */
bool pp_place_is_running(lua_State *L, const struct pp_chunk *chunk);
int pp_place_depth(lua_State *L);

/* Whether the file of that place got through the compiler. */
bool pp_place_is_compiled(const struct pp_state *state, struct pp_loc loc);

/* Splits "file:line: text", as Lua writes it, when the file is one of the plan: the place
 * in *loc and the text behind it; otherwise `message` itself, *loc untouched. */
const char *pp_place_split(const struct pp_state *state, const char *message, struct pp_loc *loc);

/* Adds a mistake at `loc`; near as in pp_diags_add_near. The script goes on, but after too
 * many mistakes it is stopped; one that repeats the last is not added. */
void pp_mistake(lua_State *L, struct pp_loc loc, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void pp_mistake_near(lua_State *L, struct pp_loc loc, const char *near, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The same for the mistake that the library has just added, if it has. */
void pp_mistakes_count(lua_State *L, struct pp_loc loc);

#endif
