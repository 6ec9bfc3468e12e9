/* port_search: going through the ports of a range. */
#include "check/port_search.h"

#include "base/mem.h"
#include "check/locks.h"

void pp_search_scope_own(struct pp_search_scope *scope, struct pp_range block)
{
    if (scope->own_count > scope->own_counted &&
        block.first == scope->own[scope->own_count - 1].last + 1u) {
        scope->own[scope->own_count - 1].last = block.last;
        return;
    }
    scope->own =
        pp_grow(scope->own, &scope->own_capacity, scope->own_count + 1, sizeof *scope->own);
    scope->own[scope->own_count++] = block;
}

void pp_search_scope_count_own(struct pp_search_scope *scope)
{
    while (scope->own_counted < scope->own_count)
        pp_blockers_add_ports(scope->blockers, scope->own[scope->own_counted++]);
}

void pp_search_scope_end_group(struct pp_search_scope *scope)
{
    for (size_t i = 0; i < scope->own_counted; i++)
        pp_blockers_remove_ports(scope->blockers, scope->own[i]);
    scope->own_count = scope->own_counted = 0;
}

struct pp_port_search pp_port_search_of(const struct pp_check *check,
                                        const struct pp_listener *leader)
{
    /* `auto` without a range: what is preferred first; see the plan language */
    static const struct pp_range wide[] = {{10000, 32767}, {8001, 9999}, {32768, 65535}, {1, 8000}};
    bool own = leader->range.first != 0;
    bool cooling = check->locks && check->locks->cooling_count > 0;
    return (struct pp_port_search){.ranges = own ? &leader->range : wide,
                                   .range_count = own ? 1 : sizeof wide / sizeof *wide,
                                   .limit = own ? leader->range.last : PP_PORT_MAX,
                                   .block = leader->block,
                                   .align = leader->align,
                                   .safe = true,
                                   .picky = leader->origin == PP_FROM_AUTO,
                                   .cooling = cooling,
                                   .fresh = cooling,
                                   .word = PP_NONE};
}

/* Whether the unit's host had the port a short time ago (a lock file says so): for something
 * else, unless `fresh`. */
static bool is_cooling(const struct pp_check *check, uint32_t unit, uint16_t port, bool fresh)
{
    uint32_t host = check->plan->listeners[unit].host;
    const struct pp_cooling *cooling = pp_locks_cooling(check->locks, host, port);
    return cooling && pp_range_contains(cooling->ports, port) && (fresh || cooling->owner != unit);
}

bool pp_block_cools(const struct pp_check *check, uint32_t unit, struct pp_range block)
{
    for (uint32_t port = block.last; port >= block.first && check->locks; port--) {
        if (is_cooling(check, unit, (uint16_t)port, false))
            return true;
    }
    return false;
}

/* The highest port of the block that cools for one of the units, or 0. */
static uint32_t cooling_last(const struct pp_search_scope *scope, struct pp_range block, bool fresh)
{
    const struct pp_check *check = scope->objections.check;
    for (uint32_t port = block.last; port >= block.first; port--) {
        for (size_t i = 0; i < scope->unit_count; i++) {
            if (is_cooling(check, scope->units[i], (uint16_t)port, fresh))
                return port;
        }
    }
    return 0;
}

/* The ports of the word that are in the way of somebody who is not away. */
static uint64_t blocked_bits(const struct pp_search_scope *scope, uint32_t word)
{
    uint64_t blocked = scope->blockers->blocked.words[word];
    for (uint64_t away = scope->away->blocked.words[word]; away; away &= away - 1) {
        uint32_t port = word * 64 + (uint32_t)__builtin_ctzll(away);
        if (scope->away->counts[port] == scope->blockers->counts[port])
            blocked &= ~(away & (~away + 1));
    }
    return blocked;
}

/* The ports of the word that will not do for those reasons that are the same for all blocks. */
static uint64_t bad_bits(struct pp_port_search *search, const struct pp_search_scope *scope,
                         uint32_t word)
{
    uint64_t bad = blocked_bits(scope, word);
    if (search->safe)
        bad |= scope->elsewhere->blocked.words[word];
    if (!search->picky)
        return bad;
    if (search->word != word) {
        search->word = word;
        search->objected = pp_objections_ask(&scope->objections, word);
    }
    return bad | search->objected;
}

/* The first port from `port` on that will do; more than `last` when none up to there will. Notes how
 * far all do behind it. */
