/* record: the first questions to a file that portplan has written. */
#include "read/record.h"

#include <string.h>

bool pp_record_is_merged(const struct pp_record_kind *kind, const char *text, size_t length,
                         uint16_t source, struct pp_diags *diags)
{
    static const char mark[] = "<<<<<<< ";
    const size_t size = sizeof mark - 1;
    bool merged = true;
    uint32_t number = 1;
    for (const char *line = text, *end = text + length; line; number++) {
        if ((size_t)(end - line) >= size && memcmp(line, mark, size) == 0) {
            pp_diags_add(diags, pp_loc_at(source, number, 1),
                         "a merge has left a conflict here; %s", kind->merge);
            merged = false;
        }
        line = memchr(line, '\n', (size_t)(end - line));
        line = line ? line + 1 : NULL;
    }
    return merged;
}

bool pp_record_is_known(const struct pp_record_kind *kind, const struct pp_node *root,
                        struct pp_diags *diags)
{
    const struct pp_node *version = root->kind == PP_NODE_MAP ? pp_node_get(root, kind->name)
                                                              : NULL;
    if (!version)
        pp_diags_add(diags, root->loc, "this is no %s: it has no '%s: %d'; %s", kind->name,
                     kind->name, kind->version, kind->maker);
    else if (version->kind != PP_NODE_INTEGER)
        pp_diags_add(diags, version->loc, "'%s' must be the version of the form, %d, not %s",
                     kind->name, kind->version, pp_node_kind_name(version));
    else if (version->integer != kind->version)
        pp_diags_add(diags, version->loc,
                     "the %s has version %lld of the form; this portplan reads version %d",
                     kind->name, (long long)version->integer, kind->version);
    else
        return true;
    return false;
}
