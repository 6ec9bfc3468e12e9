/* cmd_meta: `portplan meta`. */
#include "base/asset.h"
#include "cli/commands.h"
#include "cli/known.h"
#include "cli/streams.h"
#include "script/meta.h"

/* Reads the words, from PORTPLAN_DATA when it has them; false with a mistake. */
static bool read_words(struct pp_run *run, struct pp_strbuf *words)
{
    const char *path;
    const char *why = pp_asset_read(PP_META_WORDS, run->library.data, &run->arena, words, &path);
    if (why)
        pp_diags_add(&run->diags, pp_loc_at(pp_sources_add(&run->sources, path), 0, 0),
                     "the file cannot be read: %s", why);
    return !why;
}

static int write_meta(struct pp_run *run, struct pp_strbuf *words, struct pp_strbuf *buf)
{
    struct pp_known_names known[PP_KNOWNS] = {{0}};
    bool good = read_words(run, words);
    pp_known_find(run, known);
    if (!good || run->diags.count > 0)
        return pp_run_reject(run);
    pp_meta_write(&(struct pp_meta){.words = words->text, .known = known}, buf);
    return pp_write_output(buf) ? PP_EXIT_GOOD : PP_EXIT_INTERNAL;
}

int pp_command_meta(const struct pp_options *options)
{
    struct pp_run run;
    struct pp_strbuf words, buf;
    pp_run_init(&run, options);
    pp_strbuf_init(&words);
    pp_strbuf_init(&buf);
    int code = write_meta(&run, &words, &buf);
    pp_strbuf_release(&buf);
    pp_strbuf_release(&words);
    pp_run_release(&run);
    return code;
}
