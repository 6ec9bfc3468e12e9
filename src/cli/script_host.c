/* script_host: a run of its own for every estate that a script loads. */
#include "cli/script_host.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "report/report.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void pp_run_host_init(struct pp_run_host *host, struct pp_run *run)
{
    *host = (struct pp_run_host){.run = run};
    pp_strbuf_init(&host->text);
}

static void free_loaded(struct pp_loaded *loaded)
{
    if (!loaded)
        return;
    pp_run_release(&loaded->run);
    free(loaded);
}

void pp_run_host_release(struct pp_run_host *host)
{
    for (struct pp_loaded *loaded = host->loaded, *next; loaded; loaded = next) {
        next = loaded->next;
        free_loaded(loaded);
    }
    free_loaded(host->rejected);
    pp_strbuf_release(&host->text);
}

/* --- answers ---------------------------------------------------------------- */

static size_t memory_of(const struct pp_run *run)
{
    return run->arena.total + run->plan.bindings.count * PP_BINDING_SIZE +
           run->plan.listener_count * sizeof *run->plan.listeners;
}

/* An answer but for what it is about; `before`: the steps of the run until then. */
static struct pp_answer answer_of(const struct pp_run_host *host, const struct pp_run *run,
                                  uint64_t before)
{
    struct pp_answer answer = {.kind = PP_ANSWER_GOOD, .steps = run->script.steps - before};
    for (const struct pp_loaded *loaded = host->loaded; loaded; loaded = loaded->next)
        answer.memory += memory_of(&loaded->run);
    return answer;
}

static void put_text(struct pp_run_host *host, struct pp_answer *answer)
{
    answer->text = host->text.text;
    answer->length = host->text.length;
}

/* The mistakes of the run, as it is for the caller to show them. */
static void put_mistakes(struct pp_run_host *host, struct pp_run *run, struct pp_answer *answer)
{
    pp_diags_sort(&run->diags);
    struct pp_report report = pp_run_report(run, STDERR_FILENO);
    report.style.color = false;
    pp_strbuf_clear(&host->text);
    pp_report_mistakes_text(&report, &host->text);
    host->wrong = run;
    answer->kind = run->diags.limit_hit ? PP_ANSWER_LIMIT : PP_ANSWER_WRONG;
    put_text(host, answer);
    while (answer->length > 0 && answer->text[answer->length - 1] == '\n')
        answer->length--;
}

/* Adds the mistakes told last to those of the script, under the same names of files. */
static void reject(void *data)
{
    struct pp_run_host *host = data;
    struct pp_run *to = host->run;
    const struct pp_run *from = host->wrong;
    for (size_t i = 0; i < from->diags.count; i++) {
        struct pp_diag diag = from->diags.items[i];
        struct pp_loc *locs[] = {&diag.loc, &diag.also};
        for (size_t j = 0; j < 2; j++) {
            const char *name = pp_sources_name(&from->sources, locs[j]->source);
            locs[j]->source = name ? pp_sources_add(&to->sources, name) : 0;
        }
        pp_diags_add(&to->diags, diag.loc, "%s", diag.message);
        if (diag.also_message)
            pp_diags_also(&to->diags, diag.also, "%s", diag.also_message);
    }
    to->diags.limit_hit = to->diags.limit_hit || from->diags.limit_hit;
}

/* --- loading ---------------------------------------------------------------- */

static struct pp_loaded *find_loaded(const struct pp_run_host *host, const char *const *paths,
                                     size_t count)
{
    for (struct pp_loaded *loaded = host->loaded; loaded; loaded = loaded->next) {
        size_t i = 0;
        while (loaded->count == count && i < count && strcmp(loaded->paths[i], paths[i]) == 0)
            i++;
        if (loaded->count == count && i == count)
            return loaded;
    }
    return NULL;
}

static struct pp_loaded *new_loaded(const struct pp_run_host *host, const char *const *paths,
                                    size_t count)
{
    struct pp_loaded *loaded = pp_calloc(1, sizeof *loaded);
    struct pp_arena *arena = host->run->options->arena;
    loaded->paths = pp_arena_array(arena, count, sizeof *loaded->paths);
    for (size_t i = 0; i < count; i++)
        loaded->paths[i] = pp_arena_strdup(arena, paths[i]);
    loaded->count = count;
    loaded->options = *host->run->options;
    loaded->options.plans = (struct pp_texts){loaded->paths, count};
    pp_run_init(&loaded->run, &loaded->options);
    return loaded;
}

static struct pp_answer load(void *data, const char *const *paths, size_t count)
{
    struct pp_run_host *host = data;
    struct pp_loaded *loaded = find_loaded(host, paths, count);
    bool had = loaded != NULL;
    if (!had) {
        host->flush(host->flush_data);
        loaded = new_loaded(host, paths, count);
    }
    bool good = had || pp_run_plans(&loaded->run, loaded->paths, count);
    if (good && !had) {
        loaded->next = host->loaded;
        host->loaded = loaded;
    }
    struct pp_answer answer = answer_of(host, &loaded->run, had ? loaded->run.script.steps : 0);
    if (good) {
        answer.plan = &loaded->run.plan;
    } else {
        free_loaded(host->rejected);
        host->rejected = loaded;
        put_mistakes(host, &loaded->run, &answer);
    }
    return answer;
}

