/* help: what `--help` prints. */
#include "cli/help.h"

#include <string.h>

#define USAGE_COLUMN 46

struct pair {
    const char *left, *right;
};

static const struct pair exit_codes[] = {
    {"0", "nothing at or above --fail-on"},
    {"1",
     "findings at or above --fail-on, a test that failed, a script that returned false, no port "
     "that is free (free, lock), or differences (diff)"},
    {"2",
     "input rejected: a plan, policy, test, script, catalogue, services or settings file is wrong "
     "or cannot be read, or nothing is placed"},
    {"3", "usage: an unknown command or option, a value that is none"},
    {"4", "a limit was hit, output could not be written, or an internal error"},
};

static const struct pair variables[] = {
    {"PORTPLAN_DATA", "a folder whose catalog/, services/ and lua/ go before what is built in"},
    {"NO_COLOR", "when not empty: no colours, unless --color always"},
    {"COLUMNS", "the width of text where there is no terminal to ask; by default 100"},
};

static void add_title(struct pp_strbuf *buf, const struct pp_style *style, const char *title)
{
    pp_strbuf_add_char(buf, '\n');
    pp_add_painted(buf, style->color, PP_PAINT_BOLD, title);
    pp_strbuf_add_char(buf, '\n');
}

/* "  left      right", the right part wrapped at column `at`. */
static void add_pair(struct pp_strbuf *buf, const struct pp_style *style, const char *left,
                     const char *right, size_t at)
{
    size_t used = 2 + strlen(left);
    pp_strbuf_printf(buf, "  %s", left);
    if (used + 2 > at) {
        pp_strbuf_add_char(buf, '\n');
        used = 0;
    }
    pp_strbuf_fill(buf, ' ', at - used);
    pp_add_wrapped(buf, right, at, at, style->width);
    pp_strbuf_add_char(buf, '\n');
}

void pp_add_help(struct pp_strbuf *buf, const struct pp_command *commands,
                 const struct pp_style *style)
{
    pp_strbuf_add(buf, "portplan plans network ports: it checks which services can run together on "
                       "a host.\n");
    add_title(buf, style, "Usage");
    for (const struct pp_command *row = commands; row->name; row++) {
        struct pp_strbuf left;
        pp_strbuf_init(&left);
        pp_strbuf_printf(&left, "portplan %s %s", row->name, row->arguments);
        add_pair(buf, style, left.text, row->summary, USAGE_COLUMN);
        pp_strbuf_release(&left);
    }
    add_pair(buf, style, "portplan COMMAND --help", "the options of a command, with an example",
             USAGE_COLUMN);
    add_pair(buf, style, "portplan --version", "the program's version", USAGE_COLUMN);
    add_title(buf, style, "Exit codes");
    for (size_t i = 0; i < sizeof exit_codes / sizeof exit_codes[0]; i++)
        add_pair(buf, style, exit_codes[i].left, exit_codes[i].right, 5);
    add_title(buf, style, "Environment");
    for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++)
        add_pair(buf, style, variables[i].left, variables[i].right, 18);
}

void pp_add_command_help(struct pp_strbuf *buf, const struct pp_command *command,
                         const struct pp_style *style)
{
    pp_strbuf_printf(buf, "portplan %s [OPTION...]%s%s\n  ", command->name,
                     command->most > 0 ? " " : "", command->arguments);
    pp_add_wrapped(buf, command->summary, 2, 2, style->width);
    pp_strbuf_add_char(buf, '\n');
    add_title(buf, style, "Options");
    for (const struct pp_option *row = pp_option_table; row->name; row++) {
        if ((row->commands & command->bit) == 0)
            continue;
        struct pp_strbuf left;
        pp_strbuf_init(&left);
        pp_strbuf_printf(&left, "%s%s%s", row->name, row->argument ? " " : "",
                         row->argument ? row->argument : "");
        add_pair(buf, style, left.text, row->help, 28);
        pp_strbuf_release(&left);
    }
    add_pair(buf, style, "--help", "this page", 28);
    add_pair(buf, style, "--", "what follows is no option", 28);
    add_title(buf, style, "Example");
    pp_strbuf_printf(buf, "  %s\n", command->example);
}
