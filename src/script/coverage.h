/* coverage: which lines of policies have run. Stands on base/map.h and Lua, which it does not show.
 *
 * What can run is read from the compiled file (code_lines.h), so that functions which nobody
 * ever called count as well; what has run is told by the hook of state.c. The runs of one file in
 * several states are counted together, by its name. */
#ifndef PP_SCRIPT_COVERAGE_H
#define PP_SCRIPT_COVERAGE_H

#include "base/arena.h"
#include "base/map.h"

struct lua_State;

struct pp_coverage_file {
    const char *name;
    uint32_t line_count;  /* lines[1..line_count] */
    unsigned char *lines; /* 0: no code, or an enum pp_coverage_line */
};
enum pp_coverage_line { PP_LINE_CODE = 1, PP_LINE_RUN = 2 };

struct pp_coverage {
    struct pp_arena *arena;
    struct pp_coverage_file **files; /* in the order in which they came */
    size_t count, capacity;
    struct pp_map names;
};

void pp_coverage_init(struct pp_coverage *coverage, struct pp_arena *arena);
void pp_coverage_release(struct pp_coverage *coverage);

/* The file of that name, added when new: the function on top of L's stack is the whole of it. */
struct pp_coverage_file *pp_coverage_add(struct pp_coverage *coverage, const char *name,
                                         struct lua_State *L);

/* The line has run. */
void pp_coverage_hit(struct pp_coverage_file *file, int line);

/* How many lines have code. */
size_t pp_coverage_code(const struct pp_coverage_file *file);

/* The first line behind `line` (0: of all) that has code and did not run; 0 when there is none. */
uint32_t pp_coverage_missed(const struct pp_coverage_file *file, uint32_t line);

#endif
