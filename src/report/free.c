/* free: blocks, and why there are no more of them.
 *
 *   10300-10315/tcp: free on 12 hosts, 0 of 16 assigned, aligned to 100; ...
 */
#include "report/free.h"

#include "base/json.h"
#include "model/free.h"

#include <string.h>

static const struct {
    const char *id, *words;
} obstacles[PP_OBSTACLES] = {
    [PP_OBSTACLE_LOW] = {"low", NULL}, /* with the bound */
    [PP_OBSTACLE_DYNAMIC] = {"dynamic", "dynamic (49152-65535)"},
    [PP_OBSTACLE_EPHEMERAL] = {"ephemeral", "client ports of a host"},
    [PP_OBSTACLE_EXCLUDED] = {"excluded", "excluded by a host"},
    [PP_OBSTACLE_STOCK] = {"os-reserved", "of a stock service of a host's system"},
    [PP_OBSTACLE_USED] = {"used", "used by the plan"},
    [PP_OBSTACLE_COOLING] = {"cooling", "given up a short time ago, by a lock"},
    [PP_OBSTACLE_ASSIGNED] = {"assigned", "assigned by IANA"},
    [PP_OBSTACLE_BROWSERS] = {"browser-blocked", "refused by browsers"},
    [PP_OBSTACLE_PARTNERS] = {"failover", "in the way when a host stands in for another one"},
};

#define REACHES_SHOWN 3

/* --- words ------------------------------------------------------------------ */

/* "tcp", "tcp/udp". */
static void add_transports(const struct pp_free_question *question, struct pp_strbuf *buf)
{
    const char *before = "";
    for (int i = 0; i < PP_TRANSPORTS; i++) {
        if (!question->transports[i])
            continue;
        pp_strbuf_printf(buf, "%s%s", before, pp_transport_names[i]);
        before = "/";
    }
}

/* "12 hosts", or the only host's name. */
static void add_hosts(const struct pp_report *report, struct pp_strbuf *buf)
{
    const struct pp_free_question *question = &report->free->question;
    if (question->host_count == 1)
        pp_add_clean(buf, report->plan->hosts[question->hosts[0]].name);
    else
        pp_add_count(buf, question->host_count, "host");
}

static size_t count_backups(const struct pp_free_answer *answer)
{
    size_t backups = 0;
    for (size_t i = 0; i < answer->partner_count; i++)
        backups += answer->partners[i].stands_by;
    return backups;
}

/* "its backup B", "its 3 backups", "B and 2 hosts for which it stands by" without the "B and". */
static void add_partners(const struct pp_report *report, struct pp_strbuf *buf)
{
    const struct pp_free_answer *answer = report->free;
    bool single = answer->question.host_count == 1, one = answer->partner_count == 1;
    size_t backups = count_backups(answer);
    if (backups == answer->partner_count) {
        pp_strbuf_add(buf, single ? "its " : "their ");
        if (!one)
            pp_strbuf_printf(buf, "%zu ", backups);
        pp_strbuf_add(buf, one ? "backup " : "backups");
    }
    if (one)
        pp_add_clean(buf, report->plan->hosts[answer->partners[0].host].name);
    else if (backups < answer->partner_count)
        pp_add_count(buf, answer->partner_count, "host");
    if (backups == 0)
        pp_strbuf_add(buf, single ? ", for which it stands by" : ", for which they stand by");
    else if (backups < answer->partner_count)
        pp_strbuf_add(buf, single ? " that stand by for it, or it for them"
                                  : " that stand by for them, or they for those");
}

/* The hosts, and what becomes of those that are looked at with them. */
static void add_hosts_and_partners(const struct pp_report *report, struct pp_strbuf *buf)
{
    const struct pp_free_answer *answer = report->free;
    add_hosts(report, buf);
    if (answer->partner_count == 0)
        return;
    pp_strbuf_add(buf, answer->without_partners ? ", but not on " : " and ");
    add_partners(report, buf);
}

static const char *reach_name(const struct pp_listener *listener)
{
    return listener->pool ? listener->pool->id : listener->endpoint->id;
}

/* "pool control of cinegy.capture_engine on CAP-01". */
static void add_reach(const struct pp_report *report, const struct pp_reach *reach,
                      struct pp_strbuf *buf)
{
    const struct pp_listener *listener = &report->plan->listeners[reach->listener];
    pp_strbuf_add(buf, listener->origin == PP_FROM_AUTO ? "auto " : "pool ");
    pp_add_clean(buf, reach_name(listener));
    pp_strbuf_add(buf, " of ");
    pp_add_clean(buf, report->plan->placements[listener->placement].product->name);
    pp_strbuf_add(buf, " on ");
    pp_add_clean(buf, report->plan->hosts[listener->host].name);
}

