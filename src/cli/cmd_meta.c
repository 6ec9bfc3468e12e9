/* cmd_meta: `portplan meta`. */
#include "base/asset.h"
#include "cli/commands.h"
#include "cli/known.h"
#include "cli/streams.h"
#include "script/meta_views.h"

/* Reads the words, from PORTPLAN_DATA when it has them; what cannot be read is a mistake. */
static void read_words(struct pp_run *run, struct pp_meta *meta, struct pp_strbuf *buf)
{
    for (size_t i = 0; i < PP_META_PARTS; i++) {
        const char *path;
        const char *why =
            pp_asset_read(pp_meta_parts[i], run->library.data, &run->arena, buf, &path);
        if (why)
            pp_diags_add(&run->diags, pp_loc_at(pp_sources_add(&run->sources, path), 0, 0),
                         "the file cannot be read: %s", why);
        else
            meta->words[i] = pp_arena_strndup(&run->arena, buf->text, buf->length);
    }
    pp_strbuf_clear(buf);
}

static int write_meta(struct pp_run *run, struct pp_strbuf *buf)
{
    struct pp_known_names known[PP_KNOWNS] = {{0}};
    struct pp_meta meta = {.known = known};
    read_words(run, &meta, buf);
    pp_known_find(run, known);
    if (run->diags.count > 0)
        return pp_run_reject(run);
    meta.classes = pp_meta_views(&run->arena, &meta.class_count);
    pp_meta_write(&meta, buf);
    return pp_write_output(buf) ? PP_EXIT_GOOD : PP_EXIT_INTERNAL;
}

int pp_command_meta(const struct pp_options *options)
{
    struct pp_run run;
    struct pp_strbuf buf;
    pp_run_init(&run, options);
    pp_strbuf_init(&buf);
    int code = write_meta(&run, &buf);
    pp_strbuf_release(&buf);
    pp_run_release(&run);
    return code;
}
