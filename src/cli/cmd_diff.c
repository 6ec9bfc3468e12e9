/* cmd_diff: `portplan diff`. Each side is a run of its own, with its own settings file. */
#include "base/file.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/revision.h"
#include "cli/streams.h"
#include "report/diff.h"

#include <string.h>
#include <unistd.h>

struct side {
    const char *argument;
    struct pp_options options; /* with the plans of this side */
    const char **shown;        /* what the user calls them */
    struct pp_run run;
};

static bool is_lock(const char *argument)
{
    size_t length = strlen(argument), tail = strlen(PP_LOCK_SUFFIX);
    return length > tail && strcmp(argument + length - tail, PP_LOCK_SUFFIX) == 0;
}

/* A lock stands for the plan that it belongs to, which has its ports. False, with a message, when
 * there is no such lock, or no such plan; those of a revision are looked for when it is fetched. */
static bool take_plan_of_lock(struct pp_arena *arena, const char **argument)
{
    if (!is_lock(*argument))
        return true;
    const char *lock = *argument;
    *argument = pp_arena_strndup(arena, lock, strlen(lock) - strlen(PP_LOCK_SUFFIX));
    if (pp_is_revision(lock))
        return true;
    if (!pp_file_exists(lock))
        pp_say("'%s' cannot be read: no such file", lock);
    else if (!pp_file_exists(*argument))
        pp_say("'%s' is a lock, and its plan '%s' is not there; a lock is compared with its plan",
               lock, *argument);
    else
        return true;
    return false;
}

/* The plans of an argument: one, or several apart by commas when no file is called that. */
static struct pp_texts split(struct pp_arena *arena, const char *argument)
{
    struct pp_texts plans = {0};
    size_t most = 1;
    for (const char *c = argument; *c; c++)
        most += *c == ',';
    plans.items = pp_arena_array(arena, most, sizeof *plans.items);
    if (pp_file_exists(argument)) {
        plans.items[plans.count++] = argument;
        return plans;
    }
    for (const char *at = argument;; at++) {
        size_t length = strcspn(at, ",");
        if (length > 0)
            plans.items[plans.count++] = pp_arena_strndup(arena, at, length);
        at += length;
        if (*at == '\0')
            return plans;
    }
}

/* Puts a copy in the place of a plan of a revision, which the user may have named by its lock.
 * False, with a message. */
static bool fetch(struct side *side, struct pp_revisions *revisions, size_t index,
                  const char *argument, bool *any_settings)
{
    const char *shown = side->shown[index];
    bool wanted = !side->options.settings && !side->options.no_settings, has_settings = false;
    struct pp_strbuf why;
    pp_strbuf_init(&why);
    const char *path = pp_revision_path(revisions, shown, wanted, &has_settings, &why);
    if (path && is_lock(argument) &&
        !pp_file_exists(pp_arena_printf(side->options.arena, "%s" PP_LOCK_SUFFIX, path))) {
        pp_strbuf_printf(&why, "there is no file '%s' at that revision",
                         pp_revision_file(argument));
        shown = argument;
        path = NULL;
    }
    if (path)
        side->options.plans.items[index] = path;
    else
        pp_say("'%s' cannot be read: %s", shown, why.text);
    pp_strbuf_release(&why);
    *any_settings = *any_settings || has_settings;
    return path != NULL;
}

/* What the plans of a side are, those of revisions copied. False, with a message, when one cannot
 * be had. */
static bool prepare(struct side *side, const struct pp_options *options, const char *argument,
                    struct pp_revisions *revisions)
{
    *side = (struct side){.argument = argument, .options = *options};
    struct pp_texts plans = split(options->arena, argument);
    const char **named =
        pp_arena_copy(options->arena, plans.items, plans.count * sizeof *plans.items);
    bool good = plans.count > 0, any_settings = false, all_revisions = true;
    for (size_t i = 0; i < plans.count; i++)
        good = take_plan_of_lock(options->arena, &plans.items[i]) && good;
    side->options.plans = plans;
    side->shown = pp_arena_copy(options->arena, plans.items, plans.count * sizeof *plans.items);
    if (plans.count == 0)
        pp_say("'%s' names no plan", argument);
    for (size_t i = 0; i < plans.count; i++) {
        if (pp_is_revision(plans.items[i]))
            good = fetch(side, revisions, i, named[i], &any_settings) && good;
        else
            all_revisions = false;
    }
    if (all_revisions && !any_settings && !side->options.settings)
        side->options.no_settings = true; /* what lies around the copy is none of its */
    return good;
}

/* Reads the plans of a side, whose run was begun; false when they are rejected. */
static bool load_plans(struct side *side, const struct pp_revisions *revisions)
{
    const struct pp_texts *plans = &side->options.plans;
    bool good = pp_run_plans(&side->run, plans->items, plans->count);
    pp_revisions_name(revisions, &side->run);
    side->run.plan.files = side->shown;
    return good;
}

