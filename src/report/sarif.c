/* sarif: findings as a SARIF 2.1.0 log, for services that show them beside the code.
 *
 * Mistakes of the input are notifications of a run that did not succeed: a service then keeps
 * the alerts it has instead of closing them. Waived findings are results with a suppression. */
#include "report/sarif.h"

#include "report/json_value.h"
#include "report/party_text.h"
#include "report/remark.h"
#include "report/tally.h"

#include <string.h>

#define SCHEMA \
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

struct log {
    const struct pp_report *report;
    struct pp_arena arena;
    struct pp_sarif_files files;
    struct pp_sarif_rules rules;
    struct pp_tally identities;
    struct pp_json_list results;
};

/* --- what a result says ----------------------------------------------------- */

/* Link text ends at a bracket. */
static void add_link(struct pp_strbuf *buf, const char *text, int target)
{
    pp_strbuf_add_char(buf, '[');
    for (; *text; text++) {
        if (strchr("[]\\", *text))
            pp_strbuf_add_char(buf, '\\');
        pp_strbuf_add_char(buf, *text);
    }
    pp_strbuf_printf(buf, "](%d)", target);
}

/* "Cinegy Capture Planner, web, 8888, http://+:8888/ and [MediaMTX (ingest), hls, ...](1)": the
 * second party is a link to the related location of that id. */
static void add_parties(struct log *log, const struct pp_finding *finding, struct pp_strbuf *buf)
{
    struct pp_strbuf second;
    pp_strbuf_init(&second);
    if (finding->party_count > 0) {
        pp_strbuf_add_char(buf, '\n');
        pp_add_party_in_words(buf, log->report, &finding->parties[0], &log->arena);
    }
    if (finding->party_count > 1) {
        pp_strbuf_add(buf, " and ");
        pp_add_party_in_words(&second, log->report, &finding->parties[1], &log->arena);
        add_link(buf, second.text, 1);
    }
    pp_strbuf_release(&second);
}

static json_t *message(struct log *log, const struct pp_finding *finding)
{
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    pp_strbuf_add(&text, finding->message);
    add_parties(log, finding, &text);
    pp_add_remarks(&text, finding);
    json_t *object = pp_sarif_message(text.text);
    pp_strbuf_release(&text);
    return object;
}

static json_t *locations(struct log *log, const struct pp_finding *finding)
{
    json_t *array = pp_json_array();
    json_t *location = pp_sarif_location(
        &log->files, finding->party_count > 0 ? finding->parties[0].loc : finding->loc);
    if (location)
        pp_json_append(array, location);
    return array;
}

static json_t *related_locations(struct log *log, const struct pp_party *party)
{
    struct pp_strbuf text;
    json_t *array = pp_json_array(), *location = pp_sarif_location(&log->files, party->loc);
    if (!location)
        return array;
    pp_strbuf_init(&text);
    pp_add_party_in_words(&text, log->report, party, &log->arena);
    pp_json_put_number(location, "id", 1);
    pp_json_put(location, "message", pp_sarif_message(text.text));
    pp_json_append(array, location);
    pp_strbuf_release(&text);
    return array;
}

/* --- which result it is ----------------------------------------------------- */

/* FNV-1a. */
static uint64_t hash(const char *text)
{
    uint64_t value = 0xcbf29ce484222325u;
    for (; *text; text++)
        value = (value ^ (unsigned char)*text) * 0x100000001b3u;
    return value;
}

/* Of what the finding is about, not of the line it stands on. GitHub reads no name but its own,
 * and would take findings of one rule on one line for the same. */
static json_t *fingerprints(struct log *log, const struct pp_finding *finding)
{
    struct pp_strbuf text;
    json_t *object = pp_json_object();
    pp_strbuf_init(&text);
    pp_finding_identity(log->report->plan, finding, &text);
    uint64_t value = hash(text.text);
    size_t times = pp_tally_add(&log->identities, text.text);
    pp_strbuf_clear(&text);
    pp_strbuf_printf(&text, "%016llx:%zu", (unsigned long long)value, times);
    pp_json_put_text(object, "portplanFinding/v1", text.text);
    pp_json_put_text(object, "primaryLocationLineHash", text.text);
    pp_strbuf_release(&text);
    return object;
}

/* Of all results or of none: one that is not waived has an empty list. */
static json_t *suppressions(struct log *log, const struct pp_waiver *waiver)
{
    struct pp_strbuf text;
    json_t *array = pp_json_array();
    if (!waiver)
        return array;
    json_t *object = pp_json_object(), *properties = pp_json_object();
    pp_strbuf_init(&text);
    pp_add_waiver(&text, waiver);
    pp_json_put_text(object, "kind", "external");
    pp_json_put_text(object, "status", "accepted");
    pp_json_put_text(object, "justification", text.text);
    pp_strbuf_clear(&text);
    pp_add_place(&text, log->report->sources, waiver->loc);
    pp_json_put_text(properties, "place", text.text);
    pp_json_put(object, "properties", properties);
    pp_json_append(array, object);
    pp_strbuf_release(&text);
    return array;
}

/* --- results ---------------------------------------------------------------- */

