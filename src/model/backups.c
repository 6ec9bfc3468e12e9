/* backups: looking up the mains of hosts, and what cannot be meant. */
#include "model/backups.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>

#define GUESSES_MAX 100 /* at what misspelt names mean: each looks at the names of all hosts */

struct guesses {
    const char **names; /* of all hosts, made for the first guess */
    size_t made;
};

static const char *nearest_host(struct pp_plan *plan, const char *name, struct guesses *guesses)
{
    if (guesses->made++ >= GUESSES_MAX)
        return NULL;
    if (!guesses->names) {
        guesses->names = pp_arena_array(plan->arena, plan->host_count, sizeof *guesses->names);
        for (size_t i = 0; i < plan->host_count; i++)
            guesses->names[i] = plan->hosts[i].name;
    }
    return pp_nearest(name, guesses->names, plan->host_count);
}

static bool find_mains(struct pp_plan *plan, uint32_t index, struct guesses *guesses,
                       struct pp_diags *diags)
{
    struct pp_host *host = &plan->hosts[index];
    bool good = true;
    for (size_t i = 0; i < host->main_count; i++) {
        struct pp_main *main = &host->mains[i];
        main->host = pp_plan_find_host(plan, main->name);
        if (main->host == PP_NONE)
            pp_diags_add_near(diags, main->loc, nearest_host(plan, main->name, guesses),
                              "host '%s' is the backup of '%s', which no plan given has",
                              host->name, main->name);
        else if (main->host == index)
            pp_diags_add(diags, main->loc,
                         "host '%s' is its own backup; name the host for which it stands by",
                         host->name);
        good = good && main->host != PP_NONE && main->host != index;
    }
    return good;
}

static bool check_pool(const struct pp_host *host, struct pp_diags *diags)
{
    if (host->pool && host->main_count > 0) {
        pp_diags_add(diags, host->mains[0].loc,
                     "host '%s' has both 'backup_of' and a pool; it can stand by for the hosts it "
                     "names, or belong to a pool",
                     host->name);
        pp_diags_also(diags, host->pool_loc, "its pool");
        return false;
    }
    if (host->spare != PP_UNSET && !host->pool) {
        pp_diags_add(diags, host->spare_loc,
                     "host '%s' has 'spare' without a pool; name the pool it belongs to, or say "
                     "with 'backup_of' for which hosts it stands by",
                     host->name);
        return false;
    }
    return true;
}

/* --- circles ----------------------------------------------------------------- */

enum state { NEW, ON_PATH, DONE };

/* The hosts between the one the search began with and the one it has come to. */
struct path {
    struct step {
        uint32_t host;
        size_t next; /* of its mains */
    } * steps;
    size_t count, capacity;
    uint8_t *states; /* enum state, by host */
};

static void enter(struct path *path, uint32_t host)
{
    path->steps = pp_grow(path->steps, &path->capacity, path->count + 1, sizeof *path->steps);
    path->steps[path->count++] = (struct step){host, 0};
    path->states[host] = ON_PATH;
}

/* `main` closes a circle; the second place is where it is said to be a backup itself. */
static void refuse_circle(const struct pp_plan *plan, const struct path *path,
                          const struct pp_main *main, struct pp_diags *diags)
{
    const struct pp_host *host = &plan->hosts[path->steps[path->count - 1].host];
    size_t first = path->count - 1;
    while (path->steps[first].host != main->host)
        first--;
    const struct pp_host *start = &plan->hosts[main->host];
    const struct pp_main *next = &start->mains[path->steps[first].next - 1];
    const char *through = "";
    if (plan->hosts[next->host].name != host->name)
        through = pp_arena_printf(plan->arena, " through '%s'", plan->hosts[next->host].name);
    pp_diags_add(diags, main->loc,
                 "host '%s' is the backup of '%s', which stands by for '%s'%s; one of them must "
                 "stand by for nobody",
                 host->name, start->name, host->name, through);
    pp_diags_also(diags, next->loc, "'%s' stands by here", start->name);
}

static bool search_from(const struct pp_plan *plan, uint32_t from, struct path *path,
                        struct pp_diags *diags)
{
    bool good = true;
    enter(path, from);
    while (path->count > 0) {
        struct step *step = &path->steps[path->count - 1];
        const struct pp_host *host = &plan->hosts[step->host];
        if (step->next == host->main_count) {
            path->states[step->host] = DONE;
            path->count--;
            continue;
        }
        const struct pp_main *main = &host->mains[step->next++];
        if (path->states[main->host] == ON_PATH) {
            refuse_circle(plan, path, main, diags);
            good = false;
        } else if (path->states[main->host] == NEW) {
            enter(path, main->host);
        }
    }
    return good;
}

static bool check_circles(const struct pp_plan *plan, struct pp_diags *diags)
{
    struct path path = {.states = pp_calloc(plan->host_count + 1, 1)};
    bool good = true;
    for (size_t i = 0; i < plan->host_count; i++) {
        if (path.states[i] == NEW && plan->hosts[i].main_count > 0)
            good = search_from(plan, (uint32_t)i, &path, diags) && good;
    }
    free(path.steps);
    free(path.states);
    return good;
}

bool pp_backups_resolve(struct pp_plan *plan, struct pp_diags *diags)
{
    struct guesses guesses = {0};
    bool found = true, good = true;
    for (size_t i = 0; i < plan->host_count; i++) {
        found = find_mains(plan, (uint32_t)i, &guesses, diags) && found;
        good = check_pool(&plan->hosts[i], diags) && good;
    }
    return found && check_circles(plan, diags) && good;
}
