/* http_sys: the grammar of URL prefixes, which of them exclude one another, and routing. */
#include "truth/replays.h"
#include "truth/rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define MAX_PREFIXES 8

static const char *const category_names[] = {"strong", "explicit", "ip", "weak"};

static const struct truth_exception exceptions[] = {
    {"hs-resv-7", 1, TRUTH_DIFFERS,
     "portplan has no users: the implicit reservation of the root is the administrators'"},
    {"hs-reg-*", 5, TRUTH_NO_MATCH,
     "portplan has no users: whom a reservation lets register is not judged"},
};

static struct pp_url parse(struct truth *truth, const char *text)
{
    struct pp_url url;
    const char *why = pp_url_parse(text, &truth->arena, &url);
    if (why)
        fail_msg("'%s': %s", text, why);
    return url;
}

static bool grammar_agrees(struct truth *truth, const json_t *row)
{
    struct pp_url url;
    const char *category = truth_text(row, "category");
    bool valid = !pp_url_parse(truth_text(row, "input"), &truth->arena, &url) && url.flaws == 0;
    if (valid != truth_flag(row, "valid"))
        return false;
    return !valid || strcmp(category_names[url.category], category) == 0;
}

/* The verdict on two prefixes of one host. */
static struct pp_clash judge(const struct pp_url *a, const struct pp_url *b)
{
    struct pp_address every = {.kind = PP_ADDR_ANY};
    struct truth_side sides[2] = {{.ports = {a->port, a->port}}, {.ports = {b->port, b->port}}};
    struct pp_clash clash;
    for (size_t i = 0; i < 2; i++)
        sides[i].claim = (struct pp_claim){.transport = PP_TCP,
                                           .kind = PP_HTTP_SYS,
                                           .addresses = pp_addrset_of(&every, true),
                                           .url = i ? b : a};
    truth_refused(PP_WINDOWS, &sides[0], 1, &sides[1], 1, &clash);
    return clash;
}

/* The error "fail" is one that Microsoft does not name. */
static bool conflict_agrees(struct truth *truth, const json_t *row)
{
    struct pp_url a = parse(truth, truth_text(row, "a")), b = parse(truth, truth_text(row, "b"));
    const char *error = truth_text(row, "error");
    struct pp_clash clash = judge(&a, &b);
    if (truth_flag(row, "conflict") != (clash.kind == PP_CLASH_URL_OVERLAP))
        return false;
    if (!error || strcmp(error, "fail") == 0)
        return clash.os_error == NULL;
    return clash.os_error && strncmp(clash.os_error, error, strlen(error)) == 0;
}

/* Reservations made one after another: those that stood before this row. */
static bool reservation_agrees(struct truth *truth, const json_t *row)
{
    struct pp_url url = parse(truth, truth_text(row, "reserve"));
    bool free = true;
    size_t index;
    json_t *other;
    json_array_foreach(truth->rows, index, other)
    {
        if (other == row)
            break;
        if (!truth_id_begins(other, "hs-resv-") || !truth_flag(other, "ok"))
            continue;
        struct pp_url earlier = parse(truth, truth_text(other, "reserve"));
        if (truth_is_refusal(judge(&earlier, &url).kind))
            free = false;
    }
    return free == truth_flag(row, "ok");
}

/* Adds the prefixes under `key`; the owner of each is its second word. */
static size_t add_prefixes(struct truth *truth, const json_t *row, const char *key, size_t count,
                           struct pp_url prefixes[MAX_PREFIXES], const char *owners[MAX_PREFIXES])
{
    size_t index;
    json_t *pair;
    json_array_foreach(json_object_get(row, key), index, pair)
    {
        assert_in_range(count, 0, MAX_PREFIXES - 1);
        prefixes[count] = parse(truth, json_string_value(json_array_get(pair, 0)));
        owners[count++] = json_string_value(json_array_get(pair, 1));
    }
    return count;
}

/* A reservation that nobody listens on takes the request, and nobody answers it. */
static bool route_agrees(struct truth *truth, const json_t *row)
{
    struct pp_url prefixes[MAX_PREFIXES] = {{0}};
    const char *owners[MAX_PREFIXES], *expected = truth_text(row, "to");
    uint16_t ports[MAX_PREFIXES] = {0};
    size_t registered = add_prefixes(truth, row, "registered", 0, prefixes, owners);
    size_t count = add_prefixes(truth, row, "reserved", registered, prefixes, owners);
    for (size_t i = 0; i < count; i++)
        ports[i] = prefixes[i].port;
    struct pp_url request = parse(truth, truth_text(row, "request"));
    int to = pp_url_route(prefixes, ports, count, &request, request.port);
    if (strcmp(expected, "400") == 0 || strcmp(expected, "rejected") == 0)
        return to == -1 || (size_t)to >= registered;
    return to >= 0 && (size_t)to < registered && strcmp(owners[to], expected) == 0;
}

static const struct {
    const char *beginning;
    bool (*agrees)(struct truth *truth, const json_t *row);
} replays[] = {
    {"hs-gram-", grammar_agrees}, {"hs-c-", conflict_agrees},    {"hs-resv-", reservation_agrees},
    {"hs-route-", route_agrees},  {"hs-longest-", route_agrees}, {"hs-shadow-", route_agrees},
};

void http_sys_rows_get_their_verdicts_and_routes(void **state)
{
    (void)state;
    struct truth truth;
    size_t index;
    json_t *row;
    truth_open(&truth, "windows-httpsys.json", exceptions, COUNT(exceptions));
    json_array_foreach(truth.rows, index, row)
    {
        size_t i = 0;
        while (i < COUNT(replays) && !truth_id_begins(row, replays[i].beginning))
            i++;
        if (i < COUNT(replays))
            truth_judge(&truth, row, replays[i].agrees(&truth, row));
        else
            truth_set_aside(&truth, row);
    }
    truth_close(&truth);
}
