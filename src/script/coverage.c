/* coverage: files and their lines. */
#include "script/coverage.h"

#include "base/mem.h"
#include "script/code_lines.h"

#include <stdlib.h>
#include <string.h>

void pp_coverage_init(struct pp_coverage *coverage, struct pp_arena *arena)
{
    *coverage = (struct pp_coverage){.arena = arena};
    pp_map_init(&coverage->names, false);
}

void pp_coverage_release(struct pp_coverage *coverage)
{
    pp_map_release(&coverage->names);
    free(coverage->files);
}

/* The lines of the function on top of the stack. */
static void mark_code(struct pp_coverage_file *file, struct pp_arena *arena, lua_State *L)
{
    struct pp_code_lines code = {.lines = NULL};
    pp_code_lines_read(&code, L);
    for (size_t i = 0; i < code.count; i++)
        file->line_count = code.lines[i] > file->line_count ? code.lines[i] : file->line_count;
    file->lines = pp_arena_array(arena, (size_t)file->line_count + 1, 1);
    for (size_t i = 0; i < code.count; i++)
        file->lines[code.lines[i]] = PP_LINE_CODE;
    pp_code_lines_release(&code);
}

struct pp_coverage_file *pp_coverage_add(struct pp_coverage *coverage, const char *name,
                                         lua_State *L)
{
    uint32_t found = pp_map_find(&coverage->names, name);
    if (found != PP_MAP_NONE)
        return coverage->files[found];
    struct pp_coverage_file *file = pp_arena_alloc(coverage->arena, sizeof *file);
    file->name = pp_arena_strdup(coverage->arena, name);
    mark_code(file, coverage->arena, L);
    pp_map_add(&coverage->names, file->name, (uint32_t)coverage->count);
    coverage->files =
        pp_grow(coverage->files, &coverage->capacity, coverage->count + 1, sizeof *coverage->files);
    coverage->files[coverage->count++] = file;
    return file;
}

void pp_coverage_hit(struct pp_coverage_file *file, int line)
{
    if (line > 0 && (uint32_t)line <= file->line_count)
        file->lines[line] = PP_LINE_RUN;
}

size_t pp_coverage_code(const struct pp_coverage_file *file)
{
    size_t count = 0;
    for (uint32_t i = 1; i <= file->line_count; i++)
        count += file->lines[i] != 0;
    return count;
}

uint32_t pp_coverage_missed(const struct pp_coverage_file *file, uint32_t line)
{
    do
        line++;
    while (line <= file->line_count && file->lines[line] != PP_LINE_CODE);
    return line <= file->line_count ? line : 0;
}
