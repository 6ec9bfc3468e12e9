/* policies: from names to loaded policies. */
#include "script/policies.h"

#include "base/asset.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "read/utf8.h"
#include "script/env.h"
#include "script/include.h"
#include "script/policy.h"
#include "script/tokens.h"
#include "script/words.h"

#include <errno.h>
#include <lauxlib.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define SHIPPED_ASSETS "lua/portplan/policies/"
#define SHIPPED_LENGTH (sizeof PP_SHIPPED_POLICIES - 1)

struct pp_policies {
    struct pp_script *script;
    struct pp_state *states; /* kept as long as their policies */
    const struct pp_rule **rules;
    size_t count, capacity;
    struct pp_map files; /* real paths of what has been loaded */
};

struct pp_policies *pp_policies_new(struct pp_script *script)
{
    struct pp_policies *policies = pp_calloc(1, sizeof *policies);
    policies->script = script;
    pp_map_init(&policies->files, false);
    return policies;
}

void pp_policies_free(struct pp_policies *policies)
{
    if (!policies)
        return;
    for (struct pp_state *state = policies->states, *next; state; state = next) {
        next = state->next;
        pp_state_free(state);
    }
    pp_map_release(&policies->files);
    free(policies->rules);
    free(policies);
}

/* --- taking policies over --------------------------------------------------- */

static const struct pp_policy *policy_of(const struct pp_rule *rule)
{
    return rule->data;
}

/* Several plans include the file that declares it. */
static bool is_same(const struct pp_policy *a, const struct pp_policy *b)
{
    return a->state != b->state && pp_loc_compare(a->loc, b->loc) == 0;
}

static bool add_policy(struct pp_policies *policies, struct pp_policy *policy)
{
    const struct pp_rule *had = pp_policies_find(policies, policy->rule.id);
    if (had && is_same(policy_of(had), policy))
        return true;
    if (had) {
        pp_diags_add(policies->script->diags, policy->loc,
                     "there are two policies with the id '%s'", policy->rule.id);
        pp_diags_also(policies->script->diags, policy_of(had)->loc, "the first one");
        return false;
    }
    policies->rules =
        pp_grow(policies->rules, &policies->capacity, policies->count + 1, sizeof *policies->rules);
    policies->rules[policies->count++] = &policy->rule;
    return true;
}

/* The newest first, so the oldest is added first. */
static bool add_policies(struct pp_policies *policies, struct pp_policy *newest)
{
    if (!newest)
        return true;
    bool good = add_policies(policies, newest->next);
    return add_policy(policies, newest) && good;
}

bool pp_policies_adopt(struct pp_policies *policies, struct pp_state *state)
{
    state->next = policies->states;
    policies->states = state;
    return add_policies(policies, state->policies_made);
}

/* --- running a file --------------------------------------------------------- */

/* What the file gave is on top of the stack. */
static void check_result(lua_State *L, const struct pp_chunk *chunk)
{
    const struct pp_policy *made = pp_state_of(L)->policies_made;
    struct pp_loc loc = pp_loc_at(chunk->source, 0, 0);
    if (!pp_policy_is(L, -1))
        pp_mistake(L, loc, "the file gives %s, not a policy; it ends with: return policy { ... }",
                   pp_value_name(L, -1));
    else if (made && made->next)
        pp_mistake(L, loc, "the file declares more than one policy; each has a file of its own");
}

static int run_file(lua_State *L)
{
    const struct pp_input *input = &pp_state_of(L)->input;
    struct pp_chunk *chunk = pp_chunk_add(L, input->name, input->path, input->text, input->length);
    pp_env_push(L);
    int env = lua_gettop(L);
    pp_words_open(L, env - 1, env);
    pp_chunk_push(L, chunk, env);
    lua_call(L, 0, 1);
    check_result(L, chunk);
    return 0;
}

/* What is to be loaded. */
struct file {
    const char *name;     /* what messages call it */
    const char *folder;   /* the tree that it may include from; NULL: nothing */
    const char *relative; /* its path from there */
    struct pp_strbuf text;
};

static bool run(struct pp_policies *policies, const struct file *file)
{
    struct pp_script *script = policies->script;
    uint16_t source = pp_sources_add(script->sources, file->name);
    const char *text = pp_arena_strndup(script->arena, file->text.text, file->text.length);
    size_t length = file->text.length, before = script->diags->count;
    if (!pp_utf8_open(&text, &length, source, script->diags))
        return false;
    struct pp_state *state = pp_state_new(script, PP_SCRIPT_POLICY, "the policy");
    if (!state)
        return false;
    state->input = (struct pp_input){file->relative, file->name, text, length};
    state->folder = file->folder;
    bool good = pp_state_read_prelude(state) &&
                pp_state_run(state, run_file, pp_loc_at(source, 1, 0));
    if (good && state->policies_made)
        return pp_policies_adopt(policies, state) && script->diags->count == before;
    pp_state_free(state);
    return false;
}

