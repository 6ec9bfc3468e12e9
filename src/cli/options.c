/* options: the loop over argv. */
#include "cli/options.h"

#include "base/text.h"

#include <assert.h>
#include <string.h>

static const struct pp_option *find_option(const char *name, size_t length, unsigned commands)
{
    for (const struct pp_option *row = pp_option_table; row->name; row++)
        if ((row->commands & commands) != 0 && strlen(row->name) == length &&
            strncmp(row->name, name, length) == 0)
            return row;
    return NULL;
}

static void complain_of_option(const struct pp_command *command, const char *name,
                               struct pp_strbuf *why)
{
    const char *names[32] = {"--help"};
    size_t count = 1;
    for (const struct pp_option *row = pp_option_table; row->name && count < 32; row++)
        if (row->commands & command->bit)
            names[count++] = row->name;
    pp_strbuf_printf(why, "unknown option '%s' of %s", name, command->name);
    const char *near = pp_nearest(name, names, count);
    if (find_option(name, strlen(name), UINT32_MAX))
        pp_strbuf_add(why, ": it is one of another command");
    else if (near)
        pp_strbuf_printf(why, "; did you mean '%s'?", near);
    pp_strbuf_printf(why, "\n`portplan %s --help` lists them", command->name);
}

static const struct pp_command *find_command(const struct pp_command *commands, const char *name,
                                             struct pp_arena *arena, struct pp_strbuf *why)
{
    const char *names[32];
    size_t count = 0;
    for (const struct pp_command *row = commands; row->name && count < 32; row++) {
        if (strcmp(row->name, name) == 0)
            return row;
        names[count++] = row->name;
    }
    if (name[0] == '-')
        pp_strbuf_printf(why, "'%s' stands where the command belongs, or is unknown; use ", name);
    else
        pp_strbuf_printf(why, "unknown command '%s'; use ", name);
    pp_strbuf_add(why, pp_names_join(arena, names, count, " or "));
    static const char *const instead[] = {"--help", "--version"};
    const char *near = name[0] == '-' ? pp_nearest(name, instead, 2)
                                      : pp_nearest(name, names, count);
    if (near)
        pp_strbuf_printf(why, "; did you mean '%s'?", near);
    return NULL;
}

/* One option at argv[*at], with its value from there or from the next word. */
static bool parse_option(struct pp_options *options, int argc, char **argv, int *at,
                         struct pp_strbuf *why)
{
    const char *word = argv[*at];
    size_t length = strcspn(word, "=");
    const struct pp_option *row = find_option(word, length, options->command->bit);
    if (!row) {
        complain_of_option(options->command, pp_arena_strndup(options->arena, word, length), why);
        return false;
    }
    const char *value = word[length] == '=' ? word + length + 1 : NULL;
    if (!row->argument && value) {
        pp_strbuf_printf(why, "option '%s' takes no value", row->name);
        return false;
    }
    if (row->argument && !value && *at + 1 < argc)
        value = argv[++*at];
    if (row->argument && (!value || value[0] == '\0')) {
        pp_strbuf_printf(why, "option '%s' needs a value: %s %s", row->name, row->name,
                         row->argument);
        return false;
    }
    uint64_t bit = UINT64_C(1) << (row - pp_option_table);
    if (row->argument && !(row->commands & PP_REPEATS) && (options->given & bit)) {
        pp_strbuf_printf(why, "option '%s' is given twice, and takes one value", row->name);
        return false;
    }
    struct pp_strbuf reason;
    pp_strbuf_init(&reason);
    bool good = row->set(options, value, &reason);
    if (!good)
        pp_strbuf_printf(why, "'%s' is no value of option '%s': %s", value, row->name, reason.text);
    pp_strbuf_release(&reason);
    options->given |= bit;
    return good;
}

bool pp_option_given(const struct pp_options *options, const char *name)
{
    const struct pp_option *row = find_option(name, strlen(name), UINT32_MAX);
    assert(row && row - pp_option_table < 64);
    return (options->given >> (row - pp_option_table) & 1) != 0;
}

static bool count_is_right(const struct pp_options *options, struct pp_strbuf *why)
{
    const struct pp_command *command = options->command;
    size_t count = options->arguments.count;
    if (count < command->least)
        pp_strbuf_printf(why, "%s needs %s: portplan %s %s", command->name, command->needs,
                         command->name, command->arguments);
    else if (count > 0 && command->most == 0)
        pp_strbuf_printf(why, "%s takes no arguments, not even '%s'", command->name,
                         options->arguments.items[0]);
    else if (count > command->most)
        pp_strbuf_printf(why, "%s takes no more than %zu of its arguments, not %zu: portplan %s %s",
                         command->name, command->most, count, command->name, command->arguments);
    return count >= command->least && count <= command->most;
}

static const char **make_list(struct pp_arena *arena, int argc)
{
    return pp_arena_array(arena, (size_t)argc, sizeof(const char *));
}

static void set_defaults(struct pp_options *options, struct pp_arena *arena, int argc)
{
    *options = (struct pp_options){
        .arena = arena, .fail_on = PP_ERROR, .timeout = PP_TIMEOUT, .cool_down = PP_COOL_DOWN};
    options->arguments.items = make_list(arena, argc);
    options->services.items = make_list(arena, argc);
    options->catalog_paths.items = make_list(arena, argc);
    options->policies.items = make_list(arena, argc);
    options->free = (struct pp_free_options){.count = 10, .width = 1};
    options->free.hosts.items = make_list(arena, argc);
    options->rules = pp_arena_array(arena, (size_t)argc, sizeof *options->rules);
}

static bool is_help(const char *word)
{
    return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

/* Whether the options end with it. */
static bool add_argument(struct pp_options *options, const char *word)
{
    options->arguments.items[options->arguments.count++] = word;
    return options->command->passes_on;
}

enum pp_parsed pp_options_parse(struct pp_options *options, const struct pp_command *commands,
                                int argc, char **argv, struct pp_arena *arena,
                                struct pp_strbuf *why)
{
    set_defaults(options, arena, argc);
    if (argc < 2) {
        pp_strbuf_add(why, "a command is missing; `portplan --help` lists them");
        return PP_WRONG;
    }
    if (is_help(argv[1]))
        return PP_HELP;
    if (strcmp(argv[1], "--version") == 0)
        return PP_VERSION_ASKED;
    options->command = find_command(commands, argv[1], arena, why);
    if (!options->command)
        return PP_WRONG;
    options->format = options->command->formats;
    bool ended = false;
    for (int at = 2; at < argc; at++) {
        if (!ended && strcmp(argv[at], "--") == 0)
            ended = true;
        else if (!ended && is_help(argv[at]))
            return PP_HELP;
        else if (ended || argv[at][0] != '-' || argv[at][1] == '\0')
            ended = add_argument(options, argv[at]) || ended;
        else if (!parse_option(options, argc, argv, &at, why))
            return PP_WRONG;
    }
    return count_is_right(options, why) ? PP_RUN : PP_WRONG;
}
