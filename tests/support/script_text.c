/* script_text: a fresh run for every text. */
#include "support/script_text.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void print(void *data, const char *text, size_t length)
{
    struct script_text *run = data;
    pp_strbuf_add_bytes(&run->printed, text, length);
    if (run->when_printing)
        run->when_printing(run);
}

static void open_run(struct script_text *text)
{
    pp_arena_init(&text->arena);
    pp_sources_init(&text->sources, &text->arena);
    pp_diags_init(&text->diags, &text->arena);
    pp_library_init(&text->library, &text->arena, &text->sources, &text->diags);
    pp_registry_init(&text->registry, &text->arena);
    pp_registry_add(&text->registry, "http", (struct pp_range){80, 80}, PP_TCP, false);
    pp_registry_add(&text->registry, "opsmessaging", (struct pp_range){8090, 8090}, PP_TCP, false);
    pp_registry_add(&text->registry, "postgresql", (struct pp_range){5432, 5432}, PP_TCP, false);
    pp_registry_add(&text->registry, "postgresql", (struct pp_range){5432, 5432}, PP_UDP, false);
    pp_registry_add(&text->registry, "x11", (struct pp_range){6000, 6063}, PP_TCP, false);
    pp_registry_freeze(&text->registry);
    text->script.arena = &text->arena;
    text->script.sources = &text->sources;
    text->script.diags = &text->diags;
    text->script.library = &text->library;
    text->script.registry = &text->registry;
    text->script.print = print;
    text->script.print_data = text;
    text->root = NULL;
}

static void close_run(struct script_text *text)
{
    pp_registry_release(&text->registry);
    pp_library_release(&text->library);
    pp_diags_release(&text->diags);
    pp_sources_release(&text->sources);
    pp_arena_release(&text->arena);
}

int script_text_setup(void **state)
{
    struct script_text *text = pp_calloc(1, sizeof *text);
    pp_strbuf_init(&text->printed);
    pp_strbuf_init(&text->out);
    open_run(text);
    *state = text;
    return 0;
}

int script_text_teardown(void **state)
{
    struct script_text *text = *state;
    close_run(text);
    pp_strbuf_release(&text->printed);
    pp_strbuf_release(&text->out);
    free(text);
    return 0;
}

static void add_place(struct script_text *text, const char *path, struct pp_loc loc)
{
    const char *name = pp_sources_name(&text->sources, loc.source);
    if (name && strcmp(name, path) != 0)
        pp_strbuf_printf(&text->out, "%s:", name);
    pp_strbuf_printf(&text->out, "%u: ", loc.line);
}

const char *script_text_run_file(struct script_text *text, const char *path, const char *lua,
                                 size_t length)
{
    close_run(text);
    open_run(text);
    pp_strbuf_clear(&text->printed);
    pp_strbuf_clear(&text->out);
    text->root = pp_script_run_plan(&text->script, lua, length, path, NULL);
    pp_diags_sort(&text->diags);
    for (size_t i = 0; i < text->diags.count; i++) {
        const struct pp_diag *diag = &text->diags.items[i];
        add_place(text, path, diag->loc);
        pp_strbuf_printf(&text->out, "%s\n", diag->message);
        if (diag->also.line > 0) {
            pp_strbuf_add(&text->out, "  ");
            add_place(text, path, diag->also);
            pp_strbuf_printf(&text->out, "%s\n", diag->also_message);
        }
    }
    return text->out.text;
}

const char *script_text_run(struct script_text *text, const char *lua)
{
    return script_text_run_file(text, "plan.lua", lua, strlen(lua));
}

static void add_leaf(struct pp_strbuf *out, const struct pp_node *node)
{
    switch (node->kind) {
    case PP_NODE_BOOL: pp_strbuf_add(out, node->boolean ? "true" : "false"); break;
    case PP_NODE_INTEGER: pp_strbuf_printf(out, "%lld", (long long)node->integer); break;
    case PP_NODE_NUMBER: pp_strbuf_printf(out, "%.17g", node->number); break;
    case PP_NODE_STRING: pp_strbuf_printf(out, "'%s'", node->string.text); break;
    case PP_NODE_AUTO:
        pp_strbuf_printf(out, "auto %s", node->string.text ? node->string.text : "*");
        break;
    case PP_NODE_LIST: pp_strbuf_add(out, "[]"); break;
    case PP_NODE_MAP: pp_strbuf_add(out, "{}"); break;
    default: fail_msg("a node of kind %d", (int)node->kind);
    }
}

/* Empty lists of the root are left out: every plan has them. A record is a map like any other. */
static void add_node(struct script_text *text, struct pp_strbuf *out, const char *path,
                     const struct pp_node *node)
{
    if (node->kind == PP_NODE_RECORD)
        node = pp_record_map(&text->arena, node);
    bool branch = node->kind == PP_NODE_LIST || node->kind == PP_NODE_MAP;
    if (!branch || node->count == 0) {
        if (branch && !strchr(path, '.'))
            return;
        pp_strbuf_printf(out, "%s@%u = ", path, node->loc.line);
        add_leaf(out, node);
        pp_strbuf_add_char(out, '\n');
        return;
    }
    size_t index = 0;
    for (const struct pp_entry *entry = node->first; entry; entry = entry->next) {
        struct pp_strbuf inner;
        pp_strbuf_init(&inner);
        pp_strbuf_printf(&inner, "%s%s", path, *path ? "." : "");
        if (entry->key)
            pp_strbuf_add(&inner, entry->key);
        else
            pp_strbuf_printf(&inner, "%zu", ++index);
        add_node(text, out, inner.text, entry->value);
        pp_strbuf_release(&inner);
    }
}

const char *script_text_tree(struct script_text *text)
{
    pp_strbuf_clear(&text->out);
    assert_non_null(text->root);
    add_node(text, &text->out, "", text->root);
    return text->out.text;
}

void script_text_cases(struct script_text *text, const struct script_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_string_equal(script_text_run(text, cases[i].lua), cases[i].mistakes);
}