/* --- finding files ---------------------------------------------------------- */

static bool refuse(struct pp_policies *policies, const char *name, struct pp_loc loc,
                   const char *why)
{
    pp_diags_add(policies->script->diags, loc, "policy '%s' cannot be loaded: %s", name, why);
    return false;
}

/* Why there is no file at `path`; NULL when there is one. */
static const char *why_no_file(const char *path)
{
    char real[PATH_MAX];
    if (pp_file_exists(path))
        return NULL;
    if (pp_file_is_folder(path))
        return "it is a folder";
    return realpath(path, real) ? "it is not a regular file" : pp_file_reason(errno);
}

static bool is_policy_file(const char *name)
{
    static const char test[] = "_test.lua";
    size_t length = strlen(name);
    return length > 4 && strcmp(name + length - 4, ".lua") == 0 && name[0] != '.' &&
           (length < sizeof test || strcmp(name + length - (sizeof test - 1), test) != 0);
}

/* The same for a file that is not there: a shipped policy of that name may be meant. */
static bool refuse_missing(struct pp_policies *policies, const char *path, struct pp_loc loc,
                           const char *why)
{
    struct pp_arena *arena = policies->script->arena;
    const char *name = pp_path_name(path);
    size_t length = strlen(name), count;
    const char **ids = pp_policies_shipped(policies, &count);
    if (is_policy_file(name))
        length -= strlen(".lua");
    const char *near = pp_nearest(pp_arena_strndup(arena, name, length), ids, count);
    if (near)
        near = pp_arena_printf(arena, PP_SHIPPED_POLICIES "%s", near);
    pp_diags_add_near(policies->script->diags, loc, near, "policy '%s' cannot be loaded: %s", path,
                      why);
    return false;
}

/* A file at `path`, which lies in `folder` at `relative`. */
static bool load_file(struct pp_policies *policies, const char *path, const char *folder,
                      const char *relative, struct pp_loc loc)
{
    struct pp_arena *arena = policies->script->arena;
    char real[PATH_MAX];
    struct file file = {.name = pp_arena_strdup(arena, path),
                        .folder = pp_arena_strdup(arena, folder),
                        .relative = pp_arena_strdup(arena, relative)};
    const char *why = why_no_file(path);
    if (why)
        return refuse_missing(policies, path, loc, why);
    if (realpath(path, real)) {
        uint32_t next = (uint32_t)policies->files.count;
        const char *key = pp_arena_strdup(arena, real);
        if (pp_map_add(&policies->files, key, next) != next)
            return true;
    }
    pp_strbuf_init(&file.text);
    why = pp_file_read(path, &file.text);
    bool good = why ? refuse(policies, path, loc, why) : run(policies, &file);
    pp_strbuf_release(&file.text);
    return good;
}

/* A file of a folder in the tree of `root` (NULL: the folder is a tree of its own, in which
 * the user's links may lead anywhere). */
static bool load_inner(struct pp_policies *policies, const char *folder, const char *name,
                       const char *root, const char *relative, struct pp_loc loc)
{
    const char *inner = root ? pp_arena_printf(policies->script->arena, "%s/%s", relative, name)
                             : name;
    struct pp_strbuf path;
    pp_strbuf_init(&path);
    pp_path_join(folder, name, &path);
    const char *why = root ? pp_include_inside(path.text, root) : NULL;
    bool good = why ? refuse(policies, path.text, loc, why)
                    : load_file(policies, path.text, root ? root : folder, inner, loc);
    pp_strbuf_release(&path);
    return good;
}

/* Every policy of a folder, which lies in the tree of `root` at `relative`, or is one of its
 * own. */
static bool load_folder(struct pp_policies *policies, const char *folder, const char *root,
                        const char *relative, struct pp_loc loc)
{
    size_t count, found = 0;
    const char **names = pp_folder_list(folder, policies->script->arena, &count);
    bool good = true;
    for (size_t i = 0; i < count; i++) {
        if (!is_policy_file(names[i]))
            continue;
        found++;
        good = load_inner(policies, folder, names[i], root, relative, loc) && good;
    }
    return found > 0 ? good : refuse(policies, folder, loc, "the folder holds no *.lua file");
}