static void add_reaches(const struct pp_report *report, const struct pp_free_block *block,
                        struct pp_strbuf *buf)
{
    for (size_t i = 0; i < block->reach_count && i < REACHES_SHOWN; i++) {
        pp_strbuf_add(buf, i == 0 ? "in reach of " : ", ");
        add_reach(report, &block->reaches[i], buf);
    }
    if (block->reach_count > REACHES_SHOWN)
        pp_strbuf_printf(buf, " and %zu more", block->reach_count - REACHES_SHOWN);
}

/* Whether something of the plan has the port on a host that is asked about. */
static bool is_used(const struct pp_report *report, uint32_t port)
{
    const struct pp_free_question *question = &report->free->question;
    const struct pp_plan *plan = report->plan;
    for (size_t h = 0; h < question->host_count; h++) {
        const struct pp_host *host = &plan->hosts[question->hosts[h]];
        for (uint32_t i = 0; i < host->binding_count; i++) {
            uint32_t binding = host->first_binding + i;
            enum pp_transport transport =
                (enum pp_transport)plan->listeners[plan->bindings.listener[binding]].transport;
            if (question->transports[transport] && plan->bindings.first[binding] <= port &&
                port <= plan->bindings.last[binding])
                return true;
        }
    }
    return false;
}

/* ", which the plan has", "which netperf has", "which the system has". */
static void add_holder(const struct pp_report *report, uint32_t port, struct pp_strbuf *buf)
{
    const struct pp_service *service = NULL;
    if (is_used(report, port)) {
        pp_strbuf_add(buf, ", which the plan has");
        return;
    }
    for (int i = 0; i < PP_TRANSPORTS && !service; i++) {
        if (report->free->question.transports[i])
            service = pp_registry_find(report->registry, (uint16_t)port, (enum pp_transport)i);
    }
    pp_strbuf_add(buf, ", which ");
    pp_add_clean(buf, service ? service->name : "a stock service");
    pp_strbuf_add(buf, " has");
}

/* ", 12 ports away from 10287": the nearest port that is used, stock or assigned. */
static void add_room(const struct pp_report *report, const struct pp_free_block *block,
                     struct pp_strbuf *buf)
{
    bool is_below = block->below != 0 && block->ports.first - block->below - 1 == block->room;
    if (block->below == 0 && block->above > PP_PORT_MAX)
        return;
    pp_strbuf_add(buf, block->room == 0 ? ", right beside" : ", ");
    if (block->room > 0) {
        pp_add_count(buf, block->room, "port");
        pp_strbuf_add(buf, " away from");
    }
    uint32_t nearest = is_below ? block->below : block->above;
    pp_strbuf_printf(buf, " %lu", (unsigned long)nearest);
    add_holder(report, nearest, buf);
}

/* --- text ------------------------------------------------------------------- */

static void add_block(const struct pp_report *report, const struct pp_free_block *block,
                      struct pp_strbuf *buf)
{
    struct pp_strbuf line;
    pp_strbuf_init(&line);
    pp_range_format(block->ports, &line);
    pp_strbuf_add_char(&line, '/');
    add_transports(&report->free->question, &line);
    pp_add_painted(buf, report->style.color, PP_PAINT_BOLD, line.text);
    size_t column = line.length;
    pp_strbuf_clear(&line);
    pp_strbuf_add(&line, ": free on ");
    add_hosts_and_partners(report, &line);
    pp_strbuf_printf(&line, ", 0 of %lu assigned", (unsigned long)pp_range_size(block->ports));
    if (block->aligned)
        pp_strbuf_printf(&line, ", aligned to %lu", (unsigned long)block->aligned);
    add_room(report, block, &line);
    pp_add_wrapped(buf, line.text, column, 4, report->style.width);
    pp_strbuf_add_char(buf, '\n');
    pp_strbuf_clear(&line);
    add_reaches(report, block, &line);
    if (line.length > 0) {
        pp_strbuf_add(buf, "  = ");
        pp_add_wrapped(buf, line.text, 4, 4, report->style.width);
        pp_strbuf_add_char(buf, '\n');
    }
    pp_strbuf_release(&line);
}

