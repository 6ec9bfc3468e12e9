/* clash: verdicts on two listeners of one host. */
#include "model/clash.h"

const char *const pp_listener_kind_names[2] = {"socket", "http.sys"};
const char *const pp_reuse_names[PP_REUSES] = {"none", "port", "address", "exclusive", "multicast"};
const char *const pp_clash_rule_ids[PP_CLASH_KINDS] = {NULL, "split-binding", "port-overlap",
                                                       "url-overlap", "listener-mix"};

enum pp_listener_kind pp_listener_kind_by_url(enum pp_os os, enum pp_transport transport,
                                              const struct pp_url *url, bool reservation)
{
    if (os != PP_WINDOWS || transport != PP_TCP || !url)
        return PP_SOCKET;
    bool any_host = url->category == PP_URL_STRONG || url->category == PP_URL_WEAK;
    return any_host || reservation ? PP_HTTP_SYS : PP_SOCKET;
}

static const struct pp_clash no_clash = {PP_CLASH_NONE, NULL, NULL};

static const char second_fails[] = "the second to start fails";

/* --- Linux ------------------------------------------------------------------ */

static bool sets_reuseaddr(enum pp_reuse reuse)
{
    return reuse == PP_REUSE_ADDRESS || reuse == PP_REUSE_MULTICAST;
}

/* Two listeners: with both SO_REUSEADDR, TCP binds but the second listen() fails, so only
 * datagrams are let through. Both SO_REUSEPORT (of one user) share by design. */
static struct pp_clash judge_linux(const struct pp_claim *a, const struct pp_claim *b)
{
    if (a->reuse == PP_REUSE_PORT && b->reuse == PP_REUSE_PORT)
        return no_clash;
    if (a->transport == PP_UDP && sets_reuseaddr(a->reuse) && sets_reuseaddr(b->reuse)) {
        if (a->reuse == PP_REUSE_MULTICAST && b->reuse == PP_REUSE_MULTICAST)
            return no_clash;
        return (struct pp_clash){PP_CLASH_SPLIT, NULL,
                                 "both start, but unicast datagrams go to the one that bound last"};
    }
    return (struct pp_clash){PP_CLASH_PORT_OVERLAP, pp_profile_of(PP_LINUX)->in_use, second_fails};
}

/* --- Windows ---------------------------------------------------------------- */

enum { DW, DS, RW, RS, EW, ES, CELLS }; /* default, reuse, exclusive; wildcard, specific */

#define OK PP_BIND_OK
#define IN PP_BIND_IN_USE
#define AC PP_BIND_ACCESS

/* Rows: the first socket; columns: the second. */
static const unsigned char same_user_table[CELLS][CELLS] = {
    /*         DW  DS  RW  RS  EW  ES */
    [DW] = {IN, OK, AC, OK, IN, OK}, [DS] = {OK, IN, OK, AC, IN, IN},
    [RW] = {IN, OK, OK, OK, IN, OK}, [RS] = {OK, IN, OK, OK, IN, IN},
    [EW] = {IN, AC, AC, AC, IN, AC}, [ES] = {OK, IN, OK, AC, IN, IN},
};

static const unsigned char other_user_table[CELLS][CELLS] = {
    [DW] = {IN, AC, AC, AC, IN, AC}, [DS] = {OK, IN, OK, AC, IN, IN},
    [RW] = {IN, AC, OK, OK, IN, AC}, [RS] = {OK, IN, OK, OK, IN, IN},
    [EW] = {IN, AC, AC, AC, IN, AC}, [ES] = {OK, IN, OK, AC, IN, IN},
};

enum pp_bind_outcome pp_windows_bind(enum pp_win_option first, bool first_wildcard,
                                     enum pp_win_option second, bool second_wildcard,
                                     bool same_user)
{
    int row = (int)first * 2 + !first_wildcard, column = (int)second * 2 + !second_wildcard;
    return same_user ? same_user_table[row][column] : other_user_table[row][column];
}

static enum pp_win_option windows_option(enum pp_reuse reuse)
{
    if (reuse == PP_REUSE_EXCLUSIVE)
        return PP_WIN_EXCLUSIVE;
    return sets_reuseaddr(reuse) ? PP_WIN_REUSE : PP_WIN_DEFAULT; /* there is no SO_REUSEPORT */
}

static bool meets(unsigned cover_a, unsigned cover_b, const uint8_t *a, const uint8_t *b,
                  size_t size)
{
    if (!cover_a || !cover_b)
        return false;
    if (cover_a == PP_COVER_ALL || cover_b == PP_COVER_ALL)
        return true;
    for (size_t i = 0; i < size; i++) {
        if (a[i] != b[i])
            return false;
    }
    return true;
}