static int compare(const struct pp_options *options, struct side sides[2])
{
    struct pp_arena arena;
    struct pp_diff diff;
    if (pp_run_has_read(&sides[0].run, options->output) ||
        pp_run_has_read(&sides[1].run, options->output)) {
        pp_say("--output '%s' would overwrite what is compared", options->output);
        return PP_EXIT_USAGE;
    }
    pp_arena_init(&arena);
    pp_diff_plans(&diff, &sides[0].run.plan, &sides[1].run.plan, options->firewall_only, &arena);
    struct pp_report report = pp_run_report(&sides[1].run, STDOUT_FILENO);
    report.diff = &diff;
    bool good = pp_output_report(options, &report);
    int code = !good ? PP_EXIT_INTERNAL : diff.count > 0 ? PP_EXIT_FINDINGS : PP_EXIT_GOOD;
    pp_arena_release(&arena);
    return code;
}

/* A lock is compared with its plan: with that plan itself there is nothing to compare. */
static bool are_one(const struct side sides[2])
{
    const struct pp_texts *old = &sides[0].options.plans, *new = &sides[1].options.plans;
    if (strcmp(sides[0].argument, sides[1].argument) == 0 || old->count != 1 || new->count != 1 ||
        strcmp(sides[0].shown[0], sides[1].shown[0]) != 0)
        return false;
    const char *lock = sides[is_lock(sides[0].argument) ? 0 : 1].argument;
    pp_say("'%s' and '%s' are one plan and its lock; `portplan check --locked` tells whether the "
           "lock is up to date, and REV:%s is that of %s revision",
           sides[0].argument, sides[1].argument, pp_revision_file(lock),
           pp_is_revision(lock) ? "another" : "a");
    return true;
}

static bool are_same_file(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b; /* what has no place is in no file */
}

static bool are_same_mistake(const struct pp_run *a, const struct pp_diag *one,
                             const struct pp_run *b, const struct pp_diag *other)
{
    return one->loc.line == other->loc.line && one->loc.column == other->loc.column &&
           strcmp(one->message, other->message) == 0 &&
           are_same_file(pp_sources_name(&a->sources, one->loc.source),
                         pp_sources_name(&b->sources, other->loc.source));
}

/* Takes out of the second run the mistakes that the first one has told of: both read the same
 * settings, policies and catalogues. */
static void drop_told(const struct pp_run *first, struct pp_run *second)
{
    size_t kept = 0;
    for (size_t i = 0; i < second->diags.count; i++) {
        bool told = false;
        for (size_t j = 0; j < first->diags.count && !told; j++)
            told = are_same_mistake(first, &first->diags.items[j], second, &second->diags.items[i]);
        if (!told)
            second->diags.items[kept++] = second->diags.items[i];
    }
    second->diags.count = kept;
}

/* Tells why runs were rejected; returns the exit code. */
static int reject(struct side sides[2], const bool good[2])
{
    int code = good[0] ? PP_EXIT_GOOD : pp_run_reject(&sides[0].run);
    if (good[1] || sides[0].run.wrong_usage) /* wrong usage is the same for both, and told */
        return code;
    size_t mistakes = sides[1].run.diags.count;
    int rejected = pp_run_exit(&sides[1].run);
    if (!good[0])
        drop_told(&sides[0].run, &sides[1].run);
    if (sides[1].run.diags.count > 0 || mistakes == 0)
        rejected = pp_run_reject(&sides[1].run);
    return rejected > code ? rejected : code;
}

static int load_and_compare(const struct pp_options *options, struct side sides[2],
                            const struct pp_revisions *revisions)
{
    bool good[2];
    pp_run_init(&sides[0].run, &sides[0].options);
    pp_run_init(&sides[1].run, &sides[1].options);
    good[0] = load_plans(&sides[0], revisions);
    good[1] = !sides[0].run.wrong_usage && load_plans(&sides[1], revisions);
    int code = good[0] && good[1] ? compare(options, sides) : reject(sides, good);
    pp_run_release(&sides[0].run);
    pp_run_release(&sides[1].run);
    return code;
}

int pp_command_diff(const struct pp_options *options)
{
    const char *const *arguments = options->arguments.items;
    struct side sides[2];
    struct pp_revisions revisions;
    if (strcmp(arguments[0], "-") == 0 && strcmp(arguments[1], "-") == 0) {
        pp_say("standard input can be only one of the plans");
        return PP_EXIT_USAGE;
    }
    pp_revisions_init(&revisions, options->arena);
    bool good = prepare(&sides[0], options, arguments[0], &revisions);
    good = prepare(&sides[1], options, arguments[1], &revisions) && good;
    if (good && are_one(sides)) {
        pp_revisions_release(&revisions);
        return PP_EXIT_USAGE;
    }
    int code = good ? load_and_compare(options, sides, &revisions) : PP_EXIT_REJECTED;
    pp_revisions_release(&revisions);
    return code;
}