static bool load_shipped(struct pp_policies *policies, const char *name, struct pp_loc loc)
{
    struct pp_script *script = policies->script;
    const char *id = name + SHIPPED_LENGTH;
    const char *asset = pp_arena_printf(script->arena, SHIPPED_ASSETS "%s.lua", id);
    if (!pp_asset_find(asset)) {
        size_t count;
        const char **ids = pp_policies_shipped(policies, &count);
        const char *near = pp_nearest(id, ids, count);
        pp_diags_add_near(script->diags, loc,
                          near ? pp_arena_printf(script->arena, PP_SHIPPED_POLICIES "%s", near)
                               : NULL,
                          "there is no shipped policy '%s'; they are %s", id,
                          pp_names_join(script->arena, ids, count, " and "));
        return false;
    }
    uint32_t next = (uint32_t)policies->files.count;
    if (pp_map_add(&policies->files, asset, next) != next)
        return true;
    struct file file = {.relative = NULL};
    pp_strbuf_init(&file.text);
    const char *why =
        pp_asset_read(asset, script->library->data, script->arena, &file.text, &file.name);
    bool good = why ? refuse(policies, name, loc, why) : run(policies, &file);
    pp_strbuf_release(&file.text);
    return good;
}

static bool is_shipped(const char *name)
{
    return strncmp(name, PP_SHIPPED_POLICIES, SHIPPED_LENGTH) == 0;
}

bool pp_policies_load(struct pp_policies *policies, const char *path, struct pp_loc loc)
{
    if (is_shipped(path) && !pp_file_exists(path))
        return load_shipped(policies, path, loc);
    if (pp_file_is_folder(path))
        return load_folder(policies, path, NULL, NULL, loc);
    struct pp_strbuf folder;
    pp_strbuf_init(&folder);
    pp_path_folder(path, &folder);
    bool good = load_file(policies, path, folder.text, pp_path_name(path), loc);
    pp_strbuf_release(&folder);
    return good;
}

bool pp_policies_load_named(struct pp_policies *policies, const char *name, const char *folder,
                            struct pp_loc loc)
{
    char relative[PATH_MAX];
    if (is_shipped(name))
        return load_shipped(policies, name, loc);
    const char *why = pp_include_resolve("", name, relative);
    if (!why && !*relative)
        why = "it is the folder of the plan; name a file or a folder within it";
    if (why)
        return refuse(policies, name, loc, why);
    struct pp_strbuf path;
    pp_strbuf_init(&path);
    if (strcmp(folder, ".") == 0)
        pp_strbuf_add(&path, relative);
    else
        pp_path_join(folder, relative, &path);
    bool good;
    if ((why = pp_include_inside(path.text, folder)))
        good = pp_file_exists(path.text) ? refuse(policies, name, loc, why)
                                         : refuse_missing(policies, name, loc, why);
    else if (pp_file_is_folder(path.text))
        good = load_folder(policies, path.text, folder, relative, loc);
    else
        good = load_file(policies, path.text, folder, relative, loc);
    pp_strbuf_release(&path);
    return good;
}

/* --- what there is ---------------------------------------------------------- */

const struct pp_rule *const *pp_policies_rules(const struct pp_policies *policies, size_t *count)
{
    *count = policies->count;
    return policies->rules;
}

const char *const *pp_policies_rule_ids(const struct pp_policies *policies, size_t *count)
{
    size_t built_in = pp_rule_count();
    *count = built_in + policies->count;
    const char **ids = pp_arena_array(policies->script->arena, *count, sizeof *ids);
    memcpy(ids, pp_rule_ids, built_in * sizeof *ids);
    for (size_t i = 0; i < policies->count; i++)
        ids[built_in + i] = policies->rules[i]->id;
    return ids;
}

const struct pp_rule *pp_policies_find(const struct pp_policies *policies, const char *id)
{
    for (size_t i = 0; i < policies->count; i++) {
        if (strcmp(policies->rules[i]->id, id) == 0)
            return policies->rules[i];
    }
    return NULL;
}

const char **pp_policies_shipped(const struct pp_policies *policies, size_t *count)
{
    struct pp_arena *arena = policies->script->arena;
    const char **ids = pp_arena_array(arena, pp_asset_count, sizeof *ids);
    size_t prefix = strlen(SHIPPED_ASSETS);
    *count = 0;
    for (size_t i = 0; i < pp_asset_count; i++) {
        const char *name = pp_assets[i].name;
        if (strncmp(name, SHIPPED_ASSETS, prefix) == 0 && is_policy_file(name + prefix))
            ids[(*count)++] = pp_arena_strndup(arena, name + prefix, strlen(name + prefix) - 4);
    }
    return ids;
}

bool pp_policies_is_policy(const char *text, size_t length)
{
    struct pp_tokens tokens = {text, text + length, 1};
    struct pp_token before = {.kind = PP_TOKEN_CHAR}, token;
    while ((token = pp_tokens_next(&tokens)).kind != PP_TOKEN_END) {
        if (pp_token_is_word(&before, "return") && pp_token_is_word(&token, "policy"))
            return true;
        before = token;
    }
    return false;
}