/* --- judging ---------------------------------------------------------------- */

static struct pp_loaded *loaded_of(const struct pp_run_host *host, const struct pp_plan *plan)
{
    struct pp_loaded *loaded = host->loaded;
    while (&loaded->run.plan != plan)
        loaded = loaded->next;
    return loaded;
}

static const char *file_of(const struct pp_rule *rule)
{
    return rule->page.source;
}

/* The policies of `more` that the plan has not: one that both name is the same. */
static bool add_policies(struct pp_run *run, const struct pp_policies *more)
{
    size_t count, taken = 0;
    bool good = true;
    const struct pp_rule *const *rules = pp_policies_rules(more, &count);
    const struct pp_rule **added = pp_arena_array(&run->arena, count, sizeof *added);
    for (size_t i = 0; i < count; i++) {
        const struct pp_rule *had = pp_policies_find(run->policies, rules[i]->id);
        if (!had) {
            added[taken++] = rules[i];
        } else if (strcmp(file_of(had), file_of(rules[i])) != 0 &&
                   !pp_file_same(file_of(had), file_of(rules[i]))) {
            pp_diags_add(&run->diags, (struct pp_loc){0},
                         "there are two policies with the id '%s', in '%s' and '%s'", rules[i]->id,
                         file_of(had), file_of(rules[i]));
            good = false;
        }
    }
    pp_check_add_rules(&run->check, added, taken);
    return good;
}

static bool load_policies(struct pp_run *run, struct pp_policies *more,
                          const struct pp_script_settings *settings)
{
    bool good = true;
    for (size_t i = 0; i < settings->policy_count; i++) {
        const char *name = settings->policies[i];
        bool shipped = strncmp(name, PP_SHIPPED_POLICIES, strlen(PP_SHIPPED_POLICIES)) == 0;
        struct pp_loc nowhere = {0};
        good = (shipped ? pp_policies_load_named(more, name, ".", nowhere)
                        : pp_policies_load(more, name, nowhere)) &&
               good;
    }
    return good && add_policies(run, more);
}

static void put_unknown_rule(struct pp_run_host *host, const struct pp_check *check, const char *id,
                             struct pp_answer *answer)
{
    const char *near = pp_nearest(id, pp_check_rule_ids(check), check->rule_count);
    pp_strbuf_clear(&host->text);
    pp_strbuf_printf(&host->text, "there is no rule '%s'", id);
    if (near)
        pp_strbuf_printf(&host->text, "; did you mean '%s'?", near);
    answer->kind = PP_ANSWER_SETTINGS;
    put_text(host, answer);
}

/* Puts the settings into force; the id of the first rule that is none, or NULL. */
static const char *set_up(struct pp_run *run, const struct pp_script_settings *settings)
{
    for (size_t i = 0; i < settings->rule_count; i++) {
        const struct pp_script_rule *rule = &settings->rules[i];
        if (!pp_check_set_severity(&run->check, rule->id, rule->severity))
            return rule->id;
    }
    if (settings->today)
        run->check.today = pp_arena_strdup(&run->arena, settings->today);
    return NULL;
}

static void put_report(struct pp_run_host *host, const struct pp_run *run, struct pp_answer *answer)
{
    struct pp_report report = pp_run_report(run, STDOUT_FILENO);
    pp_strbuf_clear(&host->text);
    pp_report_check_json(&report, &host->text);
    put_text(host, answer);
}

static struct pp_answer check(void *data, const struct pp_plan *plan,
                              const struct pp_script_settings *settings)
{
    struct pp_run_host *host = data;
    struct pp_run *run = &loaded_of(host, plan)->run;
    struct pp_policies *more = pp_policies_new(&run->script);
    const char *unknown = NULL;
    uint64_t before = run->script.steps;
    host->flush(host->flush_data);
    run->diags.count = 0; /* what an earlier check of it said */
    run->judged = false;
    pp_run_start_check(run);
    if (load_policies(run, more, settings) && !(unknown = set_up(run, settings)))
        pp_run_check(run);
    struct pp_answer answer = answer_of(host, run, before);
    answer.plan = plan;
    if (run->diags.count > 0)
        put_mistakes(host, run, &answer);
    else if (unknown)
        put_unknown_rule(host, &run->check, unknown, &answer);
    else
        put_report(host, run, &answer);
    pp_policies_free(more);
    return answer;
}

struct pp_script_host pp_run_host_words(struct pp_run_host *host)
{
    return (struct pp_script_host){.data = host, .load = load, .check = check, .reject = reject};
}
