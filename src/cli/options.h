/* options: argv to settings, by tables. Stands on report/report.h (formats), base/. Prints nothing and ends nothing: it says what to do.
 *
 * `--name value` and `--name=value` are the same; `--` ends the options; the command comes
 * first. */
#ifndef PP_CLI_OPTIONS_H
#define PP_CLI_OPTIONS_H

#include "model/lock.h"
#include "report/report.h"

struct pp_options;
struct pp_interrupt;

/* Bits of pp_option.commands. */
enum pp_command_bit {
    PP_FOR_CHECK = 1,
    PP_FOR_SHOW = 2,
    PP_FOR_LOOKUP = 4,
    PP_FOR_EXPLAIN = 8,
    PP_FOR_CATALOG = 16,
    PP_FOR_SCHEMA = 32,
    PP_FOR_META = 64,
    PP_FOR_RUN = 128,
    PP_FOR_TEST = 256,
    PP_FOR_NEW = 512,
    PP_FOR_LOCK = 1024,
    PP_FOR_FREE = 2048,
    PP_FOR_LINT = 4096,
    PP_FOR_DIFF = 8192,
    PP_FOR_WHO = 16384
};

struct pp_command {
    const char *name;
    unsigned bit;                           /* enum pp_command_bit */
    const char *arguments;                  /* "PLAN..." */
    const char *summary;                    /* one line */
    const char *example;                    /* a command line to try */
    const char *needs;                      /* what the least arguments are, for the message */
    size_t least, most;                     /* arguments; SIZE_MAX: any number */
    bool passes_on;                         /* what follows its first argument is not for us */
    const struct pp_report_format *formats; /* of --format, the first is the default; or NULL */
    int (*run)(const struct pp_options *options); /* returns the exit code */
};

enum pp_when { PP_AUTO, PP_ALWAYS, PP_NEVER };
enum pp_language { PP_BY_NAME, PP_LUA, PP_YAML };

struct pp_texts {
    const char **items;
    size_t count;
};

struct pp_rule_option { /* --rule ID=SEVERITY */
    const char *rule;
    enum pp_severity severity;
};

struct pp_free_options {   /* of `free` */
    struct pp_texts hosts; /* names; none: all of them */
    bool all_hosts;
    size_t count;
    uint32_t width;
    bool transports[PP_TRANSPORTS];
    bool has_above;
    uint16_t above;
};

struct pp_options {
    struct pp_arena *arena;
    const struct pp_command *command;
    struct pp_texts arguments;
    struct pp_texts plans; /* of `run` and `diff`: what a run of theirs loads */
    const struct pp_report_format *format;
    const char *output;                    /* or NULL */
    const char *baseline, *write_baseline; /* or NULL */
    bool prune_baseline;
    bool locked, prune; /* --locked of `check`, --prune of `lock` */
    uint32_t cool_down; /* days */
    struct pp_texts services, catalog_paths, policies;
    struct pp_free_options free;
    struct pp_rule_option *rules;
    size_t rule_count;
    enum pp_severity fail_on;
    const char *settings; /* the file of --settings, or NULL: it is looked for, ... */
    bool no_settings;     /* ... or there is none */
    bool show_settings;
    bool firewall_only;             /* --only firewall */
    uint64_t given;                 /* bit i: the option of row i of pp_option_table */
    const char *today;              /* or NULL: by the clock */
    enum pp_language input;         /* what "-" and files of unknown name are */
    size_t max_memory;              /* bytes; 0: the default */
    uint64_t max_steps;             /* 0: the default */
    uint32_t jobs;                  /* 0: as many as there are processors */
    unsigned timeout;               /* seconds of CPU time; 0: none */
    struct pp_interrupt *interrupt; /* what ends scripts then; set by main */
    enum pp_when color;
    bool quiet;
    bool coverage;      /* test: tell which lines of policies did not run */
    const char *folder; /* new: where the files go; NULL: here */
};

#define PP_TIMEOUT 10u /* seconds, by default */

#define PP_REPEATS (1u << 31) /* an option may be given several times: each of its values counts */

struct pp_option {
    const char *name;     /* "--format" */
    const char *argument; /* "FORMAT", or NULL for a switch */
    const char *help;
    unsigned commands; /* their bits; and PP_REPEATS */
    /* Takes the value over, or says in `why` what would be right. */
    bool (*set)(struct pp_options *options, const char *value, struct pp_strbuf *why);
};

/* In the order of the help; ends with a name of NULL. */
extern const struct pp_option pp_option_table[];

enum pp_parsed { PP_RUN, PP_HELP, PP_VERSION_ASKED, PP_WRONG };

/* Parses argv[1..argc). `commands` ends with a name of NULL. PP_HELP: options->command is
 * the command asked about, or NULL. PP_WRONG: the message is in `why`. Everything that
 * the options hold lives in `arena` or argv. */
enum pp_parsed pp_options_parse(struct pp_options *options, const struct pp_command *commands,
                                int argc, char **argv, struct pp_arena *arena,
                                struct pp_strbuf *why);

/* Whether the command line has the option of that name, "--fail-on". */
bool pp_option_given(const struct pp_options *options, const char *name);

/* "256M", "1G", "4096": bytes; K, M and G are powers of 1024. False, untouched, when it is none. */
bool pp_size_parse(const char *text, size_t *size);

#endif
