/* answers: rules asked once for each endpoint and port. */
#include "check/answers.h"

#include "model/portset.h"

#define PAGE_WORDS 16u /* words that are remembered together */
#define PAGES (PP_PORTSET_WORDS / PAGE_WORDS)

struct page {
    uint64_t bad[PAGE_WORDS]; /* a bit for each port */
    bool asked[PAGE_WORDS];
};

struct pp_answers_entry {
    const struct pp_endpoint *endpoint;
    const struct pp_listener *listener; /* one that has it, to ask rules about */
    enum pp_os os;
    struct pp_range ephemeral;
    struct page *pages[PAGES]; /* NULL: nothing was asked there */
};

void pp_answers_init(struct pp_answers *answers, const struct pp_check *check,
                     const struct pp_rule *const *rules, size_t count)
{
    *answers = (struct pp_answers){.check = check, .rules = rules, .rule_count = count};
}

static bool is_of(const struct pp_answers_entry *entry, const struct pp_endpoint *endpoint,
                  const struct pp_host *host)
{
    return entry->endpoint == endpoint && entry->os == host->os &&
           entry->ephemeral.first == host->ephemeral.first &&
           entry->ephemeral.last == host->ephemeral.last;
}

/* Where the entry is in the table, or is to be put. */
static size_t slot_of(struct pp_answers_entry *const *entries, size_t capacity,
                      const struct pp_endpoint *endpoint, const struct pp_host *host)
{
    uint64_t look = (uint64_t)host->os << 32 | (uint64_t)host->ephemeral.first << 16 |
                    host->ephemeral.last;
    uint64_t mixed = ((uint64_t)(uintptr_t)endpoint + look * UINT64_C(0xD6E8FEB86659FD93)) *
                     UINT64_C(0x9E3779B97F4A7C15);
    size_t at = (size_t)(mixed >> 32) & (capacity - 1);
    while (entries[at] && !is_of(entries[at], endpoint, host))
        at = (at + 1) & (capacity - 1);
    return at;
}

static const struct pp_host *host_of(const struct pp_answers *answers,
                                     const struct pp_listener *listener)
{
    return &answers->check->plan->hosts[listener->host];
}

/* The capacity is a power of two, and half of it at most is used. */
static void make_room(struct pp_answers *answers)
{
    if (answers->count * 2 < answers->capacity)
        return;
    size_t capacity = answers->capacity ? answers->capacity * 2 : 64;
    struct pp_answers_entry **entries =
        pp_arena_array(answers->check->arena, capacity, sizeof(struct pp_answers_entry *));
    for (size_t i = 0; i < answers->capacity; i++) {
        struct pp_answers_entry *entry = answers->entries[i];
        if (entry)
            entries[slot_of(entries, capacity, entry->endpoint,
                            host_of(answers, entry->listener))] = entry;
    }
    answers->entries = entries;
    answers->capacity = capacity;
}

struct pp_answers_entry *pp_answers_entry_of(struct pp_answers *answers,
                                             const struct pp_listener *listener)
{
    const struct pp_host *host = host_of(answers, listener);
    if (answers->latest && is_of(answers->latest, listener->endpoint, host))
        return answers->latest;
    make_room(answers);
    struct pp_answers_entry **entry =
        &answers->entries[slot_of(answers->entries, answers->capacity, listener->endpoint, host)];
    if (!*entry) {
        *entry = pp_arena_alloc(answers->check->arena, sizeof **entry);
        **entry = (struct pp_answers_entry){.endpoint = listener->endpoint,
                                            .listener = listener,
                                            .os = host->os,
                                            .ephemeral = host->ephemeral};
        answers->count++;
    }
    return answers->latest = *entry;
}

/* Those of a rule that does not name any are all. */
static void add_candidates(const struct pp_answers *answers, const struct pp_rule *rule,
                           const struct pp_listener *listener, struct pp_portset *ports)
{
    if (rule->candidates)
        rule->candidates(answers->check, listener->host, (enum pp_transport)listener->transport,
                         ports);
}

/* The ports of the word that hostless rules with candidates can concern. */
static uint64_t candidates_of(struct pp_answers *answers, const struct pp_listener *listener,
                              uint32_t word)
{
    enum pp_os os = host_of(answers, listener)->os;
    struct pp_portset **ports = &answers->candidates[os][listener->transport];
    if (!*ports) {
        *ports = pp_arena_alloc(answers->check->arena, sizeof **ports);
        for (size_t i = 0; i < answers->rule_count; i++) {
            if (answers->rules[i]->hostless)
                add_candidates(answers, answers->rules[i], listener, *ports);
        }
    }
    return (*ports)->words[word];
}

/* The ports of the word, out of `ports`, that the rule would report. */
static uint64_t ask(const struct pp_answers *answers, const struct pp_rule *rule,
                    const struct pp_listener *listener, uint32_t word, uint64_t ports)
{
    uint64_t bad = 0;
    for (; ports; ports &= ports - 1) {
        uint32_t port = word * 64 + (uint32_t)__builtin_ctzll(ports);
        if (rule->concerns(answers->check, listener, (uint16_t)port))
            bad |= ports & (~ports + 1);
    }
    return bad;
}

static uint64_t ask_all(struct pp_answers *answers, const struct pp_listener *listener,
                        uint32_t word)
{
    uint64_t candidates = candidates_of(answers, listener, word), bad = 0;
    for (size_t i = 0; i < answers->rule_count; i++) {
        const struct pp_rule *rule = answers->rules[i];
        uint64_t asked = rule->hostless && rule->candidates ? candidates : UINT64_MAX;
        bad |= ask(answers, rule, listener, word, asked & ~bad);
    }
    return bad;
}

uint64_t pp_answers_ask(struct pp_answers *answers, struct pp_answers_entry *entry, uint32_t word)
{
    struct page **page = &entry->pages[word / PAGE_WORDS];
    if (!*page)
        *page = pp_arena_alloc(answers->check->arena, sizeof **page);
    if (!(*page)->asked[word % PAGE_WORDS]) {
        (*page)->asked[word % PAGE_WORDS] = true;
        (*page)->bad[word % PAGE_WORDS] = ask_all(answers, entry->listener, word);
    }
    return (*page)->bad[word % PAGE_WORDS];
}