static json_t *properties(struct log *log, const struct pp_finding *finding)
{
    json_t *object = pp_json_object();
    if (finding->host != PP_NONE)
        pp_json_put_text(object, "host", log->report->plan->hosts[finding->host].name);
    if (finding->transport != PP_NONE)
        pp_json_put_text(object, "transport", pp_transport_names[finding->transport]);
    pp_json_put(object, "ports", pp_json_ranges(finding));
    if (finding->service_count > 0)
        pp_json_put(object, "services", pp_json_services(finding));
    if (finding->os_error)
        pp_json_put_text(object, "os_error", finding->os_error);
    if (finding->help)
        pp_json_put_text(object, "help", finding->help);
    if (finding->suggestion_count > 0) /* `fixes` would have to replace a known piece of text */
        pp_json_put(object, "suggestions", pp_json_suggestions(finding));
    return object;
}

static json_t *result(struct log *log, const struct pp_finding *finding)
{
    json_t *object = pp_json_object();
    pp_json_put_text(object, "ruleId", finding->rule);
    pp_json_put_number(object, "ruleIndex", pp_sarif_rule(&log->rules, finding->rule));
    pp_json_put_text(object, "level", pp_sarif_levels[finding->severity]);
    pp_json_put(object, "message", message(log, finding));
    pp_json_put(object, "locations", locations(log, finding));
    if (finding->party_count > 1)
        pp_json_put(object, "relatedLocations", related_locations(log, &finding->parties[1]));
    pp_json_put(object, "partialFingerprints", fingerprints(log, finding));
    pp_json_put(object, "suppressions", suppressions(log, finding->waived_by));
    pp_json_put(object, "properties", properties(log, finding));
    return object;
}

/* There may be a million. */
static void add_results(struct log *log)
{
    for (size_t i = 0; i < log->report->findings->count; i++)
        pp_json_list_add(&log->results, result(log, &log->report->findings->items[i]));
}

/* --- the run ---------------------------------------------------------------- */

static json_t *notification(struct log *log, const struct pp_diag *diag)
{
    struct pp_strbuf text;
    json_t *object = pp_json_object(), *array = pp_json_array();
    pp_strbuf_init(&text);
    pp_add_mistake(&text, log->report, diag);
    if (diag->loc.source != 0)
        pp_json_append(array, pp_sarif_location(&log->files, diag->loc));
    if (diag->also_message && diag->also.source != 0) {
        json_t *location = pp_sarif_location(&log->files, diag->also);
        pp_json_put(location, "message", pp_sarif_message(diag->also_message));
        pp_json_append(array, location);
    }
    pp_json_put_text(object, "level", "error");
    pp_json_put(object, "message", pp_sarif_message(text.text));
    pp_json_put(object, "locations", array);
    pp_strbuf_release(&text);
    return object;
}

static json_t *invocations(struct log *log)
{
    const struct pp_diags *diags = log->report->diags;
    json_t *array = pp_json_array(), *object = pp_json_object(), *notifications = pp_json_array();
    for (size_t i = 0; i < diags->count; i++)
        pp_json_append(notifications, notification(log, &diags->items[i]));
    pp_json_put(object, "executionSuccessful", json_boolean(diags->count == 0));
    pp_json_put(object, "toolExecutionNotifications", notifications);
    pp_json_append(array, object);
    return array;
}

static json_t *tool(struct log *log)
{
    json_t *object = pp_json_object(), *driver = pp_json_object();
    pp_json_put_text(driver, "name", "portplan");
    pp_json_put_text(driver, "version", log->report->version);
    pp_json_put_text(driver, "semanticVersion", log->report->version);
    pp_json_put(driver, "rules", log->rules.descriptors);
    pp_json_put(object, "driver", driver);
    return object;
}

static json_t *uri_bases(void)
{
    json_t *object = pp_json_object(), *base = pp_json_object();
    pp_json_put(base, "description", pp_sarif_message("the folder in which portplan ran"));
    pp_json_put(object, "%SRCROOT%", base);
    return object;
}

static json_t *run(struct log *log)
{
    json_t *object = pp_json_object();
    json_t *notified = invocations(log); /* this and the results fill the tables */
    add_results(log);
    pp_json_put(object, "tool", tool(log));
    pp_json_put(object, "invocations", notified);
    pp_json_put(object, "originalUriBaseIds", uri_bases());
    pp_json_put(object, "artifacts", log->files.artifacts);
    pp_json_put_text(object, "columnKind", "unicodeCodePoints");
    pp_json_put(object, "results", pp_json_list_place());
    return object;
}

void pp_report_check_sarif(const struct pp_report *report, struct pp_strbuf *buf)
{
    struct log log = {.report = report};
    json_t *root = pp_json_object(), *runs = pp_json_array();
    pp_arena_init(&log.arena);
    pp_json_list_init(&log.results, 4);
    pp_sarif_files_init(&log.files, report, &log.arena);
    pp_sarif_rules_init(&log.rules, report);
    pp_tally_init(&log.identities, &log.arena);
    pp_json_append(runs, run(&log));
    pp_json_put_text(root, "$schema", SCHEMA);
    pp_json_put_text(root, "version", "2.1.0");
    pp_json_put(root, "runs", runs);
    pp_json_write_with(root, &log.results, buf);
    pp_json_list_release(&log.results);
    pp_tally_release(&log.identities);
    pp_sarif_rules_release(&log.rules);
    pp_arena_release(&log.arena);
}