static void add_obstacle_words(const struct pp_free_answer *answer, int obstacle,
                               struct pp_strbuf *buf)
{
    if (obstacle == PP_OBSTACLE_LOW)
        pp_strbuf_printf(buf, "not above %u", answer->question.above);
    else
        pp_strbuf_add(buf, obstacles[obstacle].words);
}

/* How many ports each reason takes away. */
static void add_reasons(const struct pp_free_answer *answer, struct pp_strbuf *buf)
{
    for (int i = 0; i < PP_OBSTACLES; i++) {
        struct pp_strbuf number;
        if (answer->taken[i] == 0)
            continue;
        pp_strbuf_init(&number);
        pp_strbuf_add_grouped(&number, answer->taken[i]);
        pp_strbuf_fill(buf, ' ', 2 + (number.length < 6 ? 6 - number.length : 0));
        pp_strbuf_printf(buf, "%s  ", number.text);
        add_obstacle_words(answer, i, buf);
        pp_strbuf_add_char(buf, '\n');
        pp_strbuf_release(&number);
    }
}

/* "found 2 of 10 blocks of 16 ports": and what became of the others. */
static void add_shortage(const struct pp_report *report, struct pp_strbuf *buf)
{
    const struct pp_free_answer *answer = report->free;
    const struct pp_free_question *question = &answer->question;
    pp_strbuf_add(buf, answer->count > 0 ? "\nfound " : "found ");
    pp_strbuf_add_grouped(buf, answer->count);
    pp_strbuf_add(buf, " of ");
    if (question->width == 1) {
        pp_add_count(buf, question->count, "port");
    } else {
        pp_add_count(buf, question->count, "block");
        pp_strbuf_printf(buf, " of %lu ports", (unsigned long)question->width);
    }
    pp_strbuf_add(buf, " that would do on ");
    add_hosts_and_partners(report, buf);
    pp_strbuf_add(buf, ", ");
    add_transports(question, buf);
    pp_strbuf_add(buf, "; of 65,535 ports\n");
    add_reasons(answer, buf);
    pp_strbuf_add(buf, "are taken away, each by the first that holds, and ");
    pp_strbuf_add_grouped(buf, answer->left);
    pp_strbuf_add(buf, answer->left == 1 ? " is left" : " are left");
    if (answer->left > 0) {
        pp_strbuf_add(buf, ", in a row at most ");
        pp_strbuf_add_grouped(buf, pp_range_size(answer->longest));
        pp_strbuf_add(buf, " (");
        pp_range_format(answer->longest, buf);
        pp_strbuf_add(buf, ")");
    }
    pp_strbuf_add_char(buf, '\n');
}

static void write_text(const struct pp_report *report, struct pp_strbuf *buf)
{
    const struct pp_free_answer *answer = report->free;
    if (report->plan->file_count == 0)
        pp_strbuf_add(buf, "no plan is given: these are ports of a stock windows and a stock linux "
                           "host\n\n");
    for (size_t i = 0; i < answer->count; i++)
        add_block(report, &answer->blocks[i], buf);
    if (answer->count < answer->question.count)
        add_shortage(report, buf);
}

/* --- JSON ------------------------------------------------------------------- */

static json_t *hosts(const struct pp_report *report)
{
    json_t *array = pp_json_array();
    const struct pp_free_question *question = &report->free->question;
    for (size_t i = 0; i < question->host_count; i++) {
        const struct pp_host *host = &report->plan->hosts[question->hosts[i]];
        json_t *object = pp_json_object();
        pp_json_put_text(object, "name", host->name);
        pp_json_put_text(object, "os", pp_os_names[host->os]);
        pp_json_append(array, object);
    }
    return array;
}

static json_t *partners(const struct pp_report *report)
{
    json_t *array = pp_json_array();
    for (size_t i = 0; i < report->free->partner_count; i++) {
        const struct pp_free_partner *partner = &report->free->partners[i];
        json_t *object = pp_json_object();
        pp_json_put_text(object, "name", report->plan->hosts[partner->host].name);
        pp_json_put(object, "stands_by", json_boolean(partner->stands_by));
        pp_json_append(array, object);
    }
    return array;
}

static json_t *transports(const struct pp_free_question *question)
{
    json_t *array = pp_json_array();
    for (int i = 0; i < PP_TRANSPORTS; i++) {
        if (question->transports[i])
            pp_json_append(array, pp_json_text(pp_transport_names[i]));
    }
    return array;
}

