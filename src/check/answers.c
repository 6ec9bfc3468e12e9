/* answers: rules asked once for each endpoint and port. */
#include "check/answers.h"

#define PAGE_PORTS 1024u /* ports that are remembered together */
#define WORDS (PAGE_PORTS / 64)
#define PAGES ((PP_PORT_MAX + 1u) / PAGE_PORTS)

struct page {
    uint64_t asked[WORDS], bad[WORDS]; /* a bit for each port */
};

struct pp_answers_entry {
    const struct pp_endpoint *endpoint;
    enum pp_os os;
    struct page *pages[PAGES]; /* NULL: nothing was asked there */
};

void pp_answers_init(struct pp_answers *answers, const struct pp_check *check,
                     const struct pp_rule *const *rules, size_t count)
{
    *answers = (struct pp_answers){.check = check, .rules = rules, .rule_count = count};
}

/* Where the entry is in the table, or is to be put. */
static size_t slot_of(struct pp_answers_entry *const *entries, size_t capacity,
                      const struct pp_endpoint *endpoint, enum pp_os os)
{
    uint64_t mixed = ((uint64_t)(uintptr_t)endpoint + os) * UINT64_C(0x9E3779B97F4A7C15);
    size_t at = (size_t)(mixed >> 32) & (capacity - 1);
    while (entries[at] && (entries[at]->endpoint != endpoint || entries[at]->os != os))
        at = (at + 1) & (capacity - 1);
    return at;
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
            entries[slot_of(entries, capacity, entry->endpoint, entry->os)] = entry;
    }
    answers->entries = entries;
    answers->capacity = capacity;
}

static struct pp_answers_entry *entry_of(struct pp_answers *answers,
                                         const struct pp_listener *listener)
{
    enum pp_os os = answers->check->plan->hosts[listener->host].os;
    struct pp_answers_entry *latest = answers->latest;
    if (latest && latest->endpoint == listener->endpoint && latest->os == os)
        return latest;
    make_room(answers);
    struct pp_answers_entry **entry =
        &answers->entries[slot_of(answers->entries, answers->capacity, listener->endpoint, os)];
    if (!*entry) {
        *entry = pp_arena_alloc(answers->check->arena, sizeof **entry);
        (*entry)->endpoint = listener->endpoint;
        (*entry)->os = os;
        answers->count++;
    }
    return answers->latest = *entry;
}

static bool is_bad(const struct pp_answers *answers, const struct pp_listener *listener,
                   uint16_t port)
{
    for (size_t i = 0; i < answers->rule_count; i++) {
        if (answers->rules[i]->concerns(answers->check, listener, port))
            return true;
    }
    return false;
}

bool pp_answers_ask(struct pp_answers *answers, const struct pp_listener *listener, uint16_t port)
{
    struct page **page = &entry_of(answers, listener)->pages[port / PAGE_PORTS];
    size_t word = port % PAGE_PORTS / 64;
    uint64_t bit = UINT64_C(1) << port % 64;
    if (!*page)
        *page = pp_arena_alloc(answers->check->arena, sizeof **page);
    if (!((*page)->asked[word] & bit)) {
        (*page)->asked[word] |= bit;
        if (is_bad(answers, listener, port))
            (*page)->bad[word] |= bit;
    }
    return ((*page)->bad[word] & bit) != 0;
}