/* What `second` gets when `first` stands: the worse of both families. */
static enum pp_bind_outcome windows_outcome(const struct pp_claim *first,
                                            const struct pp_claim *second)
{
    const struct pp_addrset *a = &first->addresses, *b = &second->addresses;
    enum pp_win_option x = windows_option(first->reuse), y = windows_option(second->reuse);
    enum pp_bind_outcome v4 = PP_BIND_OK, v6 = PP_BIND_OK;
    if (meets(a->v4, b->v4, a->v4_bytes, b->v4_bytes, sizeof a->v4_bytes))
        v4 = pp_windows_bind(x, a->v4 == PP_COVER_ALL, y, b->v4 == PP_COVER_ALL, true);
    if (meets(a->v6, b->v6, a->v6_bytes, b->v6_bytes, sizeof a->v6_bytes))
        v6 = pp_windows_bind(x, a->v6 == PP_COVER_ALL, y, b->v6 == PP_COVER_ALL, true);
    enum pp_bind_outcome worse = v4 != PP_BIND_OK ? v4 : v6;
    /* An exclusive dual-stack wildcard is checked on both stacks, and gets ACCES from an
     * address that is held on one of them. */
    bool dual = b->v4 == PP_COVER_ALL && b->v6 == PP_COVER_ALL;
    if (worse == PP_BIND_IN_USE && dual && y == PP_WIN_EXCLUSIVE &&
        (a->v4 == PP_COVER_ONE || a->v6 == PP_COVER_ONE))
        return PP_BIND_ACCESS;
    return worse;
}

static const char *windows_error(enum pp_bind_outcome outcome)
{
    return outcome == PP_BIND_IN_USE ? pp_profile_of(PP_WINDOWS)->in_use : "WSAEACCES 10013";
}

static struct pp_clash judge_windows_sockets(const struct pp_claim *a, const struct pp_claim *b)
{
    if (a->transport == PP_UDP && a->reuse == PP_REUSE_MULTICAST && b->reuse == PP_REUSE_MULTICAST)
        return no_clash;
    enum pp_bind_outcome a_first = windows_outcome(a, b), b_first = windows_outcome(b, a);
    if (a_first != PP_BIND_OK && b_first != PP_BIND_OK)
        return (struct pp_clash){PP_CLASH_PORT_OVERLAP, windows_error(a_first), second_fails};
    if (a_first != PP_BIND_OK)
        return (struct pp_clash){PP_CLASH_PORT_OVERLAP, windows_error(a_first),
                                 "the second listed fails when it starts second"};
    if (b_first != PP_BIND_OK)
        return (struct pp_clash){PP_CLASH_PORT_OVERLAP, windows_error(b_first),
                                 "the first listed fails when it starts second"};
    if (windows_option(a->reuse) == PP_WIN_REUSE && windows_option(b->reuse) == PP_WIN_REUSE)
        return (struct pp_clash){PP_CLASH_SPLIT, NULL,
                                 "both start, and which of them gets the traffic is undefined"};
    return (struct pp_clash){
        PP_CLASH_SPLIT, NULL,
        "both start: the specific address gets its own traffic, the wildcard the rest"};
}

static struct pp_clash judge_prefixes(const struct pp_url *a, const struct pp_url *b)
{
    switch (a && b ? pp_url_compare(a, b) : PP_URL_CLASH_NONE) {
    case PP_URL_CLASH_SCHEME:
        return (struct pp_clash){PP_CLASH_URL_OVERLAP, NULL,
                                 "http.sys has one scheme per port: the second to register fails"};
    case PP_URL_CLASH_SAME:
        return (struct pp_clash){PP_CLASH_URL_OVERLAP, "ERROR_ALREADY_EXISTS 183",
                                 "the second to register the prefix fails"};
    case PP_URL_SWALLOWED:
        return (struct pp_clash){
            PP_CLASH_SPLIT, NULL,
            "both register, but the '+' prefix takes every request of the other"};
    case PP_URL_CLASH_NONE: break;
    }
    return no_clash;
}

struct pp_clash pp_clash_judge(enum pp_os os, const struct pp_claim *a, const struct pp_claim *b)
{
    if (a->transport != b->transport)
        return no_clash;
    bool a_http = os == PP_WINDOWS && a->kind == PP_HTTP_SYS;
    bool b_http = os == PP_WINDOWS && b->kind == PP_HTTP_SYS;
    if (a_http && b_http)
        return judge_prefixes(a->url, b->url);
    if (a_http || b_http) /* http.sys holds the wildcard of both families, whatever the prefix */
        return (struct pp_clash){PP_CLASH_LISTENER_MIX, "WSAEACCES 10013",
                                 "the second to start fails: http.sys owns the port"};
    if (!pp_addrset_overlaps(&a->addresses, &b->addresses))
        return no_clash;
    return os == PP_WINDOWS ? judge_windows_sockets(a, b) : judge_linux(a, b);
}