static json_t *range_object(struct pp_range range)
{
    json_t *object = pp_json_object();
    pp_json_put_number(object, "first", range.first);
    pp_json_put_number(object, "last", range.last);
    return object;
}

static json_t *reach_object(const struct pp_report *report, const struct pp_reach *reach)
{
    const struct pp_listener *listener = &report->plan->listeners[reach->listener];
    const struct pp_placement *placement = &report->plan->placements[listener->placement];
    json_t *object = range_object(reach->ports);
    pp_json_put_text(object, "host", report->plan->hosts[listener->host].name);
    pp_json_put_text(object, "product", placement->product->name);
    pp_json_put_text(object, "label", placement->label);
    pp_json_put_text(object, "pool", listener->pool ? listener->pool->id : NULL);
    pp_json_put_text(object, "endpoint", listener->endpoint->id);
    return object;
}

static json_t *block_object(const struct pp_report *report, const struct pp_free_block *block)
{
    json_t *object = range_object(block->ports), *reaches = pp_json_array();
    pp_json_put_known(object, "aligned", block->aligned);
    pp_json_put_number(object, "room", block->room);
    pp_json_put_known(object, "below", block->below);
    pp_json_put_known(object, "above", block->above > PP_PORT_MAX ? 0 : block->above);
    for (size_t i = 0; i < block->reach_count; i++)
        pp_json_append(reaches, reach_object(report, &block->reaches[i]));
    pp_json_put(object, "in_reach", reaches);
    return object;
}

static json_t *taken(const struct pp_free_answer *answer)
{
    json_t *object = pp_json_object();
    for (int i = 0; i < PP_OBSTACLES; i++)
        pp_json_put_number(object, obstacles[i].id, answer->taken[i]);
    return object;
}

static void write_json(const struct pp_report *report, struct pp_strbuf *buf)
{
    const struct pp_free_answer *answer = report->free;
    json_t *root = pp_json_object(), *blocks = pp_json_array();
    pp_json_put_number(root, "format_version", 1);
    pp_json_put_text(root, "portplan", report->version);
    pp_json_put(root, "hosts", hosts(report));
    pp_json_put(root, "partners", partners(report));
    pp_json_put(root, "free_on_partners", json_boolean(!answer->without_partners));
    pp_json_put(root, "transports", transports(&answer->question));
    pp_json_put_number(root, "block", answer->question.width);
    pp_json_put_number(root, "above", answer->question.above);
    for (size_t i = 0; i < answer->count; i++)
        pp_json_append(blocks, block_object(report, &answer->blocks[i]));
    pp_json_put(root, "blocks", blocks);
    pp_json_put(root, "taken", taken(answer));
    pp_json_put_number(root, "left", answer->left);
    pp_json_put(root, "longest_run",
                answer->left > 0 ? range_object(answer->longest) : json_null());
    pp_json_write(root, buf);
}

/* --- CSV -------------------------------------------------------------------- */

static void add_number(struct pp_strbuf *buf, uint32_t number, bool known)
{
    if (known)
        pp_strbuf_printf(buf, "%lu", (unsigned long)number);
    pp_strbuf_add_char(buf, ',');
}

static void write_csv(const struct pp_report *report, struct pp_strbuf *buf)
{
    const struct pp_free_answer *answer = report->free;
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    pp_strbuf_add(buf, "first,last,transports,hosts,aligned,room,below,above,in_reach\n");
    for (size_t i = 0; i < answer->count; i++) {
        const struct pp_free_block *block = &answer->blocks[i];
        add_number(buf, block->ports.first, true);
        add_number(buf, block->ports.last, true);
        add_transports(&answer->question, buf);
        pp_strbuf_printf(buf, ",%zu,", answer->question.host_count);
        add_number(buf, block->aligned, block->aligned > 0);
        add_number(buf, block->room, true);
        add_number(buf, block->below, block->below > 0);
        add_number(buf, block->above, block->above <= PP_PORT_MAX);
        pp_strbuf_clear(&text);
        for (size_t j = 0; j < block->reach_count; j++) {
            pp_strbuf_add(&text, j > 0 ? "; " : "");
            add_reach(report, &block->reaches[j], &text);
        }
        pp_add_csv_field(buf, text.text);
        pp_strbuf_add_char(buf, '\n');
    }
    pp_strbuf_release(&text);
}

const struct pp_report_format pp_free_formats[] = {
    {"text", write_text},
    {"json", write_json},
    {"csv", write_csv},
    {NULL, NULL},
};