static uint32_t next_good(struct pp_port_search *search, const struct pp_search_scope *scope,
                          uint32_t port, uint32_t last)
{
    if (port > last)
        return port;
    uint32_t word = port / 64;
    uint64_t good = ~bad_bits(search, scope, word) & UINT64_MAX << port % 64;
    while (!good && word < last / 64)
        good = ~bad_bits(search, scope, ++word);
    if (!good)
        return last + 1;
    uint32_t bit = (uint32_t)__builtin_ctzll(good);
    uint64_t bad = ~(good >> bit); /* 0: all 64 are good */
    uint32_t until = word * 64 + bit + (bad ? (uint32_t)__builtin_ctzll(bad) : 64);
    search->good_until = until <= last ? until : last + 1;
    return word * 64 + bit;
}

/* The highest port of the block that will not do, or 0. */
static uint32_t last_bad(struct pp_port_search *search, const struct pp_search_scope *scope,
                         struct pp_range block)
{
    uint32_t word = block.last / 64, first = block.first / 64;
    uint64_t inside = UINT64_MAX >> (63 - block.last % 64);
    for (;; inside = UINT64_MAX, word--) {
        if (word == first)
            inside &= UINT64_MAX << block.first % 64;
        uint64_t bad = bad_bits(search, scope, word) & inside;
        if (bad)
            return word * 64 + 63 - (uint32_t)__builtin_clzll(bad);
        if (word == first)
            return search->cooling ? cooling_last(scope, block, search->fresh) : 0;
    }
}

static uint32_t align_up(uint32_t port, uint32_t align)
{
    if ((align & (align - 1)) == 0) /* a power of two is common: no division */
        return (port + align - 1) & ~(align - 1);
    return (port + align - 1) / align * align;
}

/* Goes on to the next port of the range where a block could begin, if there is one. */
static void step(struct pp_port_search *search, const struct pp_search_scope *scope, uint32_t port)
{
    uint32_t last = search->ranges[search->at].last;
    search->port =
        align_up(next_good(search, scope, align_up(port, search->align), last), search->align);
}

/* The next block of the range search->at, at search->port; first 0: there is none. */
static struct pp_range next_of_range(struct pp_port_search *search,
                                     const struct pp_search_scope *scope)
{
    struct pp_range range = search->ranges[search->at];
    uint32_t more = search->block - 1u;
    bool single = search->block == 1 && search->align == 1 && !search->cooling;
    step(search, scope, search->port < range.first ? range.first : search->port);
    while (search->port <= range.last && search->port + more <= search->limit) {
        struct pp_range block = {(uint16_t)search->port, (uint16_t)(search->port + more)};
        uint32_t bad = single ? 0 : last_bad(search, scope, block);
        if (!bad)
            return block;
        step(search, scope, bad + 1);
    }
    return (struct pp_range){0, 0};
}

/* From the first port of a range on, nothing of what the group has lies behind. */
static struct pp_range next_fitting(struct pp_port_search *search, struct pp_search_scope *scope)
{
    while (search->at < search->range_count) {
        if (search->port == 0)
            pp_search_scope_count_own(scope);
        struct pp_range block = next_of_range(search, scope);
        if (block.first)
            return block;
        search->at++;
        search->port = 0;
    }
    return (struct pp_range){0, 0};
}

/* Asks for less, from the beginning; false when there is nothing to do without. */
static bool relax(struct pp_port_search *search)
{
    if (!search->safe && !search->picky && !search->fresh)
        return false;
    if (search->safe)
        search->safe = false;
    else if (search->picky)
        search->picky = false;
    else
        search->fresh = false;
    search->at = search->port = 0;
    return true;
}

static struct pp_range look_for(struct pp_port_search *search, struct pp_search_scope *scope)
{
    search->safe = search->safe && scope->has_partners;
    struct pp_range block = next_fitting(search, scope);
    while (block.first == 0 && relax(search))
        block = next_fitting(search, scope);
    if (block.first == 0 || search->cooling)
        search->good_until = 0;
    return block;
}

struct pp_range pp_port_search_next(struct pp_port_search *search, struct pp_search_scope *scope)
{
    uint32_t first = align_up(search->port, search->align), last = first + search->block - 1u;
    struct pp_range block = {(uint16_t)first, (uint16_t)last};
    if (last >= search->good_until)
        block = look_for(search, scope);
    if (block.first) {
        search->port = block.last + 1u;
        pp_search_scope_own(scope, block);
    }
    return block;
}
