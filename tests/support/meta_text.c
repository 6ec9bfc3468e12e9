/* meta_text: definitions with a few names of the tests' own. */
#include "support/meta_text.h"

#include "base/asset.h"
#include "script/meta_views.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct pp_known_name rules[] = {{"port-overlap", "two bindings"}, {"url-form", NULL}};
static const struct pp_known_name catalogs[] = {{"cinegy", "Cinegy"}, {"our-own", NULL}};
static const struct pp_known_name products[] = {
    {"cinegy.license_service", "License"}, {"our-own.1st", NULL}, {"our-own.big-one", "Big"}};
static const struct pp_known_names known[PP_KNOWNS] = {[PP_KNOWN_RULES] = {rules, 2},
                                                       [PP_KNOWN_CATALOGS] = {catalogs, 2},
                                                       [PP_KNOWN_PRODUCTS] = {products, 3}};

int meta_text_setup(void **state)
{
    struct meta_text *fixture = calloc(1, sizeof *fixture);
    struct pp_meta meta = {.known = known};
    struct pp_strbuf words[PP_META_PARTS];
    const char *path;
    script_text_setup((void **)&fixture->text);
    pp_strbuf_init(&fixture->meta);
    for (size_t i = 0; i < PP_META_PARTS; i++) {
        pp_strbuf_init(&words[i]);
        assert_null(pp_asset_read(pp_meta_parts[i], NULL, &fixture->text->arena, &words[i], &path));
        meta.words[i] = words[i].text;
    }
    meta.classes = pp_meta_views(&fixture->text->arena, &meta.class_count);
    pp_meta_write(&meta, &fixture->meta);
    for (size_t i = 0; i < PP_META_PARTS; i++)
        pp_strbuf_release(&words[i]);
    *state = fixture;
    return 0;
}

int meta_text_teardown(void **state)
{
    struct meta_text *fixture = *state;
    pp_strbuf_release(&fixture->meta);
    script_text_teardown((void **)&fixture->text);
    free(fixture);
    return 0;
}

static bool is_letter(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

bool meta_text_defines(const struct meta_text *meta, const char *format, ...)
{
    char line[512];
    va_list args;
    va_start(args, format);
    line[0] = '\n';
    vsnprintf(line + 1, sizeof line - 1, format, args);
    va_end(args);
    const char *at = meta->meta.text;
    while ((at = strstr(at, line))) {
        at += strlen(line);
        if (!is_letter(at[-1]) || !is_letter(*at))
            return true;
    }
    return false;
}

const char *meta_text_name(const char *at, char *name)
{
    size_t length = 0;
    while (length < META_NAME - 1 &&
           (is_letter(at[length]) || at[length] == '.' || at[length] == ':'))
        length++;
    memcpy(name, at, length);
    name[length] = '\0';
    return at + length;
}

/* The class may have a parent: "portplan.claim : portplan.listener". */
const char *meta_text_class(const struct meta_text *meta, const char *class)
{
    static const char start[] = "\n---@class ";
    const char *at = meta->meta.text;
    char name[META_NAME];
    while ((at = strstr(at, start))) {
        at += strlen(start);
        meta_text_name(at, name);
        if (strcmp(name, class) == 0)
            return strchr(at, '\n') + 1;
    }
    fail_msg("there is no class '%s'", class);
    return NULL;
}

const char *meta_text_field(const char *line, char *name)
{
    static const char start[] = "---@field ";
    if (strncmp(line, start, strlen(start)) != 0)
        return NULL;
    meta_text_name(line + strlen(start), name);
    return strchr(line, '\n') + 1;
}
